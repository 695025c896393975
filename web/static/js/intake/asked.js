// Questions one at a time, with what this phone keeps in their forms.
import { fillFields } from '../offline/fields.js';
import { listen } from '../small/small.js';

/** The latest that was sent or waits, where the page does not know it yet. @type {NewestOf} */
export const newestOf = (items, path, since = '') => items
  .filter((item) => item.path === path && item.body && item.written > since).sort((a, b) => b.order - a.order)[0];

/** @type {Behaviour} */
export function asked(element, { storage, tag, go }) {
  async function fill() {
    const items = [...await storage.all('kept', tag), ...await storage.all('outbox', tag)];
    for (const form of element.querySelectorAll('form')) {
      const kept = newestOf(items, form.getAttribute('action'), form.dataset.savedAt);
      if (kept) fillFields(form, new URLSearchParams(kept.body));
    }
  }
  fill().catch(() => {});
  return listen([element, 'reopened', ({ target }) => { location.hash = target.closest('.ask').id; }], [element, 'stayed', ({ target, detail }) => {
    const then = target.querySelector('[data-then]:checked')?.dataset.then ?? detail;
    const [path, hash] = then.split('#');
    if (hash && path === location.pathname) location.hash = hash;
    else go(then);
  }]);
}
