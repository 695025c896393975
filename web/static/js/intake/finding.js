// While a medicine is typed: what it may be, asked and never taken for granted (M-05).
import { listen, make } from '../small/small.js';
import { suggest } from './finder.js';

/** @type {Behaviour} */
export async function finding(form, { fetch, clock, word }) {
  const { typed } = form.elements;
  const box = form.querySelector('[data-suggestions]');
  const list = await (await fetch(box.dataset.list)).json();
  let cancel;
  function choice(value, text) {
    const input = Object.assign(make('input', ''), { type: 'radio', name: 'generic', value });
    return make('label', 'choice', input, ` ${text}`);
  }
  function look() {
    const found = suggest(typed.value, list).map(([row, shown]) => [list.rows[row], shown]);
    const rows = found.map(([generic, shown]) => choice(generic, generic === shown ? generic : `${generic} (${shown})`));
    box.hidden = !rows.length;
    box.replaceChildren(make('p', '', box.ariaLabel), make('div', 'choices', ...rows, choice('', word('none-of-these'))));
  }
  function soon() {
    cancel?.();
    cancel = clock.after(200, look);
  }
  if (typed.value !== typed.defaultValue) soon(); // typed before this woke
  return listen([typed, 'input', soon]);
}
