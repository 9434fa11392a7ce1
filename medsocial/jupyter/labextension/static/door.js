/* The door of the workshop's front end in JupyterLab: a federated extension written by hand, so that it needs no build.
 *
 * JupyterLab runs this file as a classic script and asks it for './extension'. All else is in ES modules beside it,
 * which cannot know where they lie nor what JupyterLab shares: they are handed both.
 *
 * A server tells browsers to keep all this for a year. So the files are laid out in a folder named for their content
 * (medsocial/jupyter/front_end.py), and a changed extension has another address. */
(() => {
  'use strict';

  const HERE = document.currentScript.src;
  let scope;

  /** Take a library that JupyterLab shares with its extensions. */
  async function shared(name) {
    const versions = Object.values(scope[name] ?? {});
    const entry = versions.find(version => version.loaded) ?? versions[0];
    if (!entry) throw new Error(`JupyterLab does not share ${name}`);
    return (await entry.get())();
  }

  async function extension() {
    const { makePlugin } = await import(new URL('opening.js', HERE));
    const plugin = await makePlugin(shared, new URL('style.css', HERE).href);
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
