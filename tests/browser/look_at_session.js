// Every state of every slide: what is seen, how large it is, whether it fits and whether anything moved.
() => {
  const seen = part => part.checkVisibility({visibilityProperty: true});
  const svg = image => new DOMParser().parseFromString(decodeURIComponent(image.src.split(',').slice(1).join(',')), 'image/svg+xml');
  const count = words => (words.match(/\S*[\p{L}\p{N}]\S*/gu) || []).length;
  const states = [];
  for (const page of Deck.pages.values()) {
    const picks = page.scene ? page.answers.map((_, i) => i) : [0];
    for (let step = 0; step < page.steps; step++) for (const pick of step ? picks : [0]) {
      Deck.become({...Deck.state(), at: page.id, step, framed: -1, picks: {[page.id]: pick}});
      const {section} = page, frame = section.getBoundingClientRect(), k = frame.width / 1280;
      const foot = section.querySelector('.foot').getBoundingClientRect(), faults = [];
      let words = 0, drawn = 0, picture = '';
      const text = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
      while (text.nextNode()) {
        const owner = text.currentNode.parentElement, content = text.currentNode.textContent.trim();
        if (!content || !seen(owner) || owner.closest('.notes')) continue;
        const floor = owner.closest('.foot') ? 16 : owner.closest('.line') ? 20 : 24;
        const size = parseFloat(getComputedStyle(owner).fontSize);
        if (size < floor) faults.push(`${size} px: ${content.slice(0, 30)}`);
        if (!owner.closest('.foot, .line, .letter, .verdict, .ring')) words += count(content);
      }
      for (const image of section.querySelectorAll('.picture img')) {
        if (!seen(image)) continue;
        const root = svg(image).documentElement, box = image.getBoundingClientRect();
        const [, , wide, high] = root.getAttribute('viewBox').split(' ').map(Number);
        const scale = Math.min(box.width / k / wide, box.height / k / high);
        picture = image.closest('.slide').dataset.picture;
        if (!image.alt.trim()) faults.push('a picture without words');
        for (const text of root.querySelectorAll('text')) {
          drawn += count(text.textContent);
          const size = parseFloat(text.getAttribute('font-size')) * scale;
          if (size < 23.9) faults.push(`${size.toFixed(1)} px in the picture: ${text.textContent.slice(0, 30)}`);
        }
      }
      for (const part of section.querySelectorAll('.head, .head *, .body, .body *, .pictures, .picture')) {
        const box = part.getBoundingClientRect();
        if (!box.width || part.closest('.ground, .tally, .k-title .code')) continue;
        if (box.bottom > foot.top + k) { faults.push(`${part.className || part.tagName} ends ${Math.round((box.bottom - foot.top) / k)} too low`); break; }
        if (box.right > frame.right - 20 * k || box.left < frame.left + 20 * k) { faults.push(`${part.className || part.tagName} stands out at the side`); break; }
        if (part.scrollWidth > part.clientWidth + 2 && getComputedStyle(part).display !== 'inline') { faults.push(`${part.className || part.tagName} is wider than its room`); break; }
      }
      if (frame.left < -1 || frame.top < -1 || frame.right > innerWidth + 1 || frame.bottom > innerHeight + 1) faults.push('larger than the screen');
      const place = [...section.querySelectorAll('.answer, .head, .body, .stack, .foot')].map(part => {
        const box = part.getBoundingClientRect(); return [box.left, box.top, box.width, box.height].map(Math.round).join(' '); });
      states.push({id: page.id, kind: section.className.match(/k-(\w+)/)[1], step, words, drawn, faults, picture, place: place.join('|'),
        pick, steps: page.steps, shows: !!section.querySelector('.picture, .quote, .message, .figure, .ring, .steps, .sure')});
    }
  }
  return states;
}
