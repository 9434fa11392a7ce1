// A box for a draft. Helpers that could send the words elsewhere while one types are switched off.
function render({ model, el }) {
  const label = document.createElement("label");
  label.className = "ms-draft";
  const words = document.createElement("span");
  const hint = document.createElement("span");
  hint.className = "ms-draft-hint";
  const box = document.createElement("textarea");
  box.rows = 5;
  box.maxLength = model.get("longest");
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
  const old = document.createElement("p");
  old.className = "ms-outdated";
  old.setAttribute("role", "status");
  el.append(label, old);

  function name() {
    words.textContent = model.get("legend");
    box.setAttribute("aria-label", model.get("legend"));
    hint.textContent = model.get("hint");
  }
  function show() {
    // Only when Python puts another text here: what is being written must stay.
    if (box.value !== model.get("value")) box.value = model.get("value");
    compare();
  }
  // A report belongs to the text that it judged; over another text it turns grey at once.
  function compare() {
    const outdated = model.get("judged") !== null && box.value !== model.get("judged");
    el.closest(".ms-activity")?.classList.toggle("ms-is-outdated", outdated);
    const said = outdated ? model.get("outdated") : "";
    if (old.textContent !== said) old.textContent = said;
  }
  box.addEventListener("input", compare);
  // Only when the writer leaves the box, not with every key.
  box.addEventListener("change", () => {
    model.set("value", box.value);
    model.save_changes();
  });
  model.on("msg:custom", (said) => { if (said.do === "focus") box.focus(); });
  for (const trait of ["legend", "hint"]) model.on("change:" + trait, name);
  model.on("change:value", show);
  model.on("change:judged", compare);
  name();
  show();
}
export default { render };
