// A file that Python has made: the bytes come with the widget, so that it opens without any server's address.
function render({ model, el }) {
  const row = document.createElement("div");
  row.className = "ms-file";
  row.setAttribute("role", "group");
  const link = (words) => Object.assign(document.createElement("a"), { className: "jupyter-button ms-button", textContent: words });
  const open = Object.assign(link(model.get("words").open), { target: "_blank" });
  const save = link(model.get("words").download);
  const where = document.createElement("span");
  row.append(open, save, where);
  el.append(row);
  let address = "";
  function show() {
    URL.revokeObjectURL(address);
    const name = model.get("name");
    row.hidden = !name;
    if (!name) return;
    address = URL.createObjectURL(new Blob([model.get("content")], { type: model.get("kind") }));
    row.setAttribute("aria-label", name);
    open.href = save.href = address;
    save.download = name;
    open.hidden = !model.get("opens");
    save.classList.toggle("ms-primary", open.hidden);
    open.classList.add("ms-primary");
    where.textContent = model.get("where");
  }
  model.on("change", show);
  show();
  return () => URL.revokeObjectURL(address);
}
export default { render };
