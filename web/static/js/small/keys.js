// The desk by single keys: they act on the page alone, never while somebody types, and can be switched off (WCAG 2.1.4).
import { listen } from './small.js';

const OFF = 'keys-off';
const MOVES = { j: 1, k: -1 };

/** @type {Behaviour} */
export function keys(box) {
  const use = box.querySelector('input');
  box.hidden = false;
  use.checked = !localStorage.getItem(OFF);
  document.querySelector('[autofocus]')?.focus();

  function move(by) {
    const links = [...document.querySelectorAll('#waiting a[href^="/review/"], #waiting .flag a')];
    const at = links.indexOf(document.activeElement);
    const open = links.findIndex((one) => one.hasAttribute('aria-current'));
    links[at < 0 ? Math.max(open, 0) : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  }

  function press(event) {
    const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
    if (!use.checked || ctrlKey || metaKey || altKey || target.closest('input, textarea, select')) return;
    if (MOVES[key]) move(MOVES[key]);
    else if (key === '?') {
      box.open = !box.open;
      if (box.open) box.querySelector('summary').focus();
    } else if (!repeat && /^[aru]$/.test(key)) {
      const found = document.querySelector(`#desk [data-key=${key}]`);
      found?.[key === 'r' ? 'focus' : 'click']();
    } else return;
    event.preventDefault();
  }

  return listen(
    [document, 'keydown', press],
    [use, 'change', () => (use.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1'))],
  );
}
