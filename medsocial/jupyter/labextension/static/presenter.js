/* The page in full screen, one part at a time, in large type: for a room with a projector. */

import { element, fill, makeButton, scroller } from './elements.js';
import { scrollByKey } from './keys.js';

// What is never cut in two when the next screen begins.
const WHOLE = 'p, li, h1, h2, h3, label, legend, summary, tr, img, button';
const MARGIN = 16;

export class Presenter {
  constructor(page) {
    this.page = page;
    this.at = 0;
    this.isOn = false;
    const { words } = page;
    this.place = element('span', 'ms-lab-place');
    this.place.setAttribute('role', 'status');
    this.more = element('span', 'ms-lab-more', words.more);
    this.notes = element('aside', 'ms-lab-notes');
    this.notes.setAttribute('aria-label', words.notes);
    this.notesButton = makeButton(words.notes_key, () => this.showNotes(this.notes.hidden));
    this.forward = makeButton(words.forward, () => this.step(1));
    this.bar = element('div', 'ms-lab-present-bar');
    this.bar.append(
      makeButton(words.back, () => this.step(-1)), this.place, this.forward, this.more, this.notesButton,
      makeButton(words.leave, () => this.stop()));
    this.onFullScreen = () => { if (!document.fullscreenElement) this.stop(); };
    this.look = () => this.panel.node.toggleAttribute('data-medsocial-more', this.unseen(1) > 2);
    this.watcher = new ResizeObserver(this.look);
  }

  get panel() {
    return this.page.panel;
  }

  /** The cells of each part: a part begins where a slide begins. */
  parts() {
    const parts = [];
    for (const cell of this.panel.content.widgets) {
      const kind = cell.model.getMetadata('slideshow')?.slide_type;
      if (!parts.length || kind === 'slide' || kind === 'subslide') parts.push([]);
      parts.at(-1).push(cell);
    }
    return parts;
  }

  async start() {
    const { panel } = this;
    const { reading } = this.page;
    this.from = document.activeElement;
    // Where a reader changes the code, it is what the room looks at.
    if (reading.codeShown && !reading.isLab) reading.toggleCode();
    this.isOn = true;
    panel.addClass('ms-presenting');
    panel.node.append(this.notes, this.bar);
    const view = scroller(panel);
    view.addEventListener('scroll', this.look);
    this.watcher.observe(view);
    for (const cell of panel.content.widgets) this.watcher.observe(cell.node);
    this.showNotes(false);
    this.show(0);
    this.forward.focus();
    try {
      await panel.node.requestFullscreen();
      document.addEventListener('fullscreenchange', this.onFullScreen);
    } catch { /* without full screen the page still shows one part at a time */ }
  }

  stop() {
    const { panel } = this;
    this.isOn = false;
    document.removeEventListener('fullscreenchange', this.onFullScreen);
    if (document.fullscreenElement) void document.exitFullscreen();
    this.watcher.disconnect();
    scroller(panel).removeEventListener('scroll', this.look);
    panel.removeClass('ms-presenting');
    panel.node.removeAttribute('data-medsocial-more');
    this.notes.remove();
    this.bar.remove();
    for (const cell of panel.content.widgets) cell.removeClass('ms-off');
    this.from?.focus();
    this.page.reading.settle();
  }

  show(wanted) {
    const { panel } = this;
    const { words, reading } = this.page;
    const parts = this.parts();
    this.at = Math.min(Math.max(wanted, 0), parts.length - 1);
    parts.forEach((cells, i) => cells.forEach(cell => cell.toggleClass('ms-off', i !== this.at)));
    parts[this.at][0].node.querySelector('.jp-showHiddenCellsButton')?.click();
    this.place.textContent = fill(words.place, { n: this.at + 1, all: parts.length });
    scroller(panel).scrollTo(0, 0);
    this.fillNotes(parts[this.at]);
    this.look();
    reading.settle();
  }

  /** How much of the part lies beyond the screen in a direction. */
  unseen(direction) {
    const view = scroller(this.panel);
    return direction > 0 ? view.scrollHeight - view.clientHeight - view.scrollTop : view.scrollTop;
  }

  /** Go on or back by a screen, and to the next part once all of this one was seen. */
  step(direction) {
    if (this.unseen(direction) > 2) this.turn(direction);
    else this.show(this.at + direction);
  }

  turn(direction) {
    const view = scroller(this.panel);
    const { top, bottom } = view.getBoundingClientRect();
    const cut = [...view.querySelectorAll(WHOLE)]
      .map(node => node.getBoundingClientRect())
      .filter(box => box.height && box.top < bottom && box.bottom > bottom && box.top > top + view.clientHeight / 3);
    const next = Math.min(...cut.map(box => box.top), bottom - 3 * MARGIN) - MARGIN;
    view.scrollBy({ top: direction > 0 ? next - top : top - bottom + 5 * MARGIN, behavior: 'instant' });
    this.look();
  }

  /** The facilitator's notes of a part stand in the page, hidden; a copy stands over the part when asked for. */
  fillNotes(cells) {
    const found = cells.filter(cell => cell.hasClass('ms-notes-cell'))
      .flatMap(cell => [...cell.node.querySelectorAll('.jp-RenderedMarkdown details')])
      .flatMap(details => [...details.cloneNode(true).childNodes].filter(node => node.nodeName !== 'SUMMARY'));
    this.notes.replaceChildren(...(found.length ? found : [element('p', '', this.page.words.no_notes)]));
  }

  showNotes(shown) {
    this.notes.hidden = !shown;
    this.notesButton.setAttribute('aria-pressed', shown);
  }

  /** Answer a key; return whether it was one of ours. */
  pressed(event) {
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, ' ': event.shiftKey ? -1 : 1 }[event.key];
    if (step) this.step(step);
    else if (event.key === 'n' || event.key === 'N') this.showNotes(this.notes.hidden);
    else return scrollByKey(scroller(this.panel), event);
    return true;
  }
}
