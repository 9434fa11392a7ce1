// A question with radio buttons inside a fieldset. The stock radio group has no accessible name.
function render({ model, el }) {
  const group = document.createElement("fieldset");
  group.className = "ms-choice";
  const legend = document.createElement("legend");
  const list = document.createElement("div");
  list.className = "ms-choice-list";
  group.append(legend, list);
  el.append(group);
  const name = "ms-" + Math.random().toString(36).slice(2);

  function build() {
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(
      ...model.get("options").map((label, index) => {
        const row = document.createElement("label");
        const input = document.createElement("input");
        // JupyterLab would take the arrow keys for moving between its cells.
        input.dataset.lmSuppressShortcuts = "true";
        input.type = "radio";
        input.name = name;
        input.addEventListener("change", () => {
          model.set("index", index);
          model.save_changes();
        });
        const words = document.createElement("span");
        words.textContent = label;
        row.append(input, words);
        return row;
      }),
    );
    show();
    if (hadFocus) (list.querySelector("input:checked") || list.querySelector("input"))?.focus();
  }
  function show() {
    legend.textContent = model.get("legend");
    group.classList.toggle("ms-row", model.get("in_row"));
    // A disabled control loses the focus to the page's top; its list keeps it.
    if (model.get("disabled") && list.contains(document.activeElement)) {
      list.tabIndex = -1;
      list.focus({ preventScroll: true });
    }
    group.disabled = model.get("disabled");
    [...list.querySelectorAll("input")].forEach((input, index) => {
      input.checked = index === model.get("index");
    });
  }
  // A new card begins above the button that was pressed: bring its first line into view.
  model.on("msg:custom", (said) => {
    const card = el.closest(".ms-activity");
    const inFullScreen = card?.closest(".ms-presenting");
    if (said.do === "focus") (list.querySelector("input:checked") || list.querySelector("input"))?.focus();
    if (said === "to the top" && card && (inFullScreen || card.getBoundingClientRect().top < 0)) card.scrollIntoView({ block: "start" });
  });
  model.on("change:options", build);
  for (const name of ["legend", "index", "disabled", "in_row"]) model.on("change:" + name, show);
  build();
}
export default { render };
