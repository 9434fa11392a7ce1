/* Links to a lesson, or to a part of one: they open it here and land on the spot. */

import { scroller, source } from './elements.js';

const slug = words => words.trim().replaceAll(' ', '-');

function cellOf(panel, place) {
  return panel.content.widgets.find(cell => cell.model.type === 'markdown'
    && [...source(cell).matchAll(/^#+\s+(.+)$/gm)].some(([, heading]) => slug(heading) === place));
}

/** Open what is folded round a cell, and the part that it heads. */
function unfold(panel, cell) {
  const cells = panel.content.widgets;
  for (let i = cells.indexOf(cell); i >= 0; i -= 1) {
    if (!cells[i].isHidden) cells[i].node.querySelector(':scope > .jp-showHiddenCellsButton')?.click();
    if (!cell.isHidden) break;
  }
  cell.node.querySelector(':scope > .jp-showHiddenCellsButton')?.click();
}

/** Bring a node to the top of the page, with the focus on it. */
export function bring(panel, node, focused = node) {
  const view = scroller(panel);
  view.scrollBy({ top: node.getBoundingClientRect().top - view.getBoundingClientRect().top - 8, behavior: 'instant' });
  if (!focused.matches('a, button, input, select, textarea, summary')) focused.tabIndex = -1;
  focused.focus({ preventScroll: true });
}

async function land(panel, place) {
  await panel.revealed;
  const cell = cellOf(panel, place);
  if (!cell) return;
  unfold(panel, cell);
  bring(panel, cell.node, cell.node.querySelector('.jp-RenderedMarkdown') ?? cell.node);
}

/** Follow links between the listed lessons; all others are left to JupyterLab. */
export function followLinks(page) {
  const { panel, listed, lab } = page;
  const onClick = async event => {
    const link = event.target.closest('a[href]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const { origin, pathname, hash } = new URL(link.href, document.baseURI);
    const name = decodeURIComponent(pathname.split('/').pop());
    const { notebooks_dir: folder, pages, elsewhere = {} } = listed;
    if (origin !== location.origin || folder === null || !Object.hasOwn({ ...pages, ...elsewhere }, name)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A lesson without a live form here has a page to read.
    if (Object.hasOwn(elsewhere, name)) { location.assign(new URL(elsewhere[name], new URL(listed.base, location.href))); return; }
    const target = await lab.openPage(folder === '.' ? name : `${folder}/${name}`);
    if (target && hash) await land(target, decodeURIComponent(hash.slice(1)));
  };
  panel.node.addEventListener('click', onClick, true);
}
