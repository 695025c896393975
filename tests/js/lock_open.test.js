// A page that opens under the phone's lock and seals what it finds, beside whatever another tab does meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLock } from '../../web/static/js/offline/lock.js';
import { fakeCaches, fakeClock, fakeStorage, settled } from './fakes.js';

const KEY = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const lockRow = (more) => ({ store: 'meta', put: { key: 'lock', tag: 'noor', minutes: 2, tries: 0, sealing: true, ...more } });

/** A browser as far as the lock meets it. Answers where the page was sent, and what is shown of it. */
function browser() {
  const style = {};
  const went = [];
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), {
    documentElement: { style }, body: { dataset: {}, replaceChildren() {} }, forms: [], querySelectorAll: () => [],
  });
  globalThis.location = { pathname: '/account/lock', search: '', replace: (path) => went.push(path) };
  Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker: { controller: {} } }, configurable: true });
  return { style, went };
}

/** Opens a page; `meanwhile` is done while it seals. Answers the row that is there after. */
async function openPage(meanwhile) {
  browser();
  const storage = Object.assign(fakeStorage(), { reseal: () => meanwhile(storage) });
  await storage.write([lockRow()]);
  const lock = createLock({ tag: 'noor', clock: fakeClock(), caches: fakeCaches(), channel: { postMessage() {} } });
  lock.hold(KEY);
  await lock.begin(storage);
  return storage.get('meta', 'lock');
}

test('it says that all is sealed once it is', async () => {
  let sealing;
  const row = await openPage(async (storage) => { ({ sealing } = await storage.get('meta', 'lock')); });
  assert.deepEqual([sealing, row.sealing], [true, undefined]);
});

test('what was chosen and counted in another tab while it sealed stays so', async () => {
  const row = await openPage((storage) => storage.write([lockRow({ minutes: 15, tries: 3, device: 'a new one' })]));
  assert.deepEqual([row.minutes, row.tries, row.device, row.sealing], [15, 3, 'a new one', undefined]);
});

test('a lock that was switched off while it sealed does not come back', async () => {
  assert.equal(await openPage((storage) => storage.write([{ store: 'meta', remove: 'lock' }])), undefined);
});

/** A page of `tag` that asks the others for the key, of whom one answers after `ms`. */
async function asking(ms, { tag = 'noor' } = {}) {
  const { style, went } = browser();
  const [storage, clock, asked] = [fakeStorage(), fakeClock(), []];
  const channel = { postMessage: (what) => asked.push(what) };
  await storage.write([lockRow({ sealing: undefined })]);
  const lock = createLock({ tag, clock, caches: fakeCaches(), channel });
  clock.after(ms, () => channel.onmessage({ data: { key: KEY } }));
  let begun = false;
  lock.begin(storage).then(() => { begun = true; });
  await settled();
  return { style, went, clock, lock, asked, begun: () => begun };
}

test('a key that comes late takes nothing away that was typed meanwhile, and nothing of the page shows until then', async () => {
  const { style, went, clock, lock, asked } = await asking(1500);
  await clock.pass(400);
  assert.deepEqual([asked, style.opacity], [['ask'], undefined]);
  await clock.pass(400);
  assert.equal(style.opacity, 0);
  await clock.pass(2500);
  assert.deepEqual([lock.key(), style.opacity, went], [KEY, '', []]);
});

test('where nobody answers, the page is locked', async () => {
  const { went, clock, lock } = await asking(60e3);
  await clock.pass(8000);
  assert.deepEqual([lock.key(), went], [undefined, ['/account/lock']]);
});

test('who is not its owner neither waits long for it nor loses the page', async () => {
  const { style, went, clock, begun } = await asking(60e3, { tag: 'mara' });
  await clock.pass(520);
  assert.deepEqual([begun(), style.opacity, went], [true, undefined, []]);
});
