// Two labelled native sliders for a span from-to. The stock slider handles have no accessible name.
function render({ model, el }) {
  const group = document.createElement("fieldset");
  group.className = "ms-range";
  const legend = document.createElement("legend");
  group.append(legend);
  el.append(group);
  const ends = ["low", "high"].map((end) => {
    const row = document.createElement("label");
    const words = document.createElement("span");
    const input = document.createElement("input");
    const shown = document.createElement("output");
    // JupyterLab would take the arrow keys for moving between its cells.
    input.dataset.lmSuppressShortcuts = "true";
    input.type = "range";
    row.append(words, input, shown);
    group.append(row);
    // While the handle moves only the number follows; the page answers when it is let go.
    input.addEventListener("input", () => { shown.textContent = input.value; });
    input.addEventListener("change", () => {
      let value = Number(input.value);
      value = end === "low" ? Math.min(value, model.get("high")) : Math.max(value, model.get("low"));
      model.set(end, value);
      model.save_changes();
      show();
    });
    return { end, words, input, shown };
  });
  function show() {
    legend.textContent = model.get("legend");
    group.disabled = model.get("disabled");
    for (const { end, words, input, shown } of ends) {
      words.textContent = model.get(end + "_label");
      input.min = model.get("minimum");
      input.max = model.get("maximum");
      input.step = model.get("step");
      input.value = model.get(end);
      shown.textContent = model.get(end);
    }
  }
  model.on("change", show);
  show();
}
export default { render };
