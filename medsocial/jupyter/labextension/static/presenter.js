/* The page in full screen, one part at a time, in large type: for a room with a projector. */

import { element, fill, makeButton } from './elements.js';

export class Presenter {
  constructor(page) {
    this.page = page;
    this.at = 0;
    const { words } = page;
    this.place = element('span', 'ms-lab-place');
    this.place.setAttribute('role', 'status');
    this.bar = element('div', 'ms-lab-present-bar');
    this.bar.append(
      makeButton(words.back, () => this.show(this.at - 1)), this.place,
      makeButton(words.forward, () => this.show(this.at + 1)), makeButton(words.leave, () => this.stop()));
    this.onKey = event => this.pressed(event);
    this.onFullScreen = () => { if (!document.fullscreenElement) this.stop(); };
  }

  /** The cells of each part: a part begins where a slide begins. */
  parts() {
    const parts = [];
    for (const cell of this.page.panel.content.widgets) {
      const kind = cell.model.getMetadata('slideshow')?.slide_type;
      if (!parts.length || kind === 'slide' || kind === 'subslide') parts.push([]);
      parts.at(-1).push(cell);
    }
    return parts;
  }

  async start() {
    const { panel, reading } = this.page;
    this.from = document.activeElement;
    if (reading.codeShown) reading.toggleCode();
    panel.addClass('ms-presenting');
    panel.node.append(this.bar);
    window.addEventListener('keydown', this.onKey, true);
    this.show(0);
    this.bar.lastChild.previousSibling.focus();
    try {
      await panel.node.requestFullscreen();
      document.addEventListener('fullscreenchange', this.onFullScreen);
    } catch { /* without full screen the page still shows one part at a time */ }
  }

  stop() {
    const { panel, reading } = this.page;
    window.removeEventListener('keydown', this.onKey, true);
    document.removeEventListener('fullscreenchange', this.onFullScreen);
    if (document.fullscreenElement) void document.exitFullscreen();
    panel.removeClass('ms-presenting');
    this.bar.remove();
    for (const cell of panel.content.widgets) cell.removeClass('ms-off');
    this.from?.focus();
    reading.settle();
  }

  show(wanted) {
    const { panel, words, reading } = this.page;
    const parts = this.parts();
    this.at = Math.min(Math.max(wanted, 0), parts.length - 1);
    parts.forEach((cells, i) => cells.forEach(cell => cell.toggleClass('ms-off', i !== this.at)));
    parts[this.at][0].node.querySelector('.jp-showHiddenCellsButton')?.click();
    this.place.textContent = fill(words.place, { n: this.at + 1, all: parts.length });
    panel.content.node.querySelector('.jp-WindowedPanel-outer')?.scrollTo(0, 0);
    reading.settle();
  }

  pressed(event) {
    if (event.target.closest('input, textarea, select, .cm-editor')) return;
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!step && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (step) this.show(this.at + step);
    else this.stop();
  }
}
