// What is still on this phone, as rows and as a number.
import { listen } from '../small/small.js';

function make(name, className, ...children) {
  const node = document.createElement(name);
  node.className = className;
  node.append(...children);
  return node;
}

function row(item, word) {
  const { lang } = document.documentElement;
  const time = new Date(item.written ?? item.at);
  const hour = time.toLocaleTimeString(lang, { timeStyle: 'short' });
  const day = time.toLocaleDateString(lang, { day: 'numeric', month: 'short' });
  const entry = item.kind === 'entry';
  const words = entry ? new URLSearchParams(item.body).get('body') : item.label;
  const marks = make('span', 'marks', make('i', 'y'), make('i', ''), make('i', ''), make('i', ''));
  marks.ariaHidden = 'true';
  const state = make('span', '', word('on-phone'));
  if (item.state === 'refused') {
    const link = make('a', 'go', word('again'));
    link.href = `${entry ? '/journal/write' : item.from}?again=${item.key}`;
    state.replaceChildren(item.message || word('refused'), ' ', link);
  }
  return make('li', '', make('p', 'day', hour, make('small', '', day)),
    make('div', '', make('p', 'said', words ?? ''), make('p', 'receipt', marks, state)));
}

/** @type {Behaviour} */
export function waiting(element, { tag, outbox, word, go }) {
  const list = element.querySelector('[data-list]') ?? element;
  let shown = 0;
  async function fill() {
    const items = tag ? await outbox.waiting().catch(() => null) : [];
    const arrived = items && items.length < shown && !items.some(({ state }) => state === 'waiting');
    shown = Math.max(shown, items?.length ?? 0);
    if (arrived && navigator.onLine) return go(location.pathname);
    list.replaceChildren(...(items?.reverse().map((item) => row(item, word)) ?? [make('li', '', word('cannot-read'))]));
    element.hidden = !list.firstChild;
  }
  fill();
  return listen([window, 'tidemark', fill]);
}

/** @type {Behaviour} */
export function waitingCount(element, { outbox, word }) {
  const text = element.querySelector('[data-text]') ?? element;
  const link = element.querySelector('[data-sign-in]');
  async function fill({ detail = '' }) {
    const n = await outbox.waiting().then((items) => items.length, () => -1);
    text.textContent = n < 0 ? word('cannot-read') : word(n === 1 ? 'waiting-one' : 'waiting-n', { n });
    if (link && detail) link.hidden = detail !== 'sign-in';
    element.hidden = !n;
  }
  fill({});
  return listen([window, 'tidemark', fill]);
}
