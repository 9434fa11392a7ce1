// A button that takes along what stands in the fields beside it. As messages of their own, text and click part ways: the
// text waits while Python is busy, and the click overtakes it.
function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  el.append(button);
  const fields = [];
  const taken = new Map(); // what an earlier press has brought, until Python has answered it: no choice counts twice
  model.get("reads").forEach(([name, trait], place) => {
    model.widget_manager.get_model(name.replace("IPY_MODEL_", "")).then((field) => { fields[place] = () => field.get(trait); });
  });
  function show() {
    button.className = "jupyter-button ms-button" + (model.get("primary") ? " ms-primary" : "");
    button.textContent = model.get("description");
    button.disabled = model.get("disabled");
  }
  button.addEventListener("click", async () => {
    // Whoever presses without leaving the box, by voice for example, has not handed in its words yet.
    const box = document.activeElement;
    if (box?.matches("input, textarea")) box.dispatchEvent(new Event("change", { bubbles: true }));
    const now = fields.map((read) => read());
    const brought = now.map((value, place) => (taken.get(place) === value ? null : [value]));
    now.forEach((value, place) => taken.set(place, value));
    model.send({ pressed: brought, copied: model.get("copies") ? await copied(entered(now, model.get("copies"))) : null });
  });
  model.on("msg:custom", (said) => {
    if (said === "heard") taken.clear();
    if (said.do === "focus") button.focus();
  });
  for (const name of ["description", "disabled", "primary"]) model.on("change:" + name, show);
  show();
}
// The words of the first field, with what stands in the others at their places.
function entered([words, ...rest], places) {
  for (const [place, position] of Object.entries(places)) words = words.replaceAll(place, () => rest[position - 1].trim() || place);
  return words;
}
// Where the page may not write to the clipboard by itself, the browser copies what is selected.
async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: words });
    const before = document.activeElement;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    before?.focus({ preventScroll: true });
    return done;
  }
}
export default { render };
