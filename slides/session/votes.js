/* Votes on the projector: counts typed by hand at any moment; where a room serves this deck, votes from its phones too. */
(() => {
  const find = name => document.querySelector(name), hands = find('dialog.hands'), join = find('dialog.join');
  const room = document.getElementById('room'), live = room && !Deck.receiving, words = room?.dataset;
  const letters = 'ABCDEF', base = location.href.split(/[?#]/)[0];
  let heard = null, lost = false;

  const say = (one, many, n) => (n === 1 ? one : many.replace('{n}', n));
  const send = async (act, said) => {
    try {
      const how = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(said) };
      const answer = await fetch(base + act, how);
      if (answer.ok) take(await answer.json());
    } catch {
      lost = true; // what was not heard is said again when the room is back
      paint();
    }
  };

  // ---- what the room says ----------------------------------------------------------------------------------
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const take = state => {
    const returned = lost || !heard;
    if (!returned && state.acts < heard.acts) return; // on its way since before our last act
    heard = state;
    lost = false;
    const typed = {};
    for (const [id, rounds] of Object.entries(state.counts)) {
      for (const [round, { phones, hands: byHand }] of Object.entries(rounds)) {
        const known = Deck.state().counts[id]?.[round - 1];
        if (phones && !same(phones, known)) {
          document.dispatchEvent(new CustomEvent('vote-counts', { detail: { id, round: Number(round), counts: phones } }));
        }
        if (byHand) { typed[id] ??= []; typed[id][round - 1] = byHand; }
      }
    }
    const own = Deck.state().hands ?? {};
    if (Object.entries(typed).some(([id, rounds]) => !same(rounds, own[id]))) {
      Deck.become({ ...Deck.state(), hands: { ...own, ...typed } });
    }
    advise(state.counts);
    const asked = Deck.openVote();
    if (returned) {
      // After a start or a pause of the room: what is open here is open there, and nothing else.
      if (asked && !same(asked, state.open)) send('open', asked);
      else if (!asked && state.open) send('close', state.open);
    }
    paint();
  };

  // What a count means stands in the notes, which only the presenter's view shows.
  const advise = counts => {
    let changed = false;
    for (const { vote, section } of Deck.pages.values()) {
      const rounds = Object.values(counts[vote] ?? {}).filter(one => one.advice.length);
      const place = section.querySelector('.n-count ul');
      if (!place || !rounds.length) continue;
      const lines = rounds.at(-1).advice;
      if (same(lines, [...place.children].map(one => one.textContent))) continue;
      place.replaceChildren(...lines.map(line => Object.assign(document.createElement('li'), { textContent: line })));
      changed = true;
    }
    if (changed) Deck.become(Deck.state());
  };
  // More votes than people is for the facilitator's eyes too; the room sees only that the number is marked.
  const warn = trouble => {
    const notes = Deck.page().section.querySelector('.notes'), place = notes.querySelector('.trouble');
    if ((place?.textContent ?? '') === trouble) return;
    if (trouble) notes.prepend(made(notes, 'trouble'));
    made(notes, 'trouble').textContent = trouble;
    Deck.become(Deck.state());
  };

  // ---- what is seen ------------------------------------------------------------------------------------------
  const made = (parent, name, tag = 'p') => {
    const found = parent.querySelector(`.${name}`);
    if (found) return found;
    const one = Object.assign(document.createElement(tag), { className: name });
    parent.append(one);
    return one;
  };
  const chip = (section, said, bad = false) => {
    const place = made(section, 'votes-in');
    place.textContent = said;
    place.hidden = !said;
    place.classList.toggle('lost', Boolean(bad));
  };
  const way = (figure, { address, code, network }) => {
    const image = figure.querySelector('img');
    if (image.getAttribute('src') !== code) { image.src = code; image.alt = words.alt.replace('{address}', address); }
    figure.querySelector('figcaption').textContent = address;
  };
  const counted = () => {
    const { id, vote, scene } = Deck.page(), { step, counts, framed } = Deck.state(), asked = Deck.openVote();
    if (!heard) return '';
    if (heard.form) return say(words.form, words.forms, heard.votes);
    if (!vote) return '';
    if (asked) return same(heard.open, asked) ? say(words.vote, words.votes, heard.votes + Deck.byHand(asked)) : '';
    const latest = Deck.totals(vote).at(-1);
    if (!latest || (scene ? step > 0 : step >= Deck.page().closed)) return '';
    const most = Math.max(...latest), first = latest.filter(n => n === most).length;
    if (scene && framed >= 0 && first > 1) return words.tie;
    return words.closed.replace('{votes}', say(words.vote, words.votes, latest.reduce((all, n) => all + n, 0)));
  };
  const paint = () => {
    if (!live) return;
    const { section, vote } = Deck.page();
    const said = lost ? (vote ? words.lost : '') : counted();
    if (said || section.querySelector('.votes-in')) chip(section, said, lost || heard?.trouble);
    if (heard) warn(lost ? '' : heard.trouble);
    if (!heard?.join.address) return;
    const title = find('.k-title'), { address, network } = heard.join, here = lost ? words.lost : heard.phones ? say(words.phone, words.phones, heard.phones) : words.none;
    let figure = title.querySelector('.code');
    if (!figure) {
      figure = document.createElement('figure');
      figure.append(document.createElement('img'), document.createElement('figcaption'));
      title.append(figure);
    }
    figure.className = 'code room';
    way(figure, heard.join);
    if (network) made(figure, 'network').textContent = network;
    made(figure, 'phones').textContent = here;
    way(join.querySelector('.code'), heard.join);
    join.querySelector('.network').textContent = network;
    join.querySelector('.phones').textContent = heard.trouble || here;
  };

  // ---- counts by hand ------------------------------------------------------------------------------------------
  const asking = () => {
    const { vote, answers, scene, closed } = Deck.page();
    return vote || scene ? { id: vote || Deck.page().id, round: scene ? 1 : Math.min(Deck.state().step, closed - 1) + 1, answers } : null;
  };
  const openHands = () => {
    const asked = asking(), fields = hands.querySelector('.fields');
    const { closed } = Deck.page(), which = hands.querySelector('.which');
    hands.querySelector('.none').hidden = Boolean(asked);
    which.textContent = asked && closed > 1 ? which.dataset[asked.round > 1 ? 'second' : 'first'] : '';
    for (const button of hands.querySelectorAll('.buttons button')) button.hidden = !asked && button.value !== 'save';
    const typed = asked ? Deck.state().hands?.[asked.id]?.[asked.round - 1] : [];
    fields.replaceChildren(...(asked?.answers ?? []).map((_answer, i) => {
      const label = Object.assign(document.createElement('label'), { textContent: hands.dataset.field.replace('{letter}', letters[i]) });
      label.append(Object.assign(document.createElement('input'), { type: 'number', min: 0, max: 999, inputMode: 'numeric', value: typed?.[i] || '' }));
      return label;
    }));
    Deck.toggle(hands);
    hands.querySelector('input')?.focus();
  };
  hands.addEventListener('close', () => {
    const asked = asking();
    if (hands.returnValue !== 'save' || !asked) return;
    const counts = [...hands.querySelectorAll('input')].map(input => Math.min(999, Math.max(0, Math.round(Number(input.value)) || 0)));
    const before = Deck.state().hands ?? {}, rounds = [...(before[asked.id] || [])];
    rounds[asked.round - 1] = counts;
    Deck.become({ ...Deck.state(), hands: { ...before, [asked.id]: rounds } });
    if (live) send('hands', { id: asked.id, round: asked.round, counts });
  });
  hands.querySelector('.anew')?.addEventListener('click', async () => {
    const { id, round } = asking() ?? {};
    hands.close('');
    if (!id) return;
    const drop = all => ({ ...all, [id]: (all?.[id] || []).slice(0, round - 1) });
    await send('anew', { id, round }); // before it has forgotten, the room would bring the counts back
    Deck.become({ ...Deck.state(), framed: -1, counts: drop(Deck.state().counts), hands: drop(Deck.state().hands) });
  });
  Deck.keys.v = openHands;

  if (!live) return;
  Deck.keys.j = () => Deck.toggle(join);
  join.addEventListener('click', event => { if (event.target.dataset.which !== undefined) send('form', { which: event.target.dataset.which }); });
  document.addEventListener('vote-open', ({ detail }) => send('open', detail));
  document.addEventListener('vote-close', ({ detail }) => send('close', detail));
  Deck.onChange(paint);
  const events = new EventSource(`${base}events`);
  events.addEventListener('message', ({ data }) => take(JSON.parse(data)));
  events.addEventListener('error', () => { lost = true; paint(); });
})();
