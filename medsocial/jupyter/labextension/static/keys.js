/* Keys while one reads: they scroll, as on any page; inside a control they are the control's. */

import { scroller } from './elements.js';

const LINE = 56;
// What stays in sight when a screen is turned.
const KEPT = 64;
const TYPING = 'input:not([type=radio], [type=checkbox], [type=range]), textarea, .cm-editor';
const OWN_KEYS = [
  ['select', /./],
  ['input[type=radio]', /^(Arrow\w+| )$/],
  ['input[type=checkbox]', /^ $/],
  ['input[type=range]', /^(Arrow\w+|Page\w+|Home|End)$/],
  ['button, summary', /^( |Enter)$/],
  ['a', /^Enter$/],
  ['.ms-lab-strip-text', /^(ArrowUp|ArrowDown|Page\w+|Home|End| )$/],
];

/** Whether a key belongs to the control that has the focus. */
function isOwn(event) {
  return OWN_KEYS.some(([control, keys]) => event.target.closest(control) && keys.test(event.key));
}

/** Scroll as the key says; return whether it was one that scrolls. */
export function scrollByKey(view, { key, shiftKey }) {
  const screen = Math.max(view.clientHeight - KEPT, LINE);
  const all = view.scrollHeight;
  const way = { ArrowDown: LINE, ArrowUp: -LINE, PageDown: screen, PageUp: -screen, Home: -all, End: all,
    ' ': shiftKey ? -screen : screen }[key];
  if (way) view.scrollBy({ top: way, behavior: 'instant' });
  return Boolean(way);
}

/** Answer the keys of a page whose code is hidden: d d would delete a part of it, an arrow would leap to another cell. */
export function listen(page) {
  const { panel, reading, presenter, lab } = page;
  const isHere = ({ target }) => (target === document.body ? lab.isCurrent(panel) : panel.node.contains(target));
  const onKey = event => {
    if (!isHere(event) || (reading.codeShown && !presenter.isOn) || event.ctrlKey || event.metaKey || event.altKey) return;
    const take = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    if (presenter.isOn && event.key === 'Escape') { take(); presenter.stop(); return; }
    if (event.target.closest(TYPING)) return;
    if (isOwn(event)) {
      if (event.target.closest('.jp-Notebook') && event.key !== 'Enter') event.stopImmediatePropagation();
    } else if (presenter.isOn && presenter.pressed(event)) {
      take();
    } else if (event.target.closest('.jp-Toolbar') && event.key.startsWith('Arrow')) {
      // JupyterLab's own way through its bar.
    } else if (scrollByKey(scroller(panel), event)) {
      take();
    } else if (event.key.length === 1 || event.key.startsWith('Arrow') || event.key === 'Enter') {
      event.stopImmediatePropagation();
    }
  };
  // A double click marks a word; it must not turn the text into its source.
  const onDoubleClick = event => { if (isHere(event) && !reading.codeShown) event.stopImmediatePropagation(); };
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('dblclick', onDoubleClick, true);
  panel.disposed.connect(() => {
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('dblclick', onDoubleClick, true);
  });
}
