// A live region that stays in the page while its text changes, so that screen readers announce it. The line of an
// activity is seen beside what was pressed; what is announced stays where it is, or it might be announced twice.
function render({ model, el }) {
  const line = document.createElement("p");
  line.className = "ms-status";
  const spoken = model.get("moves") ? document.createElement("p") : line;
  spoken.setAttribute("role", "status");
  spoken.setAttribute("aria-live", "polite");
  if (spoken !== line) {
    spoken.className = "ms-spoken";
    line.setAttribute("aria-hidden", "true");
    el.append(spoken);
  }
  el.append(line);
  function show() {
    const card = el.closest(".ms-activity");
    line.dataset.kind = model.get("kind");
    line.textContent = model.get("text");
    if (spoken !== line) {
      if (spoken.textContent !== line.textContent) spoken.textContent = line.textContent;
      putBeside(card);
    }
    nameParts(card);
  }
  function putBeside(card) {
    const { control, pressed } = USED.get(card) ?? {};
    // A note on what was kept stays below; it would push away what the reader reads.
    let row = line.textContent && (pressed || model.get("kind") === "warning") ? control : null;
    while (row && row.parentElement !== card) row = row.parentElement;
    if (!row?.checkVisibility() || row === el) el.append(line);
    else if (row.nextElementSibling !== line) row.after(line);
    if (row && model.get("kind") === "warning") line.scrollIntoView({ block: "nearest" });
  }
  model.on("change", show);
  // Filled a moment later: a region that appears together with its text is not announced.
  setTimeout(show, 50);
  // A view that is taken away takes its line along, wherever the line stands.
  return () => line.remove();
}
// The control of each activity that was used last, and whether it is a button.
const USED = (globalThis.medsocialUsed ??= new WeakMap());
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
  for (const kind of ["focusin", "click", "change"]) card.addEventListener(kind, ({ target }) => {
    const control = target.closest("button, select, textarea, input");
    if (control) USED.set(card, { control, pressed: control.matches("button") });
  });
}
export default { render };
