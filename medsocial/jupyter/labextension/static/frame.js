/* The window round a page: a reader's while the code is hidden, a programmer's with the code. */

import { fill, source } from './elements.js';

const READING = 'ms-reading';

/** The lesson's title, as the bar and the tab bear it. */
function titleOf({ panel, words }) {
  const first = panel.content.widgets.find(cell => cell.model.type === 'markdown');
  const title = /^#\s+(.+)$/m.exec(first ? source(first) : '')?.[1].trim();
  const number = Number(/^(\d+)_/.exec(panel.context.path.split('/').pop())?.[1] ?? 0);
  return title && number ? fill(words.lesson, { number, title }) : title;
}

/** Lumino measures its boxes once: after the style sheet took a bar away, or gave it back, it must measure again. */
function fitAgain(widget) {
  if (!widget.layout || widget.hasClass('lm-DockPanel')) return;
  for (const child of widget.layout) fitAgain(child);
  widget.fit();
}

export class Frame {
  constructor(app) {
    this.app = app;
    this.pages = new Map();
    this.keep = () => this.showTitle();
    app.shell.currentChanged?.connect(() => this.update());
    const head = document.querySelector('title');
    if (head) new MutationObserver(this.keep).observe(head, { childList: true });
  }

  add(page) {
    const { panel } = page;
    page.fileName = panel.title.label;
    page.title = titleOf(page) ?? page.fileName;
    this.pages.set(panel, page);
    panel.title.changed.connect(this.keep);
    panel.context.pathChanged.connect((_, path) => { page.fileName = path.split('/').pop(); });
    panel.disposed.connect(() => { this.pages.delete(panel); this.update(); });
    page.reading.changed.push(() => this.update());
    this.update();
  }

  /** The page in view, if it is one of ours. */
  get page() {
    return this.pages.get(this.app.shell.currentWidget);
  }

  isCurrent(panel) {
    return this.app.shell.currentWidget === panel;
  }

  update() {
    const { page, app } = this;
    const reading = Boolean(page && !page.reading.codeShown);
    if (reading !== document.body.classList.contains(READING)) {
      document.body.classList.toggle(READING, reading);
      if (reading) app.shell.collapseLeft?.();
      fitAgain(app.shell);
    }
    this.showTitle();
  }

  showTitle() {
    const { page } = this;
    if (!page || page.panel.isDisposed) return;
    const reading = !page.reading.codeShown;
    const { title } = page.panel;
    const label = reading ? page.title : page.fileName;
    if (title.label !== label) title.label = label;
    // JupyterLab renames a file by this field.
    const field = document.querySelector('#jp-title-panel-title input');
    if (field) {
      Object.assign(field, { readOnly: reading, tabIndex: reading ? -1 : 0 });
      field.title = reading ? label : field.title;
    }
    const name = [...new Set([page.title, page.words.course])].join(' · ');
    if (reading && document.title !== name) document.title = name;
  }

  /** Show or hide the headings of the page, the one side panel that a reader needs. */
  toggleContents() {
    const { shell, commands } = this.app;
    if (shell.leftCollapsed === false) shell.collapseLeft();
    else void commands.execute('toc:show-panel');
  }
}
