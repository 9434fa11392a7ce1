/* What happens when a page opens: whose it is, and whether it runs by itself.
 *
 * A page carries `medsocial` in its notebook metadata. It is dressed for reading (style.css), and it runs by
 * itself only if the server lists it: same folder, same name, same code, and in view. Everything else of ours
 * waits for a click. Notebooks that are not ours are left alone. */

import { codeCells, source } from './elements.js';
import { Frame } from './frame.js';
import { listen } from './keys.js';
import { followLinks } from './links.js';
import { Presenter } from './presenter.js';
import { Progress } from './progress.js';
import { Reading } from './reading.js';
import { Running } from './running.js';
import { keepSteady } from './steady.js';
import { Strip } from './strip.js';

// As the reader came: JupyterLab takes it apart while it starts.
const ADDRESS = new URLSearchParams(location.search);
const VISIT = 'visit-';
const FILES = '@jupyterlab/filebrowser-extension:widget';

function addStyle(href) {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
}

/** The code that the server lists for a file of this place and name, or undefined. */
function installedSources(panel, listed) {
  const { notebooks_dir: folder, pages } = listed;
  const path = panel.context.path;
  const name = path.split('/').pop();
  if (folder === null || path !== (folder === '.' ? name : `${folder}/${name}`)) return undefined;
  return Object.hasOwn(pages, name) ? pages[name] : undefined;
}

/** The installed code, if it is this page's word for word, or undefined: the rule of what runs by itself. */
function listedSources(panel, installed) {
  const cells = codeCells(panel);
  const same = cells.length === installed?.length && cells.every((cell, i) => source(cell) === installed[i]);
  return same ? installed : undefined;
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

async function open(panel, tracker, lab, asked) {
  const [listed] = await Promise.all([asked, panel.context.ready]);
  if (!listed || panel.isDisposed || !panel.content.model.getMetadata('medsocial')) return;
  // What the parts of the front end know of the page, and of each other.
  const page = { panel, listed, lab, words: listed.words, installed: installedSources(panel, listed) };
  page.reading = new Reading(page);
  page.running = new Running(page);
  page.presenter = new Presenter(page);
  page.progress = new Progress(page);
  page.strip = new Strip(page);
  listen(page);
  followLinks(page);
  keepSteady(page);
  lab.frame.add(page);
  await inView(panel, tracker);
  const expected = listedSources(panel, page.installed);
  if (expected) void page.running.run(expected);
  else page.strip.offer(page.words.foreign);
  // The kernel's own name and version, written into the page's metadata, are no edit either.
  await panel.sessionContext.ready;
  await panel.sessionContext.session?.kernel?.info;
  if (!page.running.busy && !panel.isDisposed) page.reading.settle();
}

/** Ask the server once; without its extension every notebook stays plain JupyterLab. */
async function ask({ ServerConnection }) {
  const settings = ServerConnection.makeSettings();
  for (const sheet of ['house.css', 'icons.css']) addStyle(`${settings.baseUrl}medsocial/static/${sheet}`);
  const response = await ServerConnection.makeRequest(`${settings.baseUrl}medsocial/pages.json`, {}, settings);
  return response.ok ? { ...await response.json(), base: settings.baseUrl } : null;
}

/** Where the list of files is switched off, JupyterLite asks it to show each file all the same. */
function standInForFiles(commands) {
  for (const name of ['filebrowser:activate', 'filebrowser:go-to-path']) {
    if (!commands.hasCommand(name)) commands.addCommand(name, { execute: () => null });
  }
}

/** In the browser edition: who names no lesson begins with the first; the desks of earlier visits are cleared away. */
async function arrive(app, openPage, { pages }) {
  if (!ADDRESS.has('path') && !app.shell.currentWidget) await openPage(Object.keys(pages).sort()[0]);
  const desks = app.serviceManager.workspaces;
  const { ids } = await desks.list();
  await Promise.all(ids.filter(id => id.startsWith(VISIT) && id !== ADDRESS.get('workspace')).map(id => desks.remove(id)));
}

/** The plugin, given how to take what JupyterLab shares and where the style sheet lies. */
export async function makePlugin(shared, style) {
  addStyle(style);
  const asked = shared('@jupyterlab/services').then(ask).catch(() => null);
  const [{ INotebookTracker, NotebookActions }, { CodeCell }, { Widget }, { PageConfig }] = await Promise.all(
    ['@jupyterlab/notebook', '@jupyterlab/cells', '@lumino/widgets', '@jupyterlab/coreutils'].map(shared));
  return {
    id: 'medsocial:pages',
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      const openPage = path => app.commands.execute('docmanager:open', { path });
      if (PageConfig.Extension.isDisabled(FILES)) standInForFiles(app.commands);
      const frame = new Frame(app);
      const lab = {
        CodeCell, NotebookActions, Widget, openPage, frame,
        isCurrent: panel => frame.isCurrent(panel),
        toggleContents: () => frame.toggleContents(),
      };
      void Promise.all([asked, app.restored]).then(([listed]) => { if (listed?.alone) void arrive(app, openPage, listed); });
      const start = panel => void open(panel, tracker, lab, asked);
      tracker.forEach(start);
      tracker.widgetAdded.connect((_, panel) => start(panel));
    },
  };
}
