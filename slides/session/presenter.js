/* The presenter's view: a second window with this slide, the next one, the notes and the clock; works from a file. */
const Presenter = (() => {
  const LATE = 180; // seconds behind the plan before anything turns red
  const shell = document.getElementById('presenter'), frame = document.querySelector('.reveal');
  let view = null;

  const clock = date => date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const span = seconds => `${Math.floor(Math.abs(seconds) / 60)}:${String(Math.floor(Math.abs(seconds) % 60)).padStart(2, '0')}`;
  const find = name => view.document.querySelector(name);
  const write = (name, words) => { find(name).textContent = words; };

  // What happens with the next key, as a state of its own.
  const send = (place, state) =>
    // A window that is closing has no frames any more, and is not yet called closed.
    find(`.${place} iframe`).contentWindow?.postMessage({ state, theme: document.documentElement.dataset.theme }, '*');

  const show = () => {
    if (!view || view.closed) return;
    const state = Deck.state(), { section, part } = Deck.page();
    send('now', state);
    send('next', Deck.forward(state));
    write('.place', `${section.dataset.label} · ${state.step + 1}/${section.dataset.steps}`);
    write('.part', part.dataset.title);
    find('.notes').replaceChildren(...section.querySelector('.notes').cloneNode(true).childNodes);
    beat();
  };

  const beat = () => {
    if (!view || view.closed) return;
    const { begun } = Deck.state(), { at, end, section } = Deck.page();
    const since = begun ? (Date.now() - begun) / 1000 : 0;
    // A scene stands apart, yet its time belongs to the part in which the story is told.
    const part = Deck.pages.get(section.classList.contains('k-scene') || section.classList.contains('k-ending') ? section.dataset.before : section.id).part;
    const left = Number(part.dataset.ends) - since, behind = since - end, ahead = at - since;
    const words = shell.dataset, minutes = seconds => Math.max(1, Math.round(seconds / 60));
    write('.part', part.dataset.title);
    write('.left', (left < 0 ? words.over : words.left).replace('{time}', span(left)));
    write('.time', clock(new Date()));
    const start = Number(frame.dataset.start), minute = Math.floor(at / 60);
    write('.planned', frame.dataset.start === '' ? span(at) : `${String(Math.floor((start + minute) / 60) % 24).padStart(2, '0')}:${String((start + minute) % 60).padStart(2, '0')}`);
    write('.since', span(since));
    const pace = behind > 30 ? words.late.replace('{n}', minutes(behind)) : ahead > 30 && begun ? words.early.replace('{n}', minutes(ahead)) : words.on;
    write('.pace', pace);
    const late = behind > LATE;
    view.document.body.classList.toggle('is-late', late);
    find('.late').hidden = !late || !part.dataset.late;
    write('.late', part.dataset.late);
  };

  const open = () => {
    if (view && !view.closed) { view.focus(); return; }
    view = window.open('', 'medsocial-presenter', 'popup,width=1240,height=800');
    if (!view) { alert(shell.dataset.blocked); return; }
    const { document: sheet } = view;
    sheet.head.replaceChildren(sheet.createElement('meta'));
    sheet.body.replaceChildren(sheet.importNode(shell.content, true));
    sheet.title = sheet.querySelector('title').textContent;
    sheet.documentElement.lang = document.documentElement.lang;
    view.addEventListener('message', show);
    view.addEventListener('keydown', event => { if (!event.target.closest('button')) Deck.press(event); });
    find('.again').addEventListener('click', () => Deck.become({ ...Deck.state(), begun: Date.now() }));
    for (const inner of sheet.querySelectorAll('iframe')) inner.src = `${location.href.split(/[?#]/)[0]}?receiver`;
    show();
  };

  Deck.onChange(show);
  setInterval(beat, 1000);
  return { open };
})();
