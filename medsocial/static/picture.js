// A chart whose image changes in place: the old one stays until the new one is ready, and an opened table stays open.
// The last images are kept as they are, so that one seen before need not be read again.
const KEPT = 16;
function render({ model, el }) {
  const kept = new Map();
  let shown, image;
  function loaded(src) {
    const known = kept.get(src) || Object.assign(new Image(), { className: "ms-in-place", src });
    kept.delete(src);
    kept.set(src, known);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return known;
  }
  function show() {
    const html = model.get("value");
    if (html !== shown) {
      // What the reader has unfolded stays unfolded.
      const open = [...el.querySelectorAll("details")].map((part) => part.open);
      el.innerHTML = shown = html;
      el.querySelectorAll("details").forEach((part, index) => { part.open ||= open[index] ?? false; });
      const place = el.querySelector("img.ms-in-place");
      if (place && image) place.replaceWith(image);
      else image = place;
    }
    if (!image) return;
    const src = model.get("src");
    const next = loaded(src);
    const put = () => {
      if (model.get("src") !== src || !image) return;
      next.alt = model.get("alt");
      image.replaceWith(next);
      image = next;
    };
    if (next.complete) put();
    else for (const end of ["load", "error"]) next.addEventListener(end, put, { once: true });
  }
  model.on("change", show);
  show();
}
export default { render };
