/* Reading a page: folded parts, text size, hidden code, and nothing to save by looking. */

import { codeCells, fill, sectionOf, source } from './elements.js';

const TEXT_SIZES = ['100', '115', '130', '150'];
const TEXT_SIZE = 'medsocial-text-size';

const allSources = panel => panel.content.widgets.map(source).join('\0');

export class Reading {
  constructor(page) {
    this.page = page;
    this.panel = page.panel;
    this.asOnDisk = allSources(this.panel);
    this.named = new WeakSet();
    // What else follows the code: the frame, the button.
    this.changed = [];
    this.dress();
    this.setTextSize(localStorage.getItem(TEXT_SIZE) ?? TEXT_SIZES[0]);
  }

  dress() {
    const { panel } = this;
    panel.addClass('ms-page');
    // The page says so itself: on this one a reader changes the code.
    this.isLab = panel.content.model.getMetadata('medsocial').code === 'shown';
    panel.toggleClass('ms-show-code', this.isLab);
    panel.node.style.setProperty('--ms-lab-open', JSON.stringify(this.page.words.open));
    const dressCells = () => {
      for (const cell of panel.content.widgets) {
        cell.toggleClass('ms-notes-cell', cell.model.getMetadata('slideshow')?.slide_type === 'notes');
        if (cell.model.type === 'markdown') this.nameFold(cell);
        else if (this.isLab) this.nameEditor(cell);
      }
    };
    dressCells();
    panel.content.model.cells.changed.connect(() => requestAnimationFrame(dressCells));
    // Unfolding a part is looking, too: it must not let JupyterLab rewrite the lesson's file.
    panel.content.model.stateChanged.connect((_, change) => {
      if (change.name === 'dirty' && change.newValue) requestAnimationFrame(() => this.settle());
    });
    panel.context.saveState.connect((_, state) => {
      if (state === 'completed') this.asOnDisk = allSources(panel);
    });
  }

  /** JupyterLab makes its button of a folded part anew each time, without a name: its words come from our style sheet. */
  nameFold(cell) {
    if (this.named.has(cell)) return;
    this.named.add(cell);
    const { words } = this.page;
    const name = () => {
      const fold = cell.node.querySelector(':scope > .jp-showHiddenCellsButton:not([aria-label])');
      if (!fold) return;
      fold.setAttribute('aria-label', `${words.open}: ${sectionOf(this.panel, cell, words)}`);
      // The button goes when it is pressed; the reader goes on with what it opened.
      fold.addEventListener('click', event => { if (event.isTrusted) requestAnimationFrame(() => this.enterPart(cell)); });
    };
    new MutationObserver(name).observe(cell.node, { childList: true });
    name();
  }

  /** An editor of code has no name of its own: its first line says in plain words what it shows. */
  nameEditor(cell) {
    const [first] = source(cell).split('\n');
    const name = fill(this.page.words.code, { line: first.replace(/^#\s*/, '') });
    const write = () => cell.node.querySelector('.cm-content:not([aria-label])')?.setAttribute('aria-label', name);
    // A cell out of sight has no editor yet.
    if (!this.named.has(cell)) new MutationObserver(write).observe(cell.node, { childList: true, subtree: true });
    this.named.add(cell);
    write();
  }

  /** Move the focus to the first cell below a heading that can be seen. */
  enterPart(heading) {
    const cells = this.panel.content.widgets;
    const first = cells.slice(cells.indexOf(heading) + 1).find(cell => cell.node.checkVisibility() && cell.node.offsetHeight);
    if (!first || this.panel.node.contains(document.activeElement)) return;
    const target = first.node.querySelector('.jp-RenderedMarkdown') ?? first.node;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  setTextSize(percent) {
    const known = TEXT_SIZES.includes(percent) ? percent : TEXT_SIZES[0];
    this.panel.node.dataset.medsocialSize = known;
    localStorage.setItem(TEXT_SIZE, known);
    return known;
  }

  /** Take the next text size, and return it in percent. */
  nextTextSize() {
    const at = TEXT_SIZES.indexOf(this.panel.node.dataset.medsocialSize);
    return this.setTextSize(TEXT_SIZES[(at + 1) % TEXT_SIZES.length]);
  }

  get codeShown() {
    return this.panel.node.classList.contains('ms-show-code');
  }

  toggleCode() {
    const shown = this.panel.node.classList.toggle('ms-show-code');
    for (const cell of codeCells(this.panel)) cell.inputHidden = !shown;
    this.settle();
    for (const follow of this.changed) follow(shown);
  }

  /** Running or looking is not editing: nothing to save, unless the reader changed a text. */
  settle() {
    if (this.asOnDisk === allSources(this.panel)) this.panel.content.model.dirty = false;
  }
}
