/* Running a page: cell by cell, in our own kernel, and back to the reading version where something fails. */

import { codeCells, fill, sectionOf, source } from './elements.js';

const WIDGET_VIEW = 'application/vnd.jupyter.widget-view+json';
// The build names the cells of a lesson so; a cell that a reader adds has another kind of name.
const OWN_CELL = /^c\d+$/;
// Where a reader changes the code, an error is one line and not the way through our libraries.
const SHORT_ERRORS = "\nget_ipython().InteractiveTB.set_mode(mode='Minimal')";
// Closes what an earlier visit left in a living kernel. Quietly: this browser page never knew those widgets.
const CLOSE_EARLIER_WIDGETS = `
def close_earlier_widgets():
    import sys
    if 'ipywidgets' not in sys.modules: return
    for widget in list(sys.modules['ipywidgets'].widgets.widget._instances.values()):
        if QUIETLY and widget.comm is not None: widget.comm.publish_msg = lambda *_, **__: None
        widget.close()
close_earlier_widgets()
del close_earlier_widgets`;

/** Core before folded: what nobody has opened can wait. */
function inTurn(cells) {
  const folded = cell => cell.model.getMetadata('medsocial')?.depth === 'deeper';
  return [...cells.filter(cell => !folded(cell)), ...cells.filter(folded)];
}

/** JupyterLab announces a restart in its own words; the strip above our page has said it already. */
function dismissDialog() {
  const close = () => document.querySelector('.jp-Dialog:not(:has(input)) .jp-Dialog-footer button:only-of-type')?.click();
  const watcher = new MutationObserver(close);
  watcher.observe(document.body, { childList: true });
  close();
  setTimeout(() => watcher.disconnect(), 2000);
}

/** Python, or a part of it, could not be fetched: in the browser edition a server may be gone or hand out half of the files. */
class Half extends Error {}

/** Fail as soon as one of these files cannot be had; else say nothing. */
async function findMissing(files) {
  const replies = await Promise.all((files ?? []).map(file => fetch(file, { method: 'HEAD' }).catch(() => ({ ok: false }))));
  if (!replies.every(reply => reply.ok)) throw new Half();
  return new Promise(() => {});
}

/** A cell's outputs without live views wherever a static form stands beside them. */
function staticOutputs(cell) {
  return cell.model.outputs.toJSON().map(output => {
    if (!output.data?.['text/html']) return output;
    const { [WIDGET_VIEW]: view, ...data } = output.data;
    return { ...output, data };
  });
}

/** One sentence for all parts that could not start; the list is in the reader's language, and English is British. */
function failedWords(failed, all, words) {
  const sections = [...new Set(failed)];
  if (!sections.length) return '';
  if (failed.length === all && all > 1) return words.failed_all;
  if (sections.length === 1) return fill(words.failed, { section: sections[0] });
  const named = sections.map(section => fill(words.named, { section }));
  return fill(words.failed_several, {
    count: sections.length,
    sections: new Intl.ListFormat((document.documentElement.lang || 'en').replace(/^en$/, 'en-GB')).format(named),
  });
}

/** Give a height free as soon as nobody looks: what lies below must not move under the reader's eyes. */
function release(node) {
  const watcher = new IntersectionObserver(([seen]) => {
    if (seen.isIntersecting) return;
    node.style.minHeight = '';
    watcher.disconnect();
  });
  watcher.observe(node);
}

export class Running {
  constructor(page) {
    this.page = page;
    page.panel.sessionContext.statusChanged.connect((_, status) => {
      if (['autorestarting', 'dead'].includes(status)) this.stopped();
      if (status === 'autorestarting') dismissDialog();
    });
    const tell = (_, run) => this.cellRan(run);
    page.lab.NotebookActions.executed.connect(tell);
    page.panel.disposed.connect(() => page.lab.NotebookActions.executed.disconnect(tell));
  }

  /** The lesson's own code cells, each with its installed code, where a reader changes the code; undefined if any is gone. */
  get mended() {
    const { panel, installed, reading } = this.page;
    if (!reading.isLab || !installed) return undefined;
    const own = codeCells(panel).filter(cell => OWN_CELL.test(cell.model.id));
    return own.length === installed.length ? own.map((cell, i) => [cell, installed[i]]) : undefined;
  }

  /** A reader ran a cell of the lab: say in plain words that it stopped, or take the words away. */
  cellRan({ notebook, cell, success }) {
    const { panel, strip, words, reading } = this.page;
    if (notebook !== panel.content || !reading.isLab || cell.model.type !== 'code') return;
    if (success) {
      if (panel.node.dataset.medsocial === 'waiting') { strip.hide(); strip.enter('ready', ''); }
      return;
    }
    strip.offer(fill(words.broken, { section: sectionOf(panel, cell, words) }), { start: false });
  }

  /** Ask first if code would be lost. */
  askToStartAgain() {
    const { strip, words } = this.page;
    const { mended } = this;
    if (!mended) strip.offer(words.cells_gone);
    else if (mended.every(([cell, code]) => source(cell) === code)) void this.restart();
    else strip.offer(words.start_again_asks, { start: false });
  }

