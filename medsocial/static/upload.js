// A button that opens a file of the reader's and hands it to Python once. Nothing of it stays in the page's state, which
// a saved page could keep. A file that is too large is not sent: the line to Python would break.
function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button ms-button";
  const input = document.createElement("input");
  input.type = "file";
  input.hidden = true;
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    const large = file.size > model.get("most");
    const content = large ? new ArrayBuffer(0) : await file.arrayBuffer();
    input.value = ""; // the same file can be opened again once it was changed
    model.send({ name: file.name, large }, undefined, [content]);
  });
  function show() {
    button.textContent = model.get("description");
    input.accept = model.get("accept");
  }
  for (const name of ["description", "accept"]) model.on("change:" + name, show);
  show();
  el.append(button, input);
}
export default { render };
