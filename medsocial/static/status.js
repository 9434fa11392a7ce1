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
    nameParts(el.closest(".ms-activity"));
  }
  model.on("change", show);
  // Filled a moment later: a region that appears together with its text is not announced.
  setTimeout(show, 50);
}
// For a screen reader the activity is a group with its title, and so are tick boxes with the question above them.
function nameParts(card) {
  const group = (node, words) => {
    node.setAttribute("role", "group");
    node.setAttribute("aria-label", words.textContent);
  };
  const title = card?.querySelector(".ms-activity-title");
  if (!title) return;
  if (!card.hasAttribute("role")) keepFocus(card);
  group(card, title);
  for (const asked of card.querySelectorAll(".widget-html .ms-question")) {
    const boxes = asked.closest(".widget-html").nextElementSibling;
    if (boxes?.matches(".widget-box") && boxes.querySelector(".widget-checkbox")) group(boxes, asked);
  }
}
// A control that is switched off or taken away by its own answer loses the focus to the page's top: keep it in the activity.
function keepFocus(card) {
  card.tabIndex = -1;
  let watch;
  function follow({ target }) {
    let held = target.closest("button, select, input, summary");
    if (!held || document.activeElement !== held) return;
    const open = (one) => !one.matches(":disabled") && one.isConnected && one.checkVisibility();
    watch?.disconnect();
    const mine = (watch = new MutationObserver(() => {
      if (open(held) || ![held, document.body].includes(document.activeElement)) return;
      // A button beside it, or else the nearest control before it, or the activity's beginning.
      const beside = [...(held.closest(".widget-hbox")?.querySelectorAll("button") ?? [])].find(open);
      const before = [...card.querySelectorAll("button, select, textarea, input:not([type=radio]), input:checked")].filter(
        (one) => open(one) && held.compareDocumentPosition(one) === Node.DOCUMENT_POSITION_PRECEDING,
      );
      held = beside ?? before.at(-1) ?? card;
      held.focus({ preventScroll: true });
    }));
    watch.observe(card, { subtree: true, childList: true, attributeFilter: ["disabled", "style", "class"] });
    setTimeout(() => mine.disconnect(), 5000);
  }
  for (const kind of ["click", "change"]) card.addEventListener(kind, follow);
}
export default { render };
