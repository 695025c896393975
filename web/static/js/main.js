// The one entry: wakes behaviours on load and after each swap.
import { ownerOf, remember, signOut } from './account/sign_out.js';
import { openDatabase } from './offline/database.js';
import { deskOf, settleSent, tidyDesk } from './offline/desk.js';
import { outbox } from './offline/form.js';
import { createLife } from './offline/life.js';
import { newVersion, offlineLine, waitingCount } from './offline/lines.js';
import { createLock } from './offline/lock.js';
import { createOutbox } from './offline/outbox.js';
import { fillPocket, mayFill, wipePocket } from './offline/pocket.js';
import { createDeliver, createSender } from './offline/sending.js';
import { draft } from './offline/typing.js';
import { waiting } from './offline/waiting.js';
import { keepCalm } from './session_day/calm.js';
import { restFirst } from './session_day/rest.js';
import { advance, copy, light, listen, moment, preview, zone } from './small/small.js';
import { whole } from './small/whole.js';
import { wordsFrom } from './words.js';

const { dataset } = document.body;
const { person: tag = '', epoch, fromPocket, role } = dataset;
const fetch = window.fetch.bind(window);
const clock = {
  now: () => Date.now(),
  after(wait, act) {
    const timer = setTimeout(act, wait);
    return () => clearTimeout(timer);
  },
};
const channel = new BroadcastChannel('tidemark');
const hear = (detail) => dispatchEvent(new CustomEvent('tidemark', { detail }));
function tell(state = '') {
  channel.postMessage(state);
  hear(state);
}
const readAlert = (html) => new DOMParser().parseFromString(html, 'text/html').querySelector('[role=alert]')?.textContent ?? '';
const lock = createLock({ tag, clock, caches, channel: new BroadcastChannel('lock') });
const storage = openDatabase({ factory: () => window.indexedDB, clock, unlocked: lock.unlocked });
const deliver = createDeliver({ fetch, readAlert });
const box = createOutbox({ storage, deliver, locks: navigator.locks, clock, tag, changed: tell });
const send = createSender(box, { clock, onState });
const life = createLife({ locks: navigator.locks, id: crypto.randomUUID() });
const registered = Promise.resolve(navigator.serviceWorker?.register('/service-worker.js', { updateViaCache: 'none' })).catch(() => undefined);
const desk = role === 'staff' && deskOf(tag);
/** @type {Tools} */
const tools = {
  again: new URLSearchParams(location.search).get('again'), go, outbox: box,
  soon: () => Promise.race([send(), new Promise((done) => { setTimeout(done, 5000); })]),
  word: wordsFrom(document.querySelector('#script-words')?.content), caches, clock, deliver, desk, fetch, life, lock, registered, settled: settleSent({ storage, tag }).catch(() => {}), storage, tag, tell,
};
const BEHAVIOURS = {
  advance, copy, draft, light, moment, 'new-version': newVersion, 'offline-line': offlineLine, outbox, preview,
  'sign-out': signOut, waiting, 'waiting-count': waitingCount, whole, zone,
};
const ON_ITS_PAGES = {
  asked: 'intake', finding: 'intake', paper: 'intake', signature: 'intake', mark: 'journal', record: 'journal', waits: 'journal',
  gate: 'session_day', pacer: 'session_day', practice: 'session_day', sitter: 'session_day', news: 'safety', alarm: 'safety',
  keys: 'small', push: 'small', live: 'review', passkey: 'account', lock: 'account', unlock: 'account',
};
const find = async (name) => BEHAVIOURS[name] ?? (ON_ITS_PAGES[name] && (await import(`./${ON_ITS_PAGES[name]}/${name}.js`))[name]);
const awake = new Map();
navigator.clearAppBadge?.();

/** Also to the open page: a mark after # alone would not load it anew. */
function go(path) {
  const { pathname, search } = new URL(path, location.href);
  location.assign(path);
  if (pathname + search === location.pathname + location.search) location.reload();
}

async function wake() {
  for (const element of document.querySelectorAll('[data-behaviour]')) {
    if (awake.has(element)) continue;
    awake.set(element, element.dataset.behaviour.split(' ').map(async (name) => (await find(name))?.(element, tools)));
  }
  for (const [element, stops] of awake) {
    if (!element.isConnected && awake.delete(element)) for (const stop of stops) (await stop)?.();
  }
}

function onState(state) {
  if (state === 'sign-in') wipePocket(caches);
  tell(state);
}

async function afterLoad() {
  const locked = await lock.begin(storage).catch(() => {});
  if (locked?.wiped && locked.tag === tag && await (await import('./account/locking.js')).recover(locked, tools)) location.reload();
  tidyDesk({ storage, clock, tag, owner: ownerOf('') }).catch(() => {});
  if (dataset.cardEnded) for (const name of await caches.keys()) if (name.startsWith('card-')) await caches.delete(name);
  if (!fromPocket) await box.notice(epoch).catch(() => {});
  await send();
  if (fromPocket || !await mayFill(caches, dataset)) return;
  const list = document.querySelector('meta[name=pocket]');
  if (list) await fillPocket({ caches, fetch, clock, tag, paths: list.content.split(' '), open: location.pathname, whole: !('also' in list.dataset), key: lock.key() });
}

channel.onmessage = ({ data }) => (data === 'ended' && tag ? location.reload() : hear(data));
if (tag && role !== 'sitter') remember(desk || tag);
listen(
  [document, 'submit', (event) => {
    if (!event.defaultPrevented && event.target.getAttribute('action') === '/sign-out') remember('');
  }],
  [window, 'online', send],
  [window, 'pageshow', ({ persisted }) => persisted && send()],
  [document, 'visibilitychange', () => document.hidden || send()],
  [document, 'htmx:after:swap', wake],
  [document, 'htmx:error', ({ target }) => {
    const line = target.closest?.('form')?.querySelector('[role=status]');
    if (line) line.textContent = tools.word('not-sent');
  }],
);
const rest = restFirst(dataset, location.pathname, clock.now(), localStorage);
if (rest) location.replace(rest);
if (dataset.calmHours) keepCalm(Number(dataset.calmHours), clock.now());
wake();
afterLoad().catch(() => {});
