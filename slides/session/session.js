/* The deck of a session: where the room stands, what two keys do, and what is seen at each step. No request is made. */
const Deck = (() => {
  const root = document.documentElement, frame = document.querySelector('.reveal');
  const receiving = new URLSearchParams(location.search).has('receiver');
  const sections = [...document.querySelectorAll('.slides section.slide')];
  const letters = 'ABCDEF', listeners = [];

  // What is written into each slide; the state below says the rest.
  const pages = new Map(sections.map(section => [section.id, {
    id: section.id, section,
    part: section.closest('.part'),
    steps: Number(section.dataset.steps), closed: Number(section.dataset.closed), answered: Number(section.dataset.answered),
    lastWord: Number(section.dataset.lastWord),
    at: Number(section.dataset.at), end: Number(section.dataset.end),
    following: section.dataset.following, before: section.dataset.before,
    vote: section.dataset.vote, scene: section.classList.contains('k-scene'),
    answers: [...section.querySelectorAll('.answer')],
    timed: [...section.querySelectorAll('[data-first]')],
    ring: section.querySelector('.ring'),
  }]));
  const first = sections[0].id;
  let state = { at: first, step: 0, framed: -1, picks: {}, marks: {}, counts: {}, hands: {}, trail: [], since: 0, begun: 0 };
  const page = (of = state) => pages.get(of.at);

  // ---- what a key does: a new state from the present one ------------------------------------------------
  const choosing = of => page(of).scene && of.step === 0;
  const stepped = (of, step) => ({ ...of, step, framed: -1, since: Date.now() });
  const taken = (of, which) => ({ ...stepped(of, 1), picks: { ...of.picks, [of.at]: which } });
  const lastStep = (of, id) => pages.get(id).scene && !(id in of.picks) ? 0 : pages.get(id).steps - 1;
  const moved = (of, at, step, trail) => ({ ...stepped(of, step), at, trail, begun: of.begun || Date.now() });

  // Votes from phones and by hand, round by round. The story frames what most chose; of a tie the first.
  const totals = (id, of = state) => [0, 1].map(round => {
    const given = [of.counts[id]?.[round], of.hands?.[id]?.[round]].filter(Boolean);
    return given.length > 1 ? given[0].map((n, i) => n + given[1][i]) : given[0];
  }).filter(Boolean);
  const leading = of => { const [counts] = totals(page(of).vote || of.at, of); return counts ? counts.indexOf(Math.max(...counts)) : 0; };

  const forward = of => {
    const here = page(of);
    if (choosing(of)) return of.framed < 0 ? { ...of, framed: leading(of) } : taken(of, of.framed);
    if (of.step < here.steps - 1) return stepped(of, of.step + 1);
    const to = here.scene ? here.answers[of.picks[of.at]].dataset.to : here.following;
    return to ? moved(of, to, 0, [...of.trail, of.at]) : of;
  };
  const back = of => {
    const here = page(of);
    if (of.framed >= 0) return { ...of, framed: of.framed + 1 < here.answers.length ? of.framed + 1 : -1 };
    if (of.step > 0) return stepped(of, of.step - 1);
    const trail = of.trail.slice(), to = trail.pop() ?? here.before;
    return to ? moved(of, to, lastStep(of, to), trail) : of;
  };
  const goTo = (of, at) => at === of.at ? of : moved(of, at, 0, []);
  const letter = (of, which) => {
    if (choosing(of)) return taken(of, which);
    if (!page(of).vote || page(of).scene) return of;
    return { ...of, marks: { ...of.marks, [of.at]: of.marks[of.at] === which ? -1 : which } };
  };

  // ---- what is seen ---------------------------------------------------------------------------------------
  const within = (step, from, to) => step >= Number(from) && step <= Number(to);
  const shown = (part, on) => part.classList.toggle('off', !on);

  // The scenes of this story that the room has decided on its way here.
  const visited = () => state.trail.filter(id => pages.get(id).scene && pages.get(id).before === page().before);

  const paint = () => {
    const here = page(), { section } = here, picked = state.picks[state.at];
    for (const part of here.timed) shown(part, within(state.step, part.dataset.first, part.dataset.last));
    for (const part of section.querySelectorAll('.follows')) shown(part, state.step === 1 && part.dataset.choice === letters[picked]);
    section.classList.toggle('answered', state.step >= here.answered);
    section.classList.toggle('closing', state.step >= here.lastWord);
    section.classList.toggle('decided', here.scene && state.step === 1);
    const rounds = totals(here.vote || here.id), latest = rounds.at(-1);
    const open = !latest || state.step < here.closed || openVote(state) !== null;
    const share = (counts, i) => { const sum = open || !counts ? 0 : counts.reduce((all, n) => all + n, 0); return sum ? counts[i] / sum : 0; };
    here.answers.forEach((answer, i) => {
      answer.classList.toggle('framed', state.framed === i);
      answer.classList.toggle('taken', here.scene && state.step === 1 && picked === i);
      answer.classList.toggle('room', state.marks[state.at] === i);
      const count = answer.querySelector('.count');
      if (!count) return;
      count.textContent = open ? '' : rounds.map(round => round[i]).join(' → ');
      answer.style.setProperty('--share', share(latest, i));
      answer.style.setProperty('--before', rounds.length > 1 ? share(rounds[0], i) : 0);
    });
    if (here.scene) {
      const done = visited().length + 1;
      const words = section.querySelector('.decision');
      words.textContent = words.dataset.words.replace('{n}', done).replace('{all}', words.dataset.all);
      section.querySelectorAll('.dots i').forEach((dot, i) => dot.classList.toggle('done', i < done));
    }
    const way = section.querySelector('.way');
    if (way) {
      way.hidden = !visited().length;
      way.replaceChildren(way.dataset.words, ...visited().map(id => {
        const step = document.createElement('b'), letter = document.createElement('span');
        letter.className = 'letter';
        letter.textContent = letters[state.picks[id]];
        step.append(letter, pages.get(id).section.dataset.label);
        return step;
      }));
    }
    const said = here.answers[state.framed]?.querySelector('.words') || section.querySelector('.follows:not(.off)');
    document.querySelector('.aloud').textContent = said?.textContent.trim() || '';
    tick();
  };

  // A clock on the slide counts down from the step that starts it.
  const tick = () => {
    const { ring } = page();
    if (!ring) return;
    const whole = Number(ring.dataset.clock), gone = state.step ? Math.min(whole, (Date.now() - state.since) / 1000) : 0;
    const left = Math.ceil(whole - gone);
    ring.querySelector('strong').textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    ring.style.setProperty('--gone', 100 * gone / whole);
    ring.classList.toggle('over', gone >= whole);
  };

  // A vote is open while its question is the headline. Whoever collects votes hears of it and hands counts in.
  const openVote = of => {
    const { vote, scene, closed } = page(of), asked = scene ? of.step === 0 && of.framed < 0 : of.step < closed;
    return vote && asked && !of.counts[vote]?.[of.step] ? { id: vote, round: of.step + 1 } : null;
  };
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  document.addEventListener('vote-counts', ({ detail: { id, round, counts } }) => {
    const rounds = [...(state.counts[id] || [])];
    rounds[round - 1] = counts;
    const next = { ...state, counts: { ...state.counts, [id]: rounds } };
    become(page().scene && page().vote === id && state.framed === 0 ? { ...next, framed: leading(next) } : next);
  });

  const become = next => {
    const was = openVote(state), now = openVote(next);
    state = next;
    const { section } = page();
    if (Reveal.getCurrentSlide() !== section) {
      const { h, v } = Reveal.getIndices(section);
      Reveal.slide(h, v);
    }
    paint();
    if (was && (was.id !== now?.id || was.round !== now.round)) tell('vote-close', was);
    if (now && (was?.id !== now.id || was.round !== now.round)) tell('vote-open', now);
    for (const listener of listeners) listener(state);
  };

  // ---- theme, black, lists ----------------------------------------------------------------------------------
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const wear = theme => { root.dataset.theme = theme; };
  wear(dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', () => wear(dark.matches ? 'dark' : 'light'));
  const help = document.querySelector('dialog.help'), overview = document.querySelector('dialog.overview');
  const toggle = dialog => { const { open } = dialog; document.querySelector('dialog[open]')?.close(); if (!open) dialog.showModal(); };

  // All slides by part: small copies, in which nothing can be found twice by its id.
  const fillOverview = () => {
    if (!overview.childElementCount) {
      for (const part of document.querySelectorAll('.slides .part')) {
        const row = Object.assign(document.createElement('section'), { className: 'row' });
        row.append(Object.assign(document.createElement('h2'), { textContent: part.dataset.title }));
        for (const section of part.querySelectorAll('section.slide')) {
          const button = Object.assign(document.createElement('button'), { type: 'button' });
          const copy = section.cloneNode(true);
          copy.querySelector('.notes').remove();
          copy.removeAttribute('id');
          copy.removeAttribute('hidden');
          copy.removeAttribute('style');
          copy.inert = true;
          copy.classList.remove('past', 'present', 'future');
          button.dataset.to = section.id;
          button.setAttribute('aria-label', `${section.dataset.label}: ${section.querySelector('h1, h2').textContent}`);
          const small = Object.assign(document.createElement('span'), { className: 'small' });
          small.setAttribute('aria-hidden', 'true');
          small.append(copy);
          button.append(small, Object.assign(document.createElement('b'), { textContent: section.dataset.label }));
          row.append(button);
        }
        overview.append(row);
      }
    }
    for (const button of overview.querySelectorAll('button')) button.toggleAttribute('aria-current', button.dataset.to === state.at);
  };
  overview.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    overview.close();
    become(goTo(state, button.dataset.to));
  });
  const openOverview = () => {
    fillOverview();
    toggle(overview);
    overview.querySelector('[aria-current]')?.focus();
  };
  const fullScreen = () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();

  // ---- keys --------------------------------------------------------------------------------------------------
  const ON = ['PageDown', 'ArrowRight', 'ArrowDown', ' ', 'Enter'], BACK = ['PageUp', 'ArrowLeft', 'ArrowUp'];
  const own = {
    s: () => Presenter.open(), o: openOverview, '?': () => toggle(help), f: fullScreen,
    t: () => { wear(root.dataset.theme === 'dark' ? 'light' : 'dark'); become(state); },
    '.': () => Reveal.togglePause(), b: () => Reveal.togglePause(),
    Home: () => become(goTo(state, first)),
    End: () => become(goTo(state, sections.findLast(section => !section.closest('[data-ends="0"]')).id)),
  };
  const press = event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const listed = document.querySelector('dialog[open]');
    if (listed && (!['o', '?', 'v', 'j'].includes(key) || event.target.matches('input'))) return;
    const which = letters.toLowerCase().indexOf(key), here = page();
    if (ON.includes(key) || BACK.includes(key)) {
      // A black screen comes back first.
      if (Reveal.isPaused()) Reveal.togglePause(false);
      else become(BACK.includes(key) || (key === ' ' && event.shiftKey) ? back(state) : forward(state));
    } else if (key.length === 1 && which >= 0 && which < here.answers.length && (here.vote || choosing(state))) {
      become(letter(state, which));
    } else if (own[key]) {
      own[key]();
    } else {
      return;
    }
    event.preventDefault();
  };

  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6, center: false,
    transition: 'none', backgroundTransition: 'none', controls: false, progress: false, slideNumber: false,
    hash: !receiving, respondToHashChanges: !receiving, keyboard: false, touch: false, mouseWheel: false, overview: false,
    help: false, fragments: false, postMessage: false, display: 'flex',
  }).then(() => {
    const follow = () => {
      const at = Reveal.getCurrentSlide().id;
      if (at !== state.at) become(goTo(state, at));
    };
    follow();
    Reveal.on('slidechanged', follow);
    become(state);
    setInterval(tick, 1000);
    if (receiving) {
      window.addEventListener('message', ({ data }) => {
        if (!data.state) return;
        wear(data.theme);
        become(data.state);
      });
      parent.postMessage('deck-ready', '*');
      return;
    }
    document.addEventListener('keydown', press);
    // A tablet has no keys: a tap takes an answer, at the right edge it goes on, at the left edge back.
    frame.addEventListener('click', event => {
      const which = page().answers.indexOf(event.target.closest('.answer')), across = event.clientX / innerWidth;
      if (which >= 0) become(letter(state, which));
      else if (across > 0.9) become(forward(state));
      else if (across < 0.1) become(back(state));
    });
  });

  const byHand = ({ id, round }) => state.hands?.[id]?.[round - 1]?.reduce((all, n) => all + n, 0) ?? 0;
  return { pages, page, press, forward, receiving, totals, byHand, toggle, keys: own, state: () => state, openVote: () => openVote(state),
    become: next => become(next), onChange: listener => listeners.push(listener) };
})();
