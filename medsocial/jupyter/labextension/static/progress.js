/* How far one is in a lesson: its activities that wait for an answer, and one click to the next open one. */

import { codeCells, fill, makeButton } from './elements.js';
import { bring } from './links.js';

export class Progress {
  constructor(page) {
    this.page = page;
    this.button = makeButton('', () => this.goOn());
    this.button.classList.add('ms-lab-done');
    let asked = 0;
    const watcher = new MutationObserver(() => {
      asked ||= requestAnimationFrame(() => { asked = 0; this.count(); });
    });
    watcher.observe(page.panel.content.node, { subtree: true, childList: true, attributeFilter: ['class'] });
    page.panel.disposed.connect(() => watcher.disconnect());
    this.count();
  }

  /** The activities of the core that keep an answer; Python marks them, and those that are done. */
  tasks() {
    return codeCells(this.page.panel)
      .filter(cell => cell.model.getMetadata('medsocial')?.depth === 'core')
      .flatMap(cell => [...cell.node.querySelectorAll('.ms-activity.ms-task')]);
  }

  count() {
    const { words, listed, strip } = this.page;
    const tasks = this.tasks();
    const open = tasks.filter(task => !task.classList.contains('ms-done'));
    const said = fill(open.length ? words.done : words.all_done, { n: tasks.length - open.length, all: tasks.length });
    if (this.button.textContent !== said) this.button.textContent = said;
    if (listed.alone && this.wasOpen && tasks.length && !open.length) strip.offerCopy();
    this.wasOpen = open.length > 0;
    this.button.title = open.length ? words.next_open : '';
    this.button.disabled = !open.length;
    this.button.style.visibility = tasks.length ? '' : 'hidden';
    this.button.style.setProperty('--ms-lab-share', `${(100 * (tasks.length - open.length)) / (tasks.length || 1)}%`);
  }

  goOn() {
    const { panel } = this.page;
    const open = this.tasks().find(task => !task.classList.contains('ms-done'));
    if (open) bring(panel, open);
  }
}
