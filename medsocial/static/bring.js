// A file from the reader's own computer: its bytes go to Python, wherever that runs, and the choice is free again.
function render({ model, el }) {
  const label = document.createElement("label");
  label.className = "jupyter-button ms-button ms-bring";
  const input = Object.assign(document.createElement("input"), { type: "file", accept: model.get("accept") });
  label.append(model.get("label"), input);
  el.append(label);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) model.send({ size: file.size }, undefined, [await file.arrayBuffer()]);
    input.value = "";
  });
}
export default { render };
