/* Small things that every part of the front end uses: elements, sentences and cells. */

export function element(tag, className, text = '') {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

export function makeButton(label, onclick) {
  return Object.assign(element('button', 'ms-lab-button', label), { type: 'button', onclick });
}

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
/** What scrolls in a page. */
export const scroller = panel => panel.content.node.querySelector('.jp-WindowedPanel-outer') ?? panel.content.node;
export const codeCells = panel => panel.content.widgets.filter(cell => cell.model.type === 'code');
export const source = cell => cell.model.sharedModel.getSource();

/** The heading that a reader sees above a cell, for messages. */
export function sectionOf(panel, cell, words) {
  const given = cell.model.getMetadata('medsocial')?.section;
  const cells = panel.content.widgets;
  for (let i = cells.indexOf(cell); i >= 0; i -= 1) {
    const heading = cells[i].model.type === 'markdown' && /^#+\s+(.+)$/m.exec(source(cells[i]));
    if (heading) return heading[1].trim();
  }
  return given ?? fill(words.unnamed, { number: cells.indexOf(cell) + 1 });
}
