// A chart whose image changes in place: the old one stays until the new one is ready, and an opened table stays open.
function render({ model, el }) {
  let shown;
  function show() {
    const html = model.get("value");
    if (html !== shown) el.innerHTML = shown = html;
    const image = el.querySelector("img.ms-in-place");
    if (!image) return;
    if (image.getAttribute("src") !== model.get("src")) image.src = model.get("src");
    image.alt = model.get("alt");
  }
  model.on("change", show);
  show();
}
export default { render };
