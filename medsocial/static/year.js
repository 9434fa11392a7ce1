// One labelled native slider for a year. The stock slider handle has no accessible name.
function render({ model, el }) {
  const group = document.createElement("div");
  group.className = "ms-range";
  const row = document.createElement("label");
  const words = document.createElement("span");
  const input = document.createElement("input");
  const shown = document.createElement("output");
  shown.setAttribute("aria-hidden", "true"); // the slider itself is read aloud with its value
  input.type = "range";
  input.step = 1;
  // JupyterLab would take the arrow keys for itself, to walk through the cells.
  input.setAttribute("data-lm-suppress-shortcuts", "true");
  row.append(words, input, shown);
  group.append(row);
  el.append(group);
  // While the handle moves only the number follows; the page answers when it is let go.
  input.addEventListener("input", () => { shown.textContent = input.value; });
  input.addEventListener("change", () => {
    model.set("value", Number(input.value));
    model.save_changes();
  });
  function show() {
    words.textContent = model.get("legend");
    input.disabled = model.get("disabled");
    input.min = model.get("min");
    input.max = model.get("max");
    input.value = model.get("value");
    shown.textContent = model.get("value");
  }
  model.on("change", show);
  show();
}
export default { render };
