// A page that opens under the phone's lock and seals what it finds, beside whatever another tab does meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLock } from '../../web/static/js/offline/lock.js';
import { fakeCaches, fakeClock, fakeStorage } from './fakes.js';

const KEY = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const lockRow = (more) => ({ store: 'meta', put: { key: 'lock', tag: 'noor', minutes: 2, tries: 0, sealing: true, ...more } });

/** Opens a page; `meanwhile` is done while it seals. Answers the row that is there after. */
async function openPage(meanwhile) {
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), { documentElement: { style: {} }, body: { dataset: {} }, querySelectorAll: () => [] });
  Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker: {} }, configurable: true });
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
