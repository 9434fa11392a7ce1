/* The workshop's front end in JupyterLab: a federated extension written by hand, so that it needs no build.
 *
 * A page carries `medsocial` in its notebook metadata. It is dressed for reading (style.css), and it runs by
 * itself only if the server lists it: same folder, same name, same code, and in view. Everything else of ours
 * waits for a click. Notebooks that are not ours are left alone. */
(() => {
  'use strict';

  const HERE = document.currentScript.src;
  const WIDGET_VIEW = 'application/vnd.jupyter.widget-view+json';
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
  const KERNEL = 'python3';
  const TEXT_SIZES = ['100', '115', '130', '150'];
  const TEXT_SIZE = 'medsocial-text-size';
  let scope;

  /** Take a library that JupyterLab shares with its extensions. */
  async function shared(name) {
    const versions = Object.values(scope[name] ?? {});
    const entry = versions.find(version => version.loaded) ?? versions[0];
    if (!entry) throw new Error(`JupyterLab does not share ${name}`);
    return (await entry.get())();
  }

  function addStyle(href) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
  }

  function element(tag, className, text = '') {
    return Object.assign(document.createElement(tag), { className, textContent: text });
  }

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const codeCells = panel => panel.content.widgets.filter(cell => cell.model.type === 'code');
  const source = cell => cell.model.sharedModel.getSource();
  const allSources = panel => panel.content.widgets.map(source).join('\0');

  function makeButton(label, onclick) {
    return Object.assign(element('button', 'ms-lab-button', label), { type: 'button', onclick });
  }

  /** JupyterLab announces a restart in its own words; the strip above our page has said it already. */
  function dismissDialog() {
    const close = () => document.querySelector('.jp-Dialog:not(:has(input)) .jp-Dialog-footer button:only-of-type')?.click();
    const watcher = new MutationObserver(close);
    watcher.observe(document.body, { childList: true });
    close();
    setTimeout(() => watcher.disconnect(), 2000);
  }

  /** A cell's outputs without live views wherever a static form stands beside them. */
  function staticOutputs(cell) {
    return cell.model.outputs.toJSON().map(output => {
      if (!output.data?.['text/html']) return output;
      const { [WIDGET_VIEW]: view, ...data } = output.data;
      return { ...output, data };
    });
  }

  /** The sources that the server lists for this very file, or undefined: the rule of what runs by itself. */
  function listedSources(panel, listed) {
    const { notebooks_dir: folder, pages } = listed;
    const path = panel.context.path;
    const name = path.split('/').pop();
    if (folder === null || path !== (folder === '.' ? name : `${folder}/${name}`)) return undefined;
    if (!Object.hasOwn(pages, name)) return undefined;
    const cells = codeCells(panel);
    const same = cells.length === pages[name].length && cells.every((cell, i) => source(cell) === pages[name][i]);
    return same ? pages[name] : undefined;
  }

  /** Whether the page's programs run where our lessons do; a page may name any kernel that is installed. */
  function inOurKernel(panel) {
    return panel.sessionContext.session?.kernel?.name === KERNEL;
  }

  /** Resolve when the panel is the page in view; a restored hidden tab waits until it is chosen. */
  function inView(panel, tracker) {
    return new Promise(resolve => {
      const check = () => {
        if (tracker.currentWidget !== panel || !panel.isVisible) return;
        watcher.disconnect();
        tracker.currentChanged.disconnect(check);
        resolve();
      };
      const watcher = new IntersectionObserver(check);
      watcher.observe(panel.node);
      tracker.currentChanged.connect(check);
      panel.disposed.connect(() => watcher.disconnect());
      check();
    });
  }

  /** The heading that a reader sees above a cell, for messages. */
  function sectionOf(panel, cell, words) {
    const given = cell.model.getMetadata('medsocial')?.section;
    const cells = panel.content.widgets;
    for (let i = cells.indexOf(cell); i >= 0; i -= 1) {
      const heading = cells[i].model.type === 'markdown' && /^#+\s+(.+)$/m.exec(source(cells[i]));
      if (heading) return heading[1].trim();
    }
    return given ?? fill(words.unnamed, { number: cells.indexOf(cell) + 1 });
  }

  /** The page in full screen, one part at a time, in large type: for a room with a projector. */
  class Presenter {
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
      const { panel } = this.page;
      this.from = document.activeElement;
      if (panel.node.classList.contains('ms-show-code')) this.page.toggleCode();
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
      const { panel } = this.page;
      window.removeEventListener('keydown', this.onKey, true);
      document.removeEventListener('fullscreenchange', this.onFullScreen);
      if (document.fullscreenElement) void document.exitFullscreen();
      panel.removeClass('ms-presenting');
      this.bar.remove();
      for (const cell of panel.content.widgets) cell.removeClass('ms-off');
      this.from?.focus();
      this.page.settle();
    }

    show(wanted) {
      const parts = this.parts();
      this.at = Math.min(Math.max(wanted, 0), parts.length - 1);
      parts.forEach((cells, i) => cells.forEach(cell => cell.toggleClass('ms-off', i !== this.at)));
      parts[this.at][0].node.querySelector('.jp-showHiddenCellsButton')?.click();
      this.place.textContent = fill(this.page.words.place, { n: this.at + 1, all: parts.length });
      this.page.panel.content.node.querySelector('.jp-WindowedPanel-outer')?.scrollTo(0, 0);
      this.page.settle();
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

  class Page {
    constructor(panel, listed, lab) {
      this.panel = panel;
      this.listed = listed;
      this.words = listed.words;
      this.lab = lab;
      this.presenter = new Presenter(this);
      this.progress = element('div', 'ms-lab-progress');
      this.progress.setAttribute('role', 'status');
      this.progress.setAttribute('aria-live', 'polite');
      this.strip = new lab.Widget({ node: element('div', 'ms-lab-strip') });
      this.strip.hide();
      this.asOnDisk = allSources(panel);
    }

    dress() {
      const { panel } = this;
      panel.addClass('ms-page');
      panel.node.append(this.progress);
      panel.node.style.setProperty('--ms-lab-open', JSON.stringify(this.words.open));
      panel.contentHeader.addWidget(this.strip);
      const markNotes = () => {
        for (const cell of panel.content.widgets) {
          const isNote = cell.model.getMetadata('slideshow')?.slide_type === 'notes';
          cell.toggleClass('ms-notes-cell', isNote);
        }
      };
      markNotes();
      this.nameFolds();
      panel.content.model.cells.changed.connect(() => requestAnimationFrame(() => { markNotes(); this.nameFolds(); }));
      this.addTools();
      this.guardReading();
      // Unfolding a part is looking, too: it must not let JupyterLab rewrite the lesson's file.
      panel.content.model.stateChanged.connect((_, change) => {
        if (change.name === 'dirty' && change.newValue) requestAnimationFrame(() => this.settle());
      });
      panel.context.saveState.connect((_, state) => {
        if (state === 'completed') this.asOnDisk = allSources(panel);
      });
      panel.sessionContext.statusChanged.connect((_, status) => {
        if (['autorestarting', 'dead'].includes(status)) this.stopped();
        if (status === 'autorestarting') dismissDialog();
      });
    }

    /** JupyterLab makes its button of a folded part anew each time, without a name: its words come from our style sheet. */
    nameFolds() {
      this.foldsOf ??= new WeakSet();
      for (const cell of this.panel.content.widgets) {
        if (cell.model.type !== 'markdown' || this.foldsOf.has(cell)) continue;
        this.foldsOf.add(cell);
        const name = () => {
          const fold = cell.node.querySelector(':scope > .jp-showHiddenCellsButton:not([aria-label])');
          if (!fold) return;
          fold.setAttribute('aria-label', `${this.words.open}: ${sectionOf(this.panel, cell, this.words)}`);
          // The button goes when it is pressed; the reader goes on with what it opened.
          fold.addEventListener('click', event => { if (event.isTrusted) requestAnimationFrame(() => this.enterPart(cell)); });
        };
        new MutationObserver(name).observe(cell.node, { childList: true });
        name();
      }
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

    /** The bar above the page: the neighbours, restart, code, text size and full screen. */
    addTools() {
      const { panel, words } = this;
      const [before, after] = this.neighbours();
      const tools = [
        [words.restart, () => this.restart()],
        [words.show_code, event => {
          event.target.textContent = this.toggleCode() ? words.hide_code : words.show_code;
        }],
        [words.text_size, () => this.nextTextSize()],
        [words.present, () => this.presenter.start()],
        before && [words.previous, () => this.lab.openPage(before)],
        after && [words.next, () => this.lab.openPage(after)],
      ].filter(Boolean);
      // JupyterLab's bar is one stop of the Tab key, and keeps it on a tool that is hidden while one reads: each of ours is a stop.
      const stops = new MutationObserver(changes => changes.forEach(({ target }) => { if (target.tabIndex) target.tabIndex = 0; }));
      tools.forEach(([label, onclick], i) => {
        const node = makeButton(label, onclick);
        stops.observe(node, { attributeFilter: ['tabindex'] });
        panel.toolbar.insertItem(i, `medsocial-${i}`, new this.lab.Widget({ node }));
      });
      this.setTextSize(localStorage.getItem(TEXT_SIZE) ?? TEXT_SIZES[0]);
    }

    /** The lessons before and after this one, as paths; none for a page outside our folder. */
    neighbours() {
      const { notebooks_dir: folder, pages } = this.listed;
      const prefix = folder === '.' ? '' : `${folder}/`;
      const names = Object.keys(pages).sort();
      const at = folder === null ? -1 : names.findIndex(name => prefix + name === this.panel.context.path);
      return [at - 1, at + 1].map(i => (at >= 0 && names[i] ? prefix + names[i] : null));
    }

    setTextSize(percent) {
      const known = TEXT_SIZES.includes(percent) ? percent : TEXT_SIZES[0];
      this.panel.node.dataset.medsocialSize = known;
      localStorage.setItem(TEXT_SIZE, known);
      return known;
    }

    nextTextSize() {
      const at = TEXT_SIZES.indexOf(this.panel.node.dataset.medsocialSize);
      const percent = this.setTextSize(TEXT_SIZES[(at + 1) % TEXT_SIZES.length]);
      this.progress.textContent = fill(this.words.text_size_now, { percent });
    }

    /** Keep the shortcuts for programmers away while the code is hidden: d d would delete a part of the page. */
    guardReading() {
      const { node } = this.panel;
      const reading = event => node.contains(event.target) && !node.classList.contains('ms-show-code');
      const onKey = event => {
        if (!reading(event) || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.target.closest('input:not([type=radio], [type=checkbox], [type=range]), textarea, .cm-editor')) return;
        const onControl = event.target.closest('button, a, summary, select, input');
        // An arrow key on a control chooses or scrolls; it must not carry the reader to another cell.
        const isArrow = event.key.startsWith('Arrow') && onControl?.closest('.jp-Notebook');
        if (event.key.length === 1 || isArrow || (event.key === 'Enter' && !onControl)) event.stopImmediatePropagation();
      };
      // A double click marks a word; it must not turn the text into its source.
      const onDoubleClick = event => { if (reading(event)) event.stopImmediatePropagation(); };
      window.addEventListener('keydown', onKey, true);
      window.addEventListener('dblclick', onDoubleClick, true);
      this.panel.disposed.connect(() => {
        window.removeEventListener('keydown', onKey, true);
        window.removeEventListener('dblclick', onDoubleClick, true);
      });
    }

    toggleCode() {
      const shown = this.panel.node.classList.toggle('ms-show-code');
      for (const cell of codeCells(this.panel)) cell.inputHidden = !shown;
      this.settle();
      return shown;
    }

    /** Running or looking is not editing: nothing to save, unless the reader changed a text. */
    settle() {
      if (this.asOnDisk === allSources(this.panel)) this.panel.content.model.dirty = false;
    }

    showStaticForms() {
      for (const cell of codeCells(this.panel)) cell.model.outputs.fromJSON(staticOutputs(cell));
      this.settle();
    }

    /** The process behind the page ended: back to the reading version, with a way to go on. */
    stopped() {
      if (this.panel.isDisposed || this.restarting) return;
      this.showStaticForms();
      this.offer([this.words.stopped]);
    }

    async restart() {
      if (this.running || this.restarting) return;
      this.restarting = true;
      try {
        this.showStaticForms();
        await this.panel.sessionContext.session?.kernel?.restart();
      } finally {
        this.restarting = false;
      }
      await this.run();
    }

    /** The state stands on the panel too, for style sheets and tests: running, ready or waiting. */
    enter(state, text) {
      this.panel.node.dataset.medsocial = state;
      this.progress.textContent = text;
    }

    /** One strip above the page: what happened or is asked, and Start. */
    offer(sentences) {
      const start = makeButton(this.words.start, () => this.run());
      start.classList.add('ms-lab-primary');
      const text = element('div', 'ms-lab-strip-text');
      text.setAttribute('role', 'status');
      text.append(...sentences.map(sentence => element('p', '', sentence)));
      this.strip.node.replaceChildren(text, start);
      this.strip.show();
      this.enter('waiting', '');
    }

    /** Run all code cells, or only as long as they equal the listed ones; a failing part leaves the rest working. */
    async run(listed) {
      if (this.running) return;
      this.running = true;
      this.strip.hide();
      const { panel, words } = this;
      const all = codeCells(panel);
      const cells = all.filter(cell => source(cell).trim());
      const failed = [];
      let stopped = false;
      this.enter('running', fill(words.preparing, { done: 0, total: cells.length }));
      try {
        await panel.sessionContext.ready;
        // The static forms stay in sight until Python is up.
        await panel.sessionContext.session?.kernel?.info;
        if (listed && !inOurKernel(panel)) {
          this.running = false;
          this.offer([words.foreign]);
          return;
        }
        const code = CLOSE_EARLIER_WIDGETS.replace('QUIETLY', this.ran ? 'False' : 'True');
        panel.sessionContext.session?.kernel?.requestExecute(
          { code, silent: true, store_history: false, stop_on_error: false });
        this.ran = true;
        for (const [i, cell] of cells.entries()) {
          if (listed && source(cell) !== listed[all.indexOf(cell)]) throw new Error('the page changed while it ran');
          this.enter('running', fill(words.preparing, { done: i + 1, total: cells.length }));
          if (!(await this.runCell(cell))) failed.push(sectionOf(panel, cell, words));
        }
      } catch (error) {
        stopped = !panel.isDisposed;
        console.info('medsocial:', error);
      }
      this.running = false;
      if (panel.isDisposed) return;
      const sentences = [...new Set(failed)].map(section => fill(words.failed, { section }));
      if (stopped) sentences.push(words.stopped);
      this.settle();
      if (sentences.length) this.offer(sentences);
      else this.enter('ready', words.ready);
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
      // The height stays while the output is replaced, so that nothing moves under the reader.
      cell.outputArea.node.style.minHeight = `${cell.outputArea.node.offsetHeight}px`;
      try {
        const reply = await this.lab.CodeCell.execute(cell, this.panel.sessionContext);
        if (!reply || reply.content.status === 'ok') return true;
        console.info('medsocial:', reply.content.ename, reply.content.evalue, reply.content.traceback);
        putBack();
        return false;
      } catch (error) {
        if (!this.panel.isDisposed) putBack();
        throw error;
      } finally {
        // A live view draws itself a moment after the cell is done.
        setTimeout(() => { cell.outputArea.node.style.minHeight = ''; }, 500);
      }
    }
  }

  async function open(panel, tracker, lab, asked) {
    const [listed] = await Promise.all([asked, panel.context.ready]);
    if (!listed || panel.isDisposed || !panel.content.model.getMetadata('medsocial')) return;
    const page = new Page(panel, listed, lab);
    page.dress();
    await inView(panel, tracker);
    const expected = listedSources(panel, listed);
    if (expected) page.run(expected);
    else page.offer([listed.words.foreign]);
    // The kernel's own name and version, written into the page's metadata, are no edit either.
    await panel.sessionContext.ready;
    await panel.sessionContext.session?.kernel?.info;
    if (!page.running && !panel.isDisposed) page.settle();
  }

  /** Ask the server once; without its extension every notebook stays plain JupyterLab. */
  async function ask({ ServerConnection }) {
    const settings = ServerConnection.makeSettings();
    for (const sheet of ['house.css', 'icons.css']) addStyle(`${settings.baseUrl}medsocial/static/${sheet}`);
    const response = await ServerConnection.makeRequest(`${settings.baseUrl}medsocial/pages`, {}, settings);
    return response.ok ? response.json() : null;
  }

  async function extension() {
    addStyle(new URL('style.css', HERE).href);
    const asked = shared('@jupyterlab/services').then(ask).catch(() => null);
    const [{ INotebookTracker }, { CodeCell }, { Widget }] = await Promise.all(
      ['@jupyterlab/notebook', '@jupyterlab/cells', '@lumino/widgets'].map(shared));
    const plugin = {
      id: 'medsocial:pages',
      autoStart: true,
      requires: [INotebookTracker],
      activate: (app, tracker) => {
        const openPage = path => app.commands.execute('docmanager:open', { path });
        const start = panel => void open(panel, tracker, { CodeCell, Widget, openPage }, asked);
        tracker.forEach(start);
        tracker.widgetAdded.connect((_, panel) => start(panel));
      },
    };
    return () => ({ __esModule: true, default: plugin });
  }

  (window._JUPYTERLAB ??= {}).medsocial = {
    init: shareScope => { scope = shareScope; },
    get: name => {
      if (name === './extension') return extension();
      throw new Error(`no module ${name}`);
    },
  };
})();
