/* The phone's page: ask the room in short requests, show what it asks, send one tap. Plain HTTP, so nothing that needs more. */
const find = name => document.querySelector(name), words = find('#words').dataset;
const hex = size => [...crypto.getRandomValues(new Uint8Array(size))].map(n => n.toString(16).padStart(2, '0')).join('');
const page = hex(8);
// Some browsers forbid storing; then the page itself remembers.
const kept = {};
const store = {
  get: name => { try { return localStorage.getItem(name); } catch { return kept[name] ?? null; } },
  set: (name, value) => { kept[name] = value; try { localStorage.setItem(name, value); } catch { /* remembered above */ } },
};
let now = { state: '', token: '' }, sent = 0, timer = 0, misses = 0, asking = false;

// A ticket is drawn with each vote; the one before is forgotten.
const ballot = token => {
  let mine = {};
  try { mine = JSON.parse(store.get('ballot')) || {}; } catch { /* damaged: a new one */ }
  if (mine.token !== token) {
    mine = { token, ticket: hex(16), choice: '' };
    store.set('ballot', JSON.stringify(mine));
  }
  return mine;
};

const tell = (said, bad = false) => {
  const told = find('.told');
  if (told.textContent !== said) told.textContent = said;
  told.classList.toggle('bad', bad);
};

const ask = async (path, body) => {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), 6000);
  try {
    const how = body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {};
    const answer = await fetch(path, { ...how, signal: stop.signal, cache: 'no-store' });
    return answer.status === 204 ? null : await answer.json();
  } finally {
    clearTimeout(late);
  }
};

const option = (name, letter, text, checked) => {
  const item = document.createElement('li'), label = document.createElement('label'), input = document.createElement('input');
  Object.assign(input, { type: 'radio', name, value: letter, checked });
  const said = Object.assign(document.createElement('span'), { className: 'words', textContent: text });
  label.append(input);
  if (name === 'choice') label.append(Object.assign(document.createElement('span'), { className: 'letter', textContent: letter }));
  label.append(said);
  item.append(label);
  return item;
};

const show = () => {
  const { state } = now, asks = state === 'open' || (state === 'closed' && now.question);
  document.body.classList.toggle('dark', state !== 'open' && state !== 'form');
  find('.rest').hidden = Boolean(asks) || state === 'form';
  find('.ask').hidden = !asks;
  find('.form').hidden = state !== 'form';
  if (asks && state === 'open') {
    const mine = ballot(now.token);
    find('legend h1').textContent = now.question;
    find('.turn').hidden = now.turn < 2;
    find('.slip').hidden = !now.code;
    find('#slip').value = store.get('slip') || '';
    find('.options').replaceChildren(...now.options.map(([letter, text]) => option('choice', letter, text, mine.choice === letter)));
    tell(mine.choice ? words.counts.replace('{letter}', mine.choice) : words.open);
  } else if (state === 'closed') {
    const chosen = find('.options :checked')?.value;
    // A page that was not there while the vote was open has nothing to show of it.
    find('.ask').hidden = !find('.options').childElementCount;
    find('.rest').hidden = !find('.ask').hidden;
    tell(chosen ? words.with.replace('{letter}', chosen) : words.closed);
  } else if (state === 'form') {
    find('form.code').hidden = false;
    find('form.items').hidden = true;
    find('#code').value = store.get('code') || '';
    tell('');
  } else {
    find('.options').replaceChildren();
    tell('');
  }
  find('.ask fieldset').disabled = state !== 'open';
};

const look = async () => {
  if (asking || document.hidden) return;
  asking = true;
  clearTimeout(timer);
  try {
    const said = await ask(`now?page=${page}&has=${now.token}`);
    if (misses) { misses = 0; show(); }
    if (said?.token && said.token !== now.token) { now = said; show(); }
  } catch {
    misses += 1;
    if (misses > 1) tell(words.lost, true);
  }
  asking = false;
  timer = setTimeout(look, (misses ? 1500 : 2000) + Math.random() * 500);
};

const vote = async choice => {
  const { token } = now, mine = ballot(token), turn = ++sent, code = find('#slip').value.trim();
  if (now.code && !code) {
    find('.options :checked').checked = false;
    find('#slip').focus();
    tell(words.slip, true);
    return;
  }
  tell(words.sending);
  for (let tries = 0; tries < 8 && turn === sent; tries += 1) {
    try {
      const said = await ask('vote', { token, ticket: mine.ticket, choice, code });
      // Only the last tap speaks; what came for a vote that is over is not shown.
      if (turn !== sent || token !== now.token) return;
      if (said.state === 'counted' || said.state === 'changed') {
        store.set('ballot', JSON.stringify({ ...mine, choice }));
        if (code) store.set('slip', code);
        tell(words.counts.replace('{letter}', choice));
      } else {
        find('.options :checked').checked = false;
        tell(said.words, true);
        look();
      }
      return;
    } catch {
      if (turn !== sent) return;
      tell(words.lost, true);
      await new Promise(done => setTimeout(done, 300 * 2 ** Math.min(tries, 4) * (0.5 + Math.random())));
    }
  }
};

find('.options').addEventListener('change', event => vote(event.target.value));
find('.ask form').addEventListener('submit', event => event.preventDefault());

find('form.code').addEventListener('submit', async event => {
  event.preventDefault();
  try {
    const said = await ask('form', { code: find('#code').value });
    if (said.state !== 'form') { tell(said.words, true); return; }
    store.set('code', said.code);
    tell('');
    find('form.code').hidden = true;
    find('form.items').hidden = false;
    const sets = said.items.map(item => {
      const set = document.createElement('fieldset'), list = document.createElement('ol');
      list.className = 'options';
      list.append(...item.options.map(([id, text]) => option(item.id, id, text, false)));
      set.append(Object.assign(document.createElement('legend'), { textContent: item.text }), list);
      return set;
    });
    const send = Object.assign(document.createElement('button'), { textContent: words.send });
    find('form.items').replaceChildren(...sets, send);
    find('form.items input').focus();
  } catch {
    tell(words.lost, true);
  }
});

find('form.items').addEventListener('submit', async event => {
  event.preventDefault();
  const answers = Object.fromEntries(new FormData(event.target));
  try {
    const said = await ask('form', { code: store.get('code') || find('#code').value, answers });
    if (said.state !== 'kept') { tell(said.words, true); return; }
    find('form.items').hidden = true;
    find('form.items').replaceChildren();
    tell(words.kept.replace('{code}', said.code));
  } catch {
    tell(words.lost, true);
  }
});

// Back from sleep, or from another network: ask at once.
for (const name of ['visibilitychange', 'pageshow', 'online', 'focus']) (name === 'visibilitychange' ? document : window).addEventListener(name, look);
look();
