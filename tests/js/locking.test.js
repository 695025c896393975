// The phone's lock: the PIN's key, tries that are counted first, and what is left when it is not opened.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asKey, empty, forPin, handOver, recover, switchOff, tryPin, waitFor } from '../../web/static/js/account/locking.js';
import { lockWith, openWith } from '../../web/static/js/offline/seal.js';
import { fakeCaches, fakeClock, fakeLocks, fakeStorage } from './fakes.js';

const RAW = new Uint8Array(32).fill(7);
const MINUTE = 60e3;
globalThis.localStorage ??= { getItem: () => null, setItem() {}, removeItem() {} };

async function phone({ pin = '2718' } = {}) {
  const storage = fakeStorage();
  const clock = fakeClock();
  const locks = fakeLocks();
  await storage.write([{ store: 'meta', put: { key: 'lock', tag: 'noor', minutes: 2, tries: 0, escrow: new Uint8Array(60), pin: await forPin(RAW, pin) } }]);
  const row = () => storage.get('meta', 'lock');
  return { storage, clock, locks, row, again: (typed) => tryPin(typed, { storage, clock, locks }) };
}

test('the PIN opens the key, with blanks around it or not, and words as well as figures', async () => {
  const { again } = await phone({ pin: 'sea glass é' });
  assert.deepEqual((await again(' sea glass e\u0301 ')).raw, RAW);
});

test('the key that pages hold cannot be taken out again', async () => {
  await assert.rejects(crypto.subtle.exportKey('raw', await asKey(RAW)));
});

test('what is kept of a PIN says neither it nor the key, and no two are alike', async () => {
  const [one, two] = [await forPin(RAW, '2718'), await forPin(RAW, '2718')];
  assert.notDeepEqual(one.salt, two.salt);
  assert.notDeepEqual(new Uint8Array(one.data), new Uint8Array(two.data));
  assert.equal(Buffer.from(one.data).includes(Buffer.from(RAW)), false);
});

test('a wrong try is counted before it is made: a phone that is switched off in its middle has counted it', async () => {
  const { storage, row, again } = await phone();
  const write = storage.write;
  let tries;
  storage.write = async (operations) => {
    await write(operations);
    tries ??= (await row()).tries;
  };
  assert.deepEqual(await again('1111'), { said: 'wrong', n: 9 });
  assert.equal(tries, 1);
});

test('tries from two tabs at once are counted apart', async () => {
  const { again, row } = await phone();
  await Promise.all([again('1111'), again('2222'), again('3333')]);
  assert.equal((await row()).tries, 3);
});

test('a try says nothing about what changed while its key was made: another minutes, a new way in, a phone that was emptied', async () => {
  for (const typed of ['1111', '2718']) {
    const { storage, row, again } = await phone();
    const trying = again(typed);
    await new Promise((done) => { setTimeout(done, 5); });
    await storage.write([{ store: 'meta', put: { ...await row(), minutes: 15, device: 'a new one' } }]);
    await trying;
    const { minutes, device } = await row();
    assert.deepEqual([minutes, device], [15, 'a new one']);
  }
  const { storage, row, again } = await phone();
  const trying = again('1111');
  await new Promise((done) => { setTimeout(done, 5); });
  await storage.write([{ store: 'meta', remove: 'lock' }]);
  await trying;
  assert.equal(await row(), undefined, 'switched off stays off');
});

test('after the tenth no other is made, even where the phone was not emptied yet', async () => {
  const { storage, row, again } = await phone();
  await storage.write([{ store: 'meta', put: { ...await row(), tries: 10 } }]);
  assert.deepEqual(await again('2718'), { said: 'wrong', n: 0 });
  await empty(storage);
  assert.deepEqual(await again('2718'), { said: 'wrong', n: 0 });
  assert.equal((await row()).wiped, true);
});

test('a right one sets the count back', async () => {
  const { again, row } = await phone();
  await again('1111');
  await again('2718');
  assert.equal((await row()).tries, 0);
});

test('after some wrong ones the next has to wait, longer each time; until then it is neither made nor counted', async () => {
  const { again, clock, row } = await phone();
  for (const n of [9, 8, 7, 6]) assert.deepEqual(await again('1111'), { said: 'wrong', n });
  assert.deepEqual(await again('2718'), { said: 'wait', n: 1 });
  assert.equal((await row()).tries, 4);
  await clock.pass(MINUTE);
  assert.deepEqual(await again('1111'), { said: 'wrong', n: 5 });
  assert.deepEqual(await again('2718'), { said: 'wait', n: 2 });
  await clock.pass(2 * MINUTE);
  assert.deepEqual((await again('2718')).raw, RAW);
});

