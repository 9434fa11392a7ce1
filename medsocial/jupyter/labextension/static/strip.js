/* What stands above a page: its tools, how far it is prepared, and the strip that says what happened and offers Start. */

import { copyButton } from './copy.js';
import { element, fill, makeButton } from './elements.js';

export class Strip {
  constructor(page) {
    this.page = page;
    const { panel, lab } = page;
    this.progress = element('div', 'ms-lab-progress');
    this.progress.setAttribute('role', 'status');
    this.progress.setAttribute('aria-live', 'polite');
    panel.node.append(this.progress);
    this.strip = new lab.Widget({ node: element('div', 'ms-lab-strip') });
    this.strip.hide();
    panel.contentHeader.addWidget(this.strip);
    this.addTools();
  }

  /** The bar above the page: where one is, the neighbours, full screen, text size, code, reload. */
  addTools() {
    const { panel, words, lab, reading, running, presenter, progress } = this.page;
    const [before, after] = this.neighbours();
    const code = makeButton(reading.codeShown ? words.hide_code : words.show_code, () => reading.toggleCode());
    reading.changed.push(shown => { code.textContent = shown ? words.hide_code : words.show_code; });
    const tools = [
      makeButton(words.contents, () => lab.toggleContents()),
      progress.button,
      before && makeButton(words.previous, () => lab.openPage(before)),
      after && makeButton(words.next, () => lab.openPage(after)),
      makeButton(words.present, () => presenter.start()),
      makeButton(words.text_size, () => {
        this.progress.textContent = fill(words.text_size_now, { percent: reading.nextTextSize() });
      }),
      code,
      reading.isLab ? makeButton(words.start_again, () => running.askToStartAgain()) : makeButton(words.reload, () => running.restart()),
      this.page.listed.alone && copyButton(this.page),
    ].filter(Boolean);
    // JupyterLab's bar is one stop of the Tab key, and keeps it on a tool that is hidden while one reads: each of ours is a stop.
    const stops = new MutationObserver(changes => changes.forEach(({ target }) => { if (target.tabIndex) target.tabIndex = 0; }));
    tools.forEach((node, i) => {
      stops.observe(node, { attributeFilter: ['tabindex'] });
      panel.toolbar.insertItem(i, `medsocial-${i}`, new lab.Widget({ node }));
    });
  }

  /** The lessons before and after this one, as paths; none for a lab or a page outside our folder. */
  neighbours() {
    const { notebooks_dir: folder, pages, labs } = this.page.listed;
    const prefix = folder === '.' ? '' : `${folder}/`;
    const names = Object.keys(pages).filter(name => !labs.includes(name)).sort();
    const at = folder === null ? -1 : names.findIndex(name => prefix + name === this.page.panel.context.path);
    return [at - 1, at + 1].map(i => (at >= 0 && names[i] ? prefix + names[i] : null));
  }

  /** The state stands on the panel too, for style sheets and tests: running, ready or waiting. */
  enter(state, text) {
    this.page.panel.node.dataset.medsocial = state;
    this.progress.textContent = text;
  }

  /** JupyterLab gives the strip the height that its style asks for, not the one that its words need. */
  room(text) {
    this.watcher?.disconnect();
    this.watcher = new ResizeObserver(() => {
      // What is longer than its share of a small window is scrolled, by keys too; the button stays beside it.
      text.tabIndex = text.scrollHeight > text.clientHeight ? 0 : -1;
      this.strip.node.style.minHeight = `${text.offsetHeight + 20}px`;
      this.strip.parent?.fit();
    });
    this.watcher.observe(text);
  }

  hide() {
    this.watcher?.disconnect();
    this.strip.hide();
  }

  /** One strip above the page: what happened or is asked, and Start; where a reader changes the code, also Start again. */
  offer(sentence, { start: offersStart = true } = {}) {
    const { words, running } = this.page;
    this.say(
      sentence,
      offersStart && makeButton(words.start, () => running.run()),
      running.mended && makeButton(words.start_again, () => running.startAgain()),
    );
    this.enter('waiting', '');
  }

  /** What cannot be mended from within: all of it is asked for anew. */
  offerReload(sentence) {
    this.say(sentence, makeButton(this.page.words.reload, () => location.reload()));
    this.enter('waiting', '');
  }

  /** The answers may not last where they lie: at the end of a lesson, a copy is offered. */
  offerCopy() {
    this.say(this.page.words.copy_offered, copyButton(this.page));
  }

  say(sentence, ...wanted) {
    const buttons = wanted.filter(Boolean);
    buttons[0]?.classList.add('ms-lab-primary');
    const text = element('div', 'ms-lab-strip-text');
    text.setAttribute('role', 'status');
    text.append(element('p', '', sentence));
    this.strip.node.replaceChildren(text, ...buttons);
    this.strip.show();
    this.room(text);
  }
}
