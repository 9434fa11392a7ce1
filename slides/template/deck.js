/* Starts the deck; theme, pace, unfolding and printing. No request is made. */
(() => {
  const frame = document.querySelector('.reveal');
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const printing = asked.has('print-pdf') || asked.get('view') === 'print';

  // Light unless the reader's system is dark; the key T changes it. Paper is light.
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const wear = theme => { root.dataset.theme = theme; };
  wear(!printing && dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', () => { if (!printing) wear(dark.matches ? 'dark' : 'light'); });

  if (printing) {
    for (const fold of document.querySelectorAll('details')) { fold.removeAttribute('name'); fold.open = true; }
  }

  // Keys inside a control belong to the control. A fold that was clicked gives the keys back to the deck.
  const own = 'summary, a, button, input, select, textarea, [contenteditable], [tabindex="0"]';
  const inControl = () => {
    const at = document.activeElement;
    return Boolean(at && at !== document.body && at.closest('.slides') && at.matches(own));
  };
  frame.addEventListener('click', event => {
    const control = event.target.closest('summary');
    if (control && event.detail > 0) control.blur();
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && inControl()) { document.activeElement.blur(); event.stopPropagation(); }
  }, true);

  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6, center: false,
    transition: 'none', backgroundTransition: 'none', navigationMode: 'linear',
    controls: false, progress: true, slideNumber: 'c/t', hash: true, respondToHashChanges: true,
    overview: true, help: true, pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1,
    totalTime: Number(frame.dataset.minutes) * 60 || null, defaultTiming: null,
    keyboardCondition: () => !inControl(),
    plugins: [RevealNotes],
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 84, key: 'T', description: frame.dataset.themeKey },
      () => wear(root.dataset.theme === 'dark' ? 'light' : 'dark'));
    const number = document.querySelector('.slide-number');
    if (number) number.setAttribute('aria-hidden', 'true');
  });

  // The pace of a section: a thin line that fills in its minutes, and turns when they are over.
  const line = document.querySelector('.pace');
  let section = null, since = 0;
  const beat = () => {
    const stack = Reveal.getCurrentSlide()?.closest('.stack-of');
    if (stack !== section) { section = stack; since = Date.now(); }
    const minutes = Number(section?.dataset.minutes || 0);
    line.hidden = printing || !minutes;
    const share = minutes ? (Date.now() - since) / (minutes * 60000) : 0;
    line.firstElementChild.style.width = `${Math.min(100, share * 100)}%`;
    line.classList.toggle('over', share > 1);
  };
  Reveal.on('ready', beat);
  Reveal.on('slidechanged', beat);
  setInterval(beat, 1000);
})();