test('the waits grow, and a clock that was set back prolongs none', () => {
  const waits = Array.from({ length: 10 }, (_, tries) => waitFor({ tries, tried: 0 }, 0));
  assert.deepEqual(waits.map((wait) => Math.max(0, wait)), [0, 0, 0, 0, 1, 2, 5, 15, 30, 60]);
  assert.equal(waitFor({ tries: 4, tried: 1e9 }, 0), 1);
});

test('emptied, nothing on the phone opens the key; what is not sent stays, what was sent goes', async () => {
  const { storage, row } = await phone();
  await storage.write([{ store: 'outbox', put: { key: '1', tag: 'noor', at: '2026', box: 1 } }, { store: 'drafts', put: { key: '2', tag: 'noor', at: '2026', box: 1 } },
    { store: 'kept', put: { key: '3', tag: 'noor', at: '2026-11-24T15:00:00.000Z', box: 1 } }]);
  await empty(storage);
  assert.deepEqual(Object.keys(await row()).sort(), ['escrow', 'key', 'tag', 'wiped']);
  assert.deepEqual([storage.rows('outbox').length, storage.rows('drafts').length, storage.rows('kept').length], [1, 1, 0]);
});

async function emptied(answers) {
  const made = await phone();
  const caches = fakeCaches();
  await caches.open('locked');
  await caches.open('mine-noor');
  await empty(made.storage);
  const box = await lockWith(await asKey(RAW), new Uint8Array([1, 2]));
  await made.storage.write(['1', '2'].map((key) => ({ store: 'outbox', put: { key, tag: 'noor', at: '2026', box } })));
  const sent = [];
  const deliver = async (item) => { sent.push(item); return { kind: answers[item.key] ?? 'kept' }; };
  const posts = [];
  const fetch = async (path) => { posts.push(path); return answers.out?.() ?? new Response(''); };
  const done = await handOver({ storage: made.storage, caches, deliver, fetch });
  return { ...made, caches, sent, posts, done, left: made.storage.rows('outbox').map(({ key }) => key) };
}

test('what waits is handed over as it lies there, in its order, and then the phone is signed out', async () => {
  const { sent, posts, done, left, caches } = await emptied({});
  assert.deepEqual(sent.map(({ key, path, tag }) => [key, path, tag]), [['1', '/sealed', 'noor'], ['2', '/sealed', 'noor']]);
  assert.equal(sent[0].bytes.size, 60 + 12 + 18);
  assert.deepEqual([posts, done, left], [['/sign-out'], true, []]);
  assert.deepEqual(await caches.keys(), []);
});

test('without a network nothing is let go of, and the phone stays locked until there is one', async () => {
  const { posts, done, left, caches } = await emptied({ 1: 'later' });
  assert.deepEqual([posts, done, left], [[], false, ['1', '2']]);
  assert.deepEqual(await caches.keys(), ['locked']);
});

test('what the clinic does not take stays sealed; a login that has ended keeps all of it', async () => {
  assert.deepEqual((await emptied({ 1: 'refused' })).left, ['1']);
  const { left, done, posts } = await emptied({ 1: 'sign-in' });
  assert.deepEqual([left, done, posts], [['1', '2'], true, ['/sign-out']]);
});

test('a sign-out that was not answered is tried again', async () => {
  const { done, caches } = await emptied({ out: () => { throw new TypeError('Failed to fetch'); } });
  assert.deepEqual([Boolean(done), await caches.has('locked')], [false, true]);
});

test('its owner gets the key back, and the lock is off; anybody else leaves it as it is', async () => {
  const { storage, row } = await phone();
  const older = await asKey(new Uint8Array(32));
  await storage.write([{ store: 'meta', put: { key: 'seal', value: older } }]);
  const box = await lockWith(await asKey(RAW), new Uint8Array([1, 2]));
  assert.equal(await recover(await row(), { storage, fetch: async () => new Response('', { status: 403 }) }), false);
  assert.ok(await row());
  assert.equal(await recover(await row(), { storage, fetch: async () => new Response(RAW) }), true);
  assert.equal(await row(), undefined);
  const { value } = await storage.get('meta', 'seal');
  assert.equal(value.length, 2);
  assert.deepEqual(await openWith(value[0], box), new Uint8Array([1, 2]));
});

test('switched off, key and lock change places in one write', async () => {
  const { storage } = await phone();
  const writes = [];
  const write = storage.write;
  storage.write = async (operations) => { writes.push(operations.length); await write(operations); };
  await switchOff(storage, await asKey(RAW));
  assert.deepEqual(writes, [2]);
});
