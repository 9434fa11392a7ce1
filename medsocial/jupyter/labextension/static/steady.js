/* Cards that are turned keep the height of the tallest one so far, so that Next stays where it was pressed. */

const CARDS = '.ms-activity.widget-box:has(> .ms-turning button)';

export function keepSteady({ panel }) {
  const known = new WeakMap();
  const sizes = new ResizeObserver(entries => {
    for (const { target } of entries) {
      const { width, height } = target.getBoundingClientRect();
      // Another width or size of type: measure anew.
      const shape = `${Math.round(width)} ${panel.node.dataset.medsocialSize}`;
      if (known.get(target)?.shape !== shape) {
        target.style.minHeight = '';
        known.set(target, { shape, height: 0 });
      } else if (height > known.get(target).height + 1) {
        known.get(target).height = height;
        target.style.minHeight = `${Math.ceil(height)}px`;
      }
    }
  });
  let asked = 0;
  const news = new MutationObserver(() => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      for (const card of panel.content.node.querySelectorAll(CARDS)) if (!known.has(card)) sizes.observe(card);
    });
  });
  news.observe(panel.content.node, { subtree: true, childList: true });
  panel.disposed.connect(() => { news.disconnect(); sizes.disconnect(); });
}
