// Before a dose at home: what the clinic's computer would say, said by the phone. It never says that one may (P-40).
import { listen } from '../small/small.js';

const HALF_A_DAY = 12 * 3600e3;
const figure = (text, low, high) => (/^[0-9]{2,3}$/.test(text) && text >= low && text <= high ? Number(text) : NaN);

/** Two figures that a cuff shows, or nothing. */
function pressureOf(form) {
  const upper = figure(form.get('systolic'), 50, 280);
  const lower = figure(form.get('diastolic'), 20, 180);
  return lower < upper ? [upper, lower] : null;
}

/** @type {MissingNow} */
export function missingNow(missing, items, { session, limit, minutes, readingAt, planned }, now) {
  const left = new Set(missing);
  const fresh = (time) => now - Date.parse(time) <= minutes * 60e3;
  if (planned) left[Math.abs(now - Date.parse(planned)) > HALF_A_DAY ? 'add' : 'delete']('day');
  if (readingAt && !fresh(readingAt)) left.add('pressure');
  for (const { kind, path, body, written, state } of items) {
    const form = new URLSearchParams(body);
    if (state === 'refused') continue;
    if (path.endsWith('/P-14') && form.get('session') === session) left[form.get('done') === '1' && form.get('words') ? 'delete' : 'add']('sitter');
    if (!path.includes(session)) continue;
    if (kind === 'arrival' && form.get('ride') === 'no') left.add('sitter');
    if (kind === 'arrival') left[form.get('fasting') === 'kept' ? 'delete' : 'add']('fasting');
    const pressure = kind === 'pressure' && pressureOf(form);
    if (!pressure) continue;
    if (pressure[0] > limit[0] || pressure[1] > limit[1]) left.add('gate');
    else if (fresh(written)) left.delete('pressure');
  }
  if (left.has('gate')) left.delete('pressure');
  return left;
}

/** @type {Behaviour} */
export function gate(element, { outbox, storage, clock, tag }) {
  const { session, missing, limit, again, minutes, readingAt, started, known, planned } = element.dataset;
  const { fromPocket } = document.body.dataset;
  const pair = (text) => text.split(' ').map(Number);
  const shown = known.split(' ');

  /** What the page cannot know of: by the id where there is one, so that no clock is asked. */
  async function news() {
    const kept = (await storage.all('kept', tag)).filter(({ at, body }) => {
      const id = new URLSearchParams(body).get('id');
      return id ? !shown.includes(id) : fromPocket && at > fromPocket;
    });
    return [...kept, ...await outbox.waiting()].sort((a, b) => a.order - b.order);
  }
  async function fill() {
    const items = await news();
    const facts = { session, limit: pair(limit), minutes: Number(minutes), readingAt, planned };
    const left = missingNow(missing ? missing.split(' ') : [], items, facts, clock.now());
    const mine = items.filter(({ path, state }) => path.includes(session) && state !== 'refused');
    const taken = started || mine.some(({ kind }) => kind === 'taken');
    const high = taken && mine.some(({ kind, body }) => {
      const pressure = kind === 'pressure' && pressureOf(new URLSearchParams(body));
      return pressure && (pressure[0] >= pair(again)[0] || pressure[1] >= pair(again)[1]);
    });
    for (const line of element.querySelectorAll('[data-item]')) {
      const { item, done } = line.dataset;
      const last = items.filter(({ path, body }) => path.endsWith(`/${item}`) && body.includes(session)).at(-1);
      if (!last || last.state === 'refused' || new URLSearchParams(last.body).get('done') !== '1') continue;
      line.className = 'done';
      line.querySelector('.state').textContent = done;
      if (line.querySelector('form')) line.querySelector('form').hidden = true;
    }
    const stops = [...left].some((name) => name !== 'fasting');
    for (const part of element.querySelectorAll('[data-when]')) {
      const { when } = part.dataset;
      if (when === 'again') part.hidden &&= !high;
      else if (when === 'taken') part.hidden = !taken;
      else part.hidden = Boolean(taken) || (when === 'ready' ? stops : !left.has(when));
    }
  }
  fill().catch(() => {}); // what the page came with stays
  return listen([window, 'tidemark', fill], [document, 'visibilitychange', fill]);
}