  /** Bring back the lesson's own code, and run it alone in a fresh kernel; cells that somebody added stay as they are. */
  async startAgain() {
    const { mended } = this;
    if (!mended || this.busy) return;
    for (const [cell, code] of mended) if (source(cell) !== code) cell.model.sharedModel.setSource(code);
    await this.restart(mended.map(([, code]) => code), mended.map(([cell]) => cell));
  }

  get kernel() {
    return this.page.panel.sessionContext.session?.kernel;
  }

  async started() {
    await this.page.panel.sessionContext.ready;
    await this.kernel?.info;
  }

  /** Load packages where Python runs in the browser and a page brings its own; elsewhere all of them are there.
   *  What failed while Python started is asked for once more. Return whether all are there now. */
  async load(names) {
    if (!names?.length) return true;
    const wanted = JSON.stringify(names);
    const code = `await __import__('pyodide_js').loadPackage(${wanted})
assert {*${wanted}} <= {*__import__('pyodide_js').loadedPackages.to_py()}`;
    const reply = await this.kernel?.requestExecute({ code, silent: true, store_history: false, stop_on_error: false }).done;
    return reply?.content.status === 'ok';
  }

  showStaticForms() {
    for (const cell of codeCells(this.page.panel)) cell.model.outputs.fromJSON(staticOutputs(cell));
    this.page.reading.settle();
  }

  /** The process behind the page ended: back to the reading version, with a way to go on. */
  stopped() {
    if (this.page.panel.isDisposed || this.restarting) return;
    this.showStaticForms();
    this.page.strip.offer(this.page.words.stopped);
  }

  async restart(installed, own) {
    if (this.busy || this.restarting) return;
    this.restarting = true;
    try {
      this.showStaticForms();
      await this.kernel?.restart();
    } finally {
      this.restarting = false;
    }
    await this.run(installed, own);
  }

  /** Run all code cells, or only as long as they equal the listed ones; a failing part leaves the rest working. */
  async run(listed, chosen) {
    if (this.busy) return;
    this.busy = true;
    const { panel, words, strip, reading, listed: told } = this.page;
    const all = chosen ?? codeCells(panel);
    const written = all.filter(cell => source(cell).trim());
    const cells = reading.isLab ? written : inTurn(written);
    const failed = [];
    let stopped = false;
    strip.hide();
    strip.enter('running', told.alone ? words.starting : fill(words.preparing, { done: 0, total: cells.length }));
    try {
      // The static forms stay in sight until Python is up.
      await Promise.race([this.started(), findMissing(told.core?.map(file => new URL(file, told.base)))]);
      // Our programs run by themselves where our lessons do; a page may name any kernel that is installed.
      if (listed && this.kernel?.name !== told.kernel) {
        this.busy = false;
        strip.offer(words.foreign);
        return;
      }
      const code = CLOSE_EARLIER_WIDGETS.replace('QUIETLY', this.ran ? 'False' : 'True') + (reading.isLab ? SHORT_ERRORS : '');
      this.kernel?.requestExecute({ code, silent: true, store_history: false, stop_on_error: false });
      this.ran = true;
      if (!(await this.load(told.packages?.[panel.context.path.split('/').pop()]))) throw new Half();
      for (const [i, cell] of cells.entries()) {
        if (listed && source(cell) !== listed[all.indexOf(cell)]) throw new Error('the page changed while it ran');
        strip.enter('running', fill(words.preparing, { done: i + 1, total: cells.length }));
        if (!(await this.runCell(cell))) failed.push(sectionOf(panel, cell, words));
      }
    } catch (error) {
      if (error instanceof Half && !panel.isDisposed) {
        this.busy = false;
        strip.offerReload(words.half);
        return;
      }
      stopped = !panel.isDisposed;
      console.info('medsocial:', error);
    }
    this.busy = false;
    if (panel.isDisposed) return;
    // In a lab the first cell that stopped is often why later ones did.
    const broken = reading.isLab && failed.length ? fill(words.broken, { section: failed[0] }) : null;
    const sentence = stopped ? words.stopped : broken ?? failedWords(failed, cells.length, words);
    reading.settle();
    if (sentence) strip.offer(sentence);
    else strip.enter('ready', words.ready);
    if (!stopped) await this.load(told.later);
  }

  /** Run one cell; on an error put back the static form that it showed before, trusted no more than it was:
   *  running makes a cell trusted, and a stored script of a replaced lesson would then run. */
  async runCell(cell) {
    const before = staticOutputs(cell);
    const { trusted } = cell.model;
    const putBack = () => {
      cell.model.trusted = trusted;
      cell.model.outputs.fromJSON(before);
    };
    // The height stays while the output is replaced and in sight, so that nothing moves under the reader.
    cell.outputArea.node.style.minHeight = `${cell.outputArea.node.offsetHeight}px`;
    try {
      const reply = await this.page.lab.CodeCell.execute(cell, this.page.panel.sessionContext);
      if (!reply || reply.content.status === 'ok') return true;
      console.info('medsocial:', reply.content.ename, reply.content.evalue, reply.content.traceback);
      // A reader who changes the code looks for what went wrong in the cell itself.
      if (!this.page.reading.isLab) putBack();
      return false;
    } catch (error) {
      if (!this.page.panel.isDisposed) putBack();
      throw error;
    } finally {
      // A live view draws itself a moment after the cell is done.
      setTimeout(() => { if (!cell.isDisposed) release(cell.outputArea.node); }, 500);
    }
  }
}
