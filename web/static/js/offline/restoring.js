// Words of tabs that ended come back or are offered, never deleted.
import { make, when } from '../small/small.js';
import { fieldOf, fillFields } from './fields.js';

/** Hidden fields that are part of what was being written. */
export const CARRIED = ['parent', 'media'];
const TEXT = ['textarea', 'text'];

/** @type {Joined} */
export function joined(old, now) {
  if (now.startsWith(old)) return now;
  return old.startsWith(now) ? old : `${old}\n${now}`;
}

/** @type {Restore} */
export function restore(form, draft, over = false) {
  const { savedAt } = form.dataset;
  const theirs = ({ name, defaultValue }) => draft?.fields?.some(([kept, value]) => kept === name && value === defaultValue); // refused, and sent back
  const blank = [...form.elements].every((field) => field.type !== 'textarea' || !field.defaultValue || theirs(field));
  if (!draft?.fields || (!over && (savedAt ? savedAt >= draft.at : !blank))) return false;
  const typed = (old, now, field) => (now === field.defaultValue ? old : joined(old, now));
  fillFields(form, draft.fields, { hidden: CARRIED, join: over ? undefined : typed });
  return true;
}

/** What stands there stays, and so does what it grew from. @type {BringIn} */
export function bringIn(form, { fields }) {
  for (const [name, value] of fields) {
    const field = fieldOf(form, name);
    if (field?.type === 'textarea') field.value = joined(field.value, value).trimStart();
    if (name === 'media' && field) field.value = `${field.value} ${value}`.trim();
  }
}

/** @type {FirstWords} */
export function firstWords(form, { fields }) {
  const texts = [...form.elements].filter(({ type }) => TEXT.includes(type)).map(({ name }) => name);
  return fields.filter(([name, value]) => texts.includes(name) && value.trim()).map(([, value]) => value.trim().slice(0, 90))[0] ?? '';
}

/** @type {HasWords} */
export const hasWords = (form, draft) => Boolean(firstWords(form, draft) || draft.fields.some(([name, value]) => name === 'media' && value));

/** @type {Offer} */
export function offer({ form, line, word, found, take }) {
  if (!found.length || !line) return;
  const rows = found.map((one) => {
    const button = make('button', 'button second', word('bring-in'));
    button.type = 'button';
    const row = make('li', 'stack', make('p', 'said', firstWords(form, one) || word('recorded')), make('p', 'fine', when(one.at)), button);
    button.onclick = async () => {
      button.disabled = true;
      await take(one);
      row.remove();
      if (!list.firstChild) box.remove();
      form.querySelector('textarea')?.focus();
    };
    return row;
  });
  const list = make('ul', 'rows', ...rows);
  const box = make('section', 'notice stack', make('h2', '', word('other-words')), list);
  line.after(box);
}
