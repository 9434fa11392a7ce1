/* A lesson under Voilà: what goes deeper is folded, the contents are listed, and a page that has stopped says so. */
(() => {
  const { words } = JSON.parse(document.getElementById('ms-page').textContent);
  const cells = document.getElementById('rendered_cells');
  const make = (name, text = '') => Object.assign(document.createElement(name), { textContent: text });

  // From the heading of what goes deeper to the next heading of the same level.
  for (const mark of document.querySelectorAll('[data-fold]')) {
    const first = mark.closest('[cell-index]') ?? mark.previousElementSibling;
    const fold = make('details');
    const summary = fold.appendChild(make('summary'));
    first.before(fold);
    for (let next = first; next && (next === first || !next.querySelector('h2')); next = fold.nextElementSibling) fold.append(next);
    const heading = first.querySelector('h2');
    summary.append(...heading.childNodes);
    summary.id = heading.id;
    heading.remove();
  }

  const bring = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place?.matches('summary')) place.parentElement.open = true;
    place?.scrollIntoView();
  };
  addEventListener('hashchange', bring);
  // The cells are shown when all of them are there.
  new MutationObserver((_changes, watcher) => {
    if (cells.style.display === 'none') return;
    watcher.disconnect();
    bring();
  }).observe(cells, { attributeFilter: ['style'] });

  const contents = document.getElementById('ms-contents');
  for (const heading of cells.querySelectorAll('h2[id], details > summary[id]')) {
    const link = make('a', heading.textContent.replace('¶', ''));
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.onclick = () => { contents.parentElement.open = false; if (link.hash === location.hash) bring(); };
    contents.appendChild(make('li')).append(link);
  }

  const bar = document.querySelector('.ms-apps-bar');
  addEventListener('keydown', event => {
    if (event.key === 'Escape') for (const menu of bar.querySelectorAll('[open]')) menu.open = false;
  });
  addEventListener('click', event => {
    for (const menu of bar.querySelectorAll('[open]')) if (!menu.contains(event.target)) menu.open = false;
  });

  // Two answers missed in a row, or one that says no: in less than ten seconds the page says that it does not work.
  const config = JSON.parse(document.getElementById('jupyter-config-data').textContent);
  const address = `${config.baseUrl}medsocial/open/${config.kernelId}`;
  const box = make('div');
  box.className = 'ms-apps-stopped';
  box.setAttribute('role', 'alert');
  document.body.prepend(box);
  let missed = 0;
  const say = (text, final) => {
    if (box.firstChild?.textContent === text) return;
    box.replaceChildren(...(text ? [make('p', text)] : []));
    cells.inert = Boolean(text);
    if (!final) return;
    const again = box.appendChild(make('button', words.again));
    again.onclick = () => location.reload();
    again.focus();
  };
  const check = async () => {
    let state;
    try {
      const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(2500) });
      if (answer.ok) state = await answer.json();
    } catch { /* Counted below. */ }
    missed = state ? 0 : missed + 1;
    if (state && !state.open) return say(state.kept ? words.stopped : words.gone, true);
    if (state) say('');
    else if (missed > 1) say(words.silent);
    setTimeout(check, 2000);
  };
  void check();
})();
