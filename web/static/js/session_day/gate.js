// Before a dose at home: what the clinic's computer would say, said by the phone. It never says that one may (P-40).
import { listen } from '../small/small.js';

const above = (form, [systolic, diastolic], at) => {
  const [upper, lower] = [Number(form.get('systolic')), Number(form.get('diastolic'))];
  return at ? upper >= systolic || lower >= diastolic : upper > systolic || lower > diastolic;
};

/** @type {MissingNow} */
export function missingNow(missing, items, { session, limit, minutes, readingAt }, now) {
  const left = new Set(missing);
  const fresh = (time) => now - Date.parse(time) <= minutes * 60e3;
  if (readingAt && !fresh(readingAt)) left.add('pressure');
  for (const { kind, path, body, written, state } of items) {
    const form = new URLSearchParams(body);
    if (path.endsWith('/P-14') && form.get('done') === '1' && form.get('words')) left.delete('sitter');
    if (kind !== 'pressure' || state === 'refused' || !path.includes(session)) continue;
    if (above(form, limit)) left.add('gate');
    else if (fresh(written)) left.delete('pressure');
  }
  if (left.has('gate')) left.delete('pressure');
  return left;
}

/** @type {Behaviour} */
export function gate(element, { outbox, storage, clock, tag }) {
  const { session, missing, limit, again, minutes, readingAt, started, known } = element.dataset;
  const pair = (text) => text.split(' ').map(Number);

  async function fill() {
    const news = ({ body }) => !known.includes(new URLSearchParams(body).get('id') ?? ' '); // no clock is asked
    const items = [...await storage.all('kept', tag), ...await outbox.waiting()].filter(news);
    const facts = { session, limit: pair(limit), minutes: Number(minutes), readingAt };
    const left = missingNow(missing ? missing.split(' ') : [], items, facts, clock.now());
    const taken = started || items.some(({ kind, path, state }) => kind === 'taken' && path.includes(session) && state !== 'refused');
    const high = taken && items.some(({ kind, path, body }) => (
      kind === 'pressure' && path.includes(session) && above(new URLSearchParams(body), pair(again), true)));
    for (const line of element.querySelectorAll('[data-item]')) {
      const { item, done } = line.dataset;
      if (!items.some(({ path, body }) => path.endsWith(`/${item}`) && new URLSearchParams(body).get('done') === '1')) continue;
      line.className = 'done';
      line.querySelector('.state').textContent = done;
      if (line.querySelector('form')) line.querySelector('form').hidden = true;
    }
    for (const part of element.querySelectorAll('[data-when]')) {
      const { when } = part.dataset;
      if (when === 'again') part.hidden &&= !high;
      else if (when === 'taken') part.hidden = !taken;
      else part.hidden = Boolean(taken) || (when === 'ready' ? left.size > 0 : !left.has(when));
    }
  }
  fill().catch(() => {}); // what the page came with stays
  return listen([window, 'tidemark', fill], [document, 'visibilitychange', fill]);
}
