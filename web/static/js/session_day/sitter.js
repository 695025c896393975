// The sitter's card: a clock that counts up, one look after the other, the same without a network.
import { fillPocket } from '../offline/pocket.js';
import { listen } from '../small/small.js';

const MINUTE = 60e3;

/** @type {LooksOf} */
export function looksOf(items, known) {
  return items.filter(({ kind, state }) => kind === 'check' && state !== 'refused').map(({ body, written }) => {
    const form = new URLSearchParams(body);
    return { id: form.get('id'), well: form.get('well') === '1', at: Date.parse(written) };
  }).filter(({ id }) => !known.includes(id)).sort((a, b) => a.at - b.at);
}

/** @type {DueAt} */
export const dueAt = (dose, looks, every) => {
  const last = Math.max(dose || 0, ...looks);
  return last ? last + every * MINUTE : 0;
};

/** @type {Behaviour} */
export function sitter(element, { outbox, storage, clock, caches, fetch, tag, word }) {
  const { every, ends, dose, zone } = element.dataset;
  const { lang } = document.documentElement;
  const all = (selector) => [...element.querySelectorAll(selector)];
  const say = (selector, text) => { element.querySelector(selector).textContent = text; };
  const reveal = (when, yes) => all(`[data-when=${when}]`).forEach((part) => { part.hidden = !yes; });
  const hour = (time) => new Date(time).toLocaleTimeString(lang, { timeStyle: 'short', timeZone: zone }).replaceAll('.', '');
  const served = all('[data-looks] li').map(({ dataset }) => dataset);
  const handed = all('[data-when=handed]').some((part) => !part.hidden);
  let cancel;

  function since(minutes) {
    const values = { n: minutes, h: Math.floor(minutes / 60), m: minutes % 60 };
    return word(minutes < 60 ? 'since-minutes' : 'since-hours', values);
  }
  function timeline(minutes) {
    const phases = all('[data-from]');
    const now = phases.findLast((phase) => minutes >= Number(phase.dataset.from));
    for (const phase of phases) {
      phase.classList.toggle('now', phase === now);
      for (const part of phase.querySelectorAll('[data-about-now]')) part.hidden = phase !== now;
    }
  }
  async function end() {
    for (const name of await caches.keys()) if (name.startsWith('card-')) await caches.delete(name);
    element.replaceChildren(word('card-ended'));
  }
  async function fill() {
    cancel?.();
    const now = clock.now();
    if (now > Date.parse(ends) && !(await outbox.waiting()).length) return end();
    const items = [...await storage.all('kept', tag), ...await outbox.waiting()];
    const looks = looksOf(items, served.map(({ id }) => id));
    const taken = items.find(({ kind, state }) => kind === 'taken' && state !== 'refused');
    const start = Date.parse(dose) || Date.parse(taken?.written);
    const times = [...served.map(({ at }) => Date.parse(at)), ...looks.map(({ at }) => at)];
    const due = dueAt(start, times, every);
    for (const row of all('[data-looks] [data-mine]')) row.remove();
    for (const { at, well } of looks) {
      const row = document.createElement('li');
      row.dataset.mine = 'yes';
      row.textContent = `${hour(at)}, ${word(well ? 'looked-well' : 'looked-unsure')}`;
      element.querySelector('[data-looks]').append(row);
    }
    if (start) {
      const minutes = Math.max(Math.floor((now - start) / MINUTE), 0);
      say('[data-since]', since(minutes));
      timeline(minutes);
    }
    const next = hour(due);
    say('[data-next]', due ? word(now >= due ? 'look-now' : 'look-next', { next }) : '');
    const done = handed || items.some(({ kind, state }) => kind === 'handover' && state !== 'refused');
    reveal('before', !start);
    const last = items.filter(({ kind }) => kind === 'check').at(-1); // also one that was refused: the sitter saw what they saw
    const unsure = last ? new URLSearchParams(last.body).get('well') === '0' : served.at(-1)?.unsure === 'yes';
    reveal('unsure', unsure);
    reveal('ended', items.some(({ state, status }) => state === 'refused' && status === 410));
    reveal('handed', done);
    reveal('not-handed', !done);
    cancel = clock.after(20e3, fill);
  }

  fill().catch(() => {});
  if (!document.body.dataset.fromPocket) {
    const { pathname } = location;
    fillPocket({ caches, fetch, clock, tag, paths: [pathname], open: pathname, name: `card-${tag}` }).catch(() => {});
  }
  const stop = listen([window, 'tidemark', fill], [document, 'visibilitychange', fill]);
  return () => {
    stop();
    cancel?.();
  };
}
