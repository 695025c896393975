// What is still on this phone, as rows.
import { listen, make, when } from '../small/small.js';

const GONE = [404, 409];

/** A recording is one thing, however many pieces it goes in; where one of them is refused, that one. @type {Things} */
export function thingsOf(items) {
  const first = new Map();
  for (const item of items) {
    const name = item.media ?? item.key;
    if (!first.has(name) || (item.state === 'refused' && first.get(name).state !== 'refused')) first.set(name, item);
  }
  return [...first.values()];
}

/** What a person wrote, without what only the clinic's computer reads. @type {WordsIn} */
export function wordsIn(fields) {
  const all = [...fields];
  return all.find(([name, value]) => name === 'body' && value)?.[1] ?? all.map(([, value]) => value).filter((value) => /\S\s+\S/.test(value)).join('\n');
}

/** Where its words can be corrected. @type {MendAt} */
export function mendAt({ kind, from, key, body, status }) {
  const edited = from?.endsWith('/edit') && !GONE.includes(status);
  const prompt = new URLSearchParams(body).get('prompt') || 'own';
  return kind === 'entry' && !edited ? `/journal/write?prompt=${prompt}&again=${key}` : `${from}?again=${key}`;
}

/** @type {RowOf} */
export function rowOf(item, word, ...more) {
  const time = item.written ?? item.at;
  const words = item.kind === 'entry' ? wordsIn(new URLSearchParams(item.body)) || item.label : item.label;
  const marks = make('span', 'marks', make('i', 'y'), make('i', ''), make('i', ''), make('i', ''));
  marks.ariaHidden = 'true';
  const state = make('span', '', word('on-phone'));
  if (item.state === 'refused') {
    state.replaceChildren(item.message || word('refused'));
    if (!item.media && item.from) {
      const link = make('a', 'go', word('again'));
      link.href = mendAt(item);
      state.append(' ', link);
    }
  }
  return make('li', '', make('p', 'day', when(time, { timeStyle: 'short' }), make('small', '', when(time, { day: 'numeric', month: 'short' }))),
    make('div', '', make('p', 'said', words ?? ''), ...more, make('p', 'receipt', marks, state)));
}

/** While it runs, being asked again means once more, not once for each. @type {Once} */
export function once(work) {
  let running;
  let again = false;
  return async (...given) => {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await work(...given);
      }
    })().finally(() => { running = null; });
    return running;
  };
}

/** Loading the page anew would take away what is typed or ticked in it. @type {Typing} */
export const typing = (forms) => [...forms].some(({ elements }) => [...elements].some(({ type, value, defaultValue, checked, defaultChecked }) => (
  checked !== defaultChecked || (type !== 'hidden' && defaultValue !== undefined && value !== defaultValue))));

/** When the newest of it came to the clinic, if that was after the page was asked for. @type {NewestSince} */
export const newestSince = (kept, opened, now) => kept.map(({ at }) => at).filter((at) => Date.parse(at) > opened && Date.parse(at) <= now).sort().pop();

/** @type {Behaviour} */
export function waiting(element, { tag, outbox, storage, clock, word, go }) {
  const { of = '' } = element.dataset;
  const list = element.querySelector('[data-list]') ?? element;
  const opened = clock.now() - performance.now();
  const head = list.previousElementSibling;
  let shown; // as the page opened
  let leaving = false; // loading this page anew would take the person back
  function fillWith(rows, still = true) {
    list.replaceChildren(...rows);
    head?.toggleAttribute('hidden', !still);
    element.hidden = !list.firstChild;
  }
  function comeAgain() {
    if (!leaving && !typing(document.forms)) return go(location.pathname);
    const link = make('a', 'go', word('show-arrived'));
    link.href = location.pathname;
    fillWith([make('li', '', word('arrived'), ' ', link)], false);
  }
  const fill = once(async () => {
    const items = tag ? await outbox.waiting().then(thingsOf, () => null) : [];
    const arrived = items && items.length < shown && !items.some(({ state }) => state === 'waiting');
    // A clinic that was restored has what it lacks asked for again.
    if (items) shown = Math.max(shown ?? items.length, items.filter(({ epoch, state }) => epoch && state === 'waiting').length);
    if (arrived && navigator.onLine) return comeAgain();
    const rows = items?.filter(({ path, state }) => state === 'refused' || `${path}`.startsWith(of)).reverse();
    fillWith(rows?.map((item) => rowOf(item, word)) ?? [make('li', '', word('cannot-read'))]);
  });
  /** What the last page sent may have arrived after this one was asked for: then it lacks it. Once for each. */
  async function lacking() {
    const newest = tag && navigator.onLine && newestSince(await storage.all('kept', tag), opened, clock.now());
    if (!newest || sessionStorage.lacked === newest) return;
    sessionStorage.lacked = newest;
    comeAgain();
  }
  fill().then(lacking).catch(() => {});
  return listen([window, 'tidemark', fill], [window, 'beforeunload', () => { leaving = true; }], [document, 'click', ({ target }) => {
    leaving ||= Boolean(target.closest?.('a[href]:not([href^="#"], [download])')); // iOS tells no page that it is being left
  }]);
}
