/* The window round a page: a reader's while the code is hidden, a programmer's with the code. */

import { element, fill, source } from './elements.js';

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
    this.heading = element('span', 'ms-lab-title');
    app.shell.currentChanged?.connect(() => this.update());
    const head = document.querySelector('title');
    if (head) new MutationObserver(() => this.showTitle()).observe(head, { childList: true });
  }

  add(page) {
    const { panel } = page;
    page.title = titleOf(page) ?? panel.title.label;
    this.pages.set(panel, page);
    panel.disposed.connect(() => { this.pages.delete(panel); this.update(); });
    page.reading.changed.push(() => this.update());
    this.update();
    if (page.listed.alone) this.leaveOnlyThePage();
  }

  /** Where there are lessons and nothing else: one page at a time, and no list of files once JupyterLab has put its panels back. */
  leaveOnlyThePage() {
    const { app: { shell, restored } } = this;
    const leave = () => {
      shell.mode = 'single-document';
      shell.collapseLeft();
      shell.collapseRight();
      fitAgain(shell);
    };
    leave();
    void restored.then(leave);
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

  /** JupyterLab renames the file by its own title; so ours stands beside it, and only the words are changed. */
  showTitle() {
    const { page } = this;
    const reading = Boolean(page && !page.reading.codeShown);
    const bar = document.querySelector('#jp-title-panel-title');
    if (bar && !this.heading.isConnected) bar.append(this.heading);
    this.heading.textContent = reading ? page.title : '';
    if (!reading) return;
    const { title, words: { course } } = page;
    const name = title.toLowerCase().includes(course.toLowerCase()) ? title : `${title} · ${course}`;
    if (document.title !== name) document.title = name;
  }

  /** Show or hide the headings of the page, the one side panel that a reader needs. */
  toggleContents() {
    const { shell, commands } = this.app;
    if (shell.leftCollapsed === false) shell.collapseLeft();
    else void commands.execute('toc:show-panel');
  }
}
