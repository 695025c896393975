// While the lock is on, its key is in open pages alone: one gives it to the next, and all forget it together.
import { listen } from '../small/small.js';
import { draftOf } from './drafts.js';
import { sealPocket } from './pocket.js';

/** @type {CreateLock} */
export function createLock({ tag, clock, caches, channel }) {
  const { documentElement: root, body } = document;
  const { serviceWorker } = navigator;
  let key;
  let asking;
  let minutes; // where it is on, and open
  let away;
  let here; // another tab is in sight
  let escaped;
  const tell = (what) => channel.postMessage(what);
  const wait = (ms) => new Promise((done) => { clock.after(ms, done); });
  const tooLong = () => clock.now() - away >= minutes * 60e3;
  const inUse = () => !document.hidden || body.dataset.running === 'yes'; // a breath goes on with closed eyes
  /** A slow phone answers late. Its owner's page shows nothing meanwhile, and is not taken away at once: there may be words in it. */
  async function ask(own) {
    tell('ask');
    for (let left = own ? 150 : 25; left && !key; left -= 1) {
      if (left === 125) root.style.opacity = 0;
      await wait(20);
    }
    if (key) root.style.opacity = '';
  }
  async function find(row) {
    await (asking ??= ask(row.tag === tag));
    return key;
  }

  /** What is typed goes on into its draft while nothing of the page is left. */
  async function shut() {
    const saved = [...document.forms].map((form) => draftOf(form)?.save());
    minutes = undefined;
    document.title = 'Tidemark';
    body.replaceChildren();
    await Promise.race([Promise.all(saved), wait(2000)]);
    key = undefined;
    location.replace(serviceWorker.controller ? location.pathname + location.search : '/lock');
  }
  function hide() {
    tell('lock');
    return shut();
  }
  async function look() {
    if (inUse()) return;
    here = false;
    tell('away');
    await wait(500);
    if (here) leave(5000);
    else if (!inUse() && tooLong()) hide();
  }
  function leave(more = 0) {
    away = clock.now();
    clock.after(minutes * 60e3 + more, look);
  }
  function seen() {
    root.style.opacity = document.hidden ? 0 : '';
    if (document.hidden) leave();
    else if (tooLong()) hide();
    else away = undefined;
  }
  function escape({ timeStamp, key: pressed }) {
    if (pressed !== 'Escape') return;
    if (timeStamp - escaped < 1000) hide();
    escaped = timeStamp;
  }
  /** The next page asks for it, also after a form that passes no worker. What the browser keeps of this one shows nothing. */
  function part() {
    root.style.opacity = 0;
    serviceWorker.controller?.postMessage({ key });
  }

  channel.onmessage = ({ data }) => {
    key ??= data.key;
    if (minutes === undefined) return;
    if (data === 'ask' && (inUse() || !tooLong())) tell({ key });
    if (data === 'lock') shut();
    if (data === 'away' && inUse()) tell('here');
    here ||= data === 'here';
  };

  return {
    hide,
    /** Signed out: nobody needs it, and nobody keeps it. */
    forget() {
      tell('lock');
      key = minutes = undefined;
    },
    key: () => key,
    hold(found) {
      key = found;
      minutes ??= 0;
    },
    /** For rows that are kept. Whose they are not, does without. */
    async unlocked(row) {
      if (!row || row.wiped || key || await find(row) || row.tag !== tag) return key;
      throw new Error('locked');
    },
    /** Answers what the phone has of a lock that is on. */
    async begin(storage) {
      const row = await storage.get('meta', 'lock');
      if (!row || row.wiped) return row;
      if (row.tag === tag) await caches.open('locked');
      if (!key && !await find(row)) return row.tag === tag && shut();
      minutes = row.minutes;
      listen([document, 'visibilitychange', seen], [document, 'keydown', escape], [window, 'pagehide', part], [window, 'pageshow', ({ persisted }) => persisted && shut()]);
      for (const button of document.querySelectorAll('[data-hide]')) Object.assign(button, { hidden: false, onclick: hide });
      if (row.sealing) {
        await sealPocket(caches, key);
        await storage.reseal();
        await storage.write([{ store: 'meta', set: { key: 'lock', sealing: undefined } }]);
      }
      return row;
    },
  };
}
