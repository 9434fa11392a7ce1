// A live region that stays in the page while its text changes, so that screen readers announce it.
function render({ model, el }) {
  const line = document.createElement("p");
  line.className = "ms-status";
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  el.append(line);
  function show() {
    line.dataset.kind = model.get("kind");
    line.textContent = model.get("text");
  }
  model.on("change", show);
  // Filled a moment later: a region that appears together with its text is not announced.
  setTimeout(show, 50);
}
export default { render };
