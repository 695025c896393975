// Opening the phone's store: an older one gains what it lacks and loses nothing, and no tab waits for another for ever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../../web/static/js/offline/database.js';
import { fakeClock, settled } from './fakes.js';

/** A browser's IndexedDB, as far as opening goes. `refuse` is the error that a version meets. */
function browser({ names = [], refuse } = {}) {
  const made = [];
  const asked = [];
  const open = [];
  const factory = () => ({
    open(name, version) {
      asked.push(version);
      const result = {
        objectStoreNames: { contains: (one) => names.includes(one) },
        createObjectStore(one) { made.push(one); return { createIndex() {} }; },
        transaction() { throw new Error('closed'); },
        close() { result.closed = true; },
      };
      open.push(result);
      const request = { result };
      setTimeout(() => {
        if (version && refuse) {
          request.error = Object.assign(new Error(), { name: refuse });
          return request.onerror();
        }
        if (version) request.onupgradeneeded();
        return request.onsuccess();
      });
      return request;
    },
  });
  return { factory, made, asked, open };
}
const read = (phone, clock = fakeClock()) => openDatabase({ factory: phone.factory, clock }).get('meta', 'x').catch((error) => error);

test('a new phone gets every store', async () => {
  const phone = browser();
  await read(phone);
  assert.deepEqual([...new Set(phone.made)].sort(), ['bytes', 'clips', 'drafts', 'kept', 'meta', 'outbox']);
});

test('a store from before recordings gains the new ones, and the old ones are not touched', async () => {
  const phone = browser({ names: ['outbox', 'kept', 'drafts', 'meta'] });
  await read(phone);
  assert.deepEqual([...new Set(phone.made)], ['clips', 'bytes']);
  assert.equal(phone.asked[0], 2);
});

test('where a newer page was first, its store is opened as it is', async () => {
  const phone = browser({ refuse: 'VersionError' });
  await read(phone);
  assert.deepEqual(phone.asked.slice(0, 2), [2, undefined]);
  assert.deepEqual(phone.made, []);
});

test('a newer page that wants in is let in: this one closes its door', async () => {
  const phone = browser();
  await read(phone);
  phone.open[0].onversionchange();
  assert.equal(phone.open[0].closed, true);
});

test('a door that an older tab holds shut is not waited for without end', async () => {
  const clock = fakeClock();
  const silent = { factory: () => ({ open: () => ({}) }) };
  let said;
  read(silent, clock).then((error) => { said = error.message; });
  await settled();
  await clock.pass(11e3);
  assert.equal(said, 'no answer');
});
