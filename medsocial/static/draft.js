// A box for a draft. Helpers that could send the words elsewhere while one types are switched off.
function render({ model, el }) {
  const label = document.createElement("label");
  label.className = "ms-draft";
  const words = document.createElement("span");
  const hint = document.createElement("span");
  hint.className = "ms-draft-hint";
  const box = document.createElement("textarea");
  box.rows = 5;
  box.maxLength = 20000;
  const off = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false", translate: "no" };
  const extensions = { "data-gramm": "false", "data-gramm_editor": "false", "data-enable-grammarly": "false", "data-lt-active": "false" };
  for (const [name, value] of Object.entries({ ...off, ...extensions, "writingsuggestions": "false" })) box.setAttribute(name, value);
  box.spellcheck = false;
  // JupyterLab would take some keys for moving between its cells.
  box.dataset.lmSuppressShortcuts = "true";
  label.append(words, hint, box);
  // The hint is a description, not a part of the name.
  hint.id = "ms-" + Math.random().toString(36).slice(2);
  box.setAttribute("aria-describedby", hint.id);
  el.append(label);

  function show() {
    words.textContent = model.get("legend");
    box.setAttribute("aria-label", model.get("legend"));
    hint.textContent = model.get("hint");
    if (box.value !== model.get("value")) box.value = model.get("value");
  }
  // Only when the writer leaves the box, not with every key.
  box.addEventListener("change", () => {
    model.set("value", box.value);
    model.save_changes();
  });
  for (const name of ["legend", "hint", "value"]) model.on("change:" + name, show);
  show();
}
export default { render };
