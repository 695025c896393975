// The outbox: nothing leaves it but by an answer that names it, and nobody's words go under another's name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutbox } from '../../web/static/js/offline/outbox.js';
import { createDeliver } from '../../web/static/js/offline/sending.js';
import { uuid7 } from '../../web/static/js/small/small.js';
import { fakeClock, fakeLocks, fakeServer, fakeStorage, kept } from './fakes.js';

function phone({ tag = 'mara', storage = fakeStorage(), locks = fakeLocks(), clock = fakeClock(), server = fakeServer() } = {}) {
  const readAlert = (html) => html.match(/role="alert">([^<]*)/)?.[1] ?? '';
  const deliver = createDeliver({ fetch: server.fetch, readAlert });
  const outbox = createOutbox({ storage, deliver, locks, clock, tag, changed() {} });
  return { outbox, storage, locks, clock, server, tag };
}

function write(outbox, body, more = {}) {
  const key = uuid7(Date.now());
  const entry = { key, path: '/journal/entries', body, kind: 'entry', label: 'Entry', group: '', from: '/journal/write' };
  return outbox.add({ ...entry, ...more }).then(() => key);
}
const left = async (outbox) => (await outbox.waiting()).map(({ body }) => body);

test('words are sent oldest first, with the id and the person they belong to', async () => {
  const { outbox, server } = phone();
  const keys = [];
  for (const body of ['one', 'two', 'three']) keys.push(await write(outbox, body));

  assert.equal(await outbox.flush(), 'done');

  assert.deepEqual(server.seen.map(({ body, id, person }) => [body, id, person]),
    [['one', keys[0], 'mara'], ['two', keys[1], 'mara'], ['three', keys[2], 'mara']]);
  assert.deepEqual(await left(outbox), []);
});

test('it is posted, and no redirect is followed: it would lead to a page that answers for another', async () => {
  const { outbox, server } = phone();
  await write(outbox, 'one');
  await outbox.flush();
  assert.deepEqual([server.seen[0].method, server.seen[0].redirect], ['POST', 'manual']);
});

test('the order of writing holds when the clock of the phone is set back', async () => {
  const { outbox, server, clock } = phone();
  await write(outbox, 'first');
  clock.set(clock.now() - 86400e3);
  await write(outbox, 'second');
  await outbox.flush();
  assert.deepEqual(server.bodies(), ['first', 'second']);
});

test('an item is on the phone before anything is sent, and says when it was written', async () => {
  const { outbox, server } = phone();
  const key = await write(outbox, 'one');
  const [item] = await outbox.waiting();
  assert.deepEqual([item.key, item.state, item.written, server.seen.length], [key, 'waiting', '2026-11-24T15:00:00.000Z', 0]);
});

test('what was kept is known by the answer: where to go next, and that nothing waits', async () => {
  const { outbox, storage } = phone();
  const key = await write(outbox, 'one');
  await outbox.flush();
  const { state, then } = await outbox.outcome(key);
  assert.deepEqual({ state, then }, { state: 'kept', then: '/journal' });
  assert.equal(storage.rows('kept')[0].epoch, 'first');
});

test('two flushes at once, and two tabs at once, send each item once', async () => {
  const here = phone();
  const other = phone(here);
  for (const body of ['one', 'two', 'three']) await write(here.outbox, body);

  await Promise.all([here.outbox.flush(), other.outbox.flush(), here.outbox.flush()]);

  assert.deepEqual(here.server.bodies(), ['one', 'two', 'three']);
});

test('what is written while sending goes on is sent in the same round', async () => {
  const { outbox, server } = phone();
  await write(outbox, 'one');
  server.answer = async () => {
    server.answer = null;
    await write(outbox, 'two');
  };
  await outbox.flush();
  assert.deepEqual(server.bodies(), ['one', 'two']);
});

test("another person's words are never sent, counted or shown", async () => {
  const mara = phone();
  await write(mara.outbox, 'the sea came back');
  const iris = phone({ ...mara, tag: 'iris' });
  await write(iris.outbox, 'mine');

  assert.equal(await iris.outbox.flush(), 'done');

  assert.deepEqual(mara.server.seen.map(({ body, person }) => [body, person]), [['mine', 'iris']]);
  assert.deepEqual(await left(iris.outbox), []);
  assert.deepEqual(await left(mara.outbox), ['the sea came back']);
});

test("another person's words are not sent even by a store that hands them out", async () => {
  const mara = phone();
  await write(mara.outbox, 'the sea came back');
  const careless = { ...mara.storage, all: (store) => mara.storage.all(store) };
  const iris = phone({ ...mara, storage: careless, tag: 'iris' });
  assert.equal(await iris.outbox.flush(), 'done');
  assert.equal(mara.server.seen.length, 0);
});

test('signed out, nothing is sent, and all that waits is counted', async () => {
  const mara = phone();
  await write(mara.outbox, 'one');
  const nobody = phone({ ...mara, tag: '' });
  assert.equal(await nobody.outbox.flush(), 'done');
  assert.deepEqual([mara.server.seen.length, (await nobody.outbox.waiting()).length], [0, 1]);
});

test('a refusal keeps the words with the reason, and the next item goes on', async () => {
  const { outbox, server } = phone();
  const key = await write(outbox, 'too long');
  await write(outbox, 'fine');
  server.answer = ({ body }) => (body === 'fine' ? null
    : new Response('<p role="alert">  Please make it\n shorter </p>', { status: 422 }));

  assert.equal(await outbox.flush(), 'done');

  const { state, message, status } = await outbox.outcome(key);
  assert.deepEqual({ state, message, status }, { state: 'refused', message: 'Please make it shorter', status: 422 });
  assert.deepEqual(server.bodies(), ['too long', 'fine']);
  await outbox.flush();
  assert.equal(server.seen.length, 2, 'a refused item is not sent again by itself');
});

test('what depends on a refused item waits for it; what does not, goes', async () => {
  const { outbox, server } = phone();
  const first = await write(outbox, 'entry', { group: 'e1' });
  await write(outbox, 'its sharing', { group: 'e1' });
  await write(outbox, 'another entry', { group: 'e2' });
  server.answer = ({ body }) => (body === 'entry' ? new Response('', { status: 422 }) : null);
  await outbox.flush();
  assert.deepEqual(server.bodies(), ['entry', 'another entry']);

  const { order } = await outbox.outcome(first);
  const mended = { key: uuid7(1), path: '/journal/entries', body: 'mended', kind: 'entry', label: '', group: 'e1', from: '/', order };
  await outbox.add(mended, [{ store: 'outbox', remove: first }]);
  await outbox.flush();

  assert.deepEqual(server.bodies().slice(2), ['mended', 'its sharing'], 'the mended entry takes its old place in line');
  assert.deepEqual(await left(outbox), []);
});

test('an item that the phone could not keep is reported, not swallowed', async () => {
  const { outbox, storage } = phone();
  storage.broken = true;
  await assert.rejects(write(outbox, 'one'), /Quota/);
  await assert.rejects(outbox.waiting(), /Quota/);
  await assert.rejects(outbox.flush(), /Quota/);
});

test('an answer the phone could not write down leaves the item to be sent again with the same id', async () => {
  const { outbox, storage, server } = phone();
  const key = await write(outbox, 'one');
  server.answer = () => { storage.broken = true; };
  await assert.rejects(outbox.flush(), /Quota/);

  storage.broken = false;
  server.answer = null;
  await outbox.flush();

  assert.deepEqual(server.seen.map(({ id }) => id), [key, key]);
  assert.deepEqual(await left(outbox), []);
});

test('a draft goes in the same transaction as the item that holds its words', async () => {
  const { outbox, storage } = phone();
  await storage.write([{ store: 'drafts', put: { key: 'mara write', tag: 'mara', at: '', fields: [] } }]);
  const remove = { store: 'drafts', remove: 'mara write' };
  storage.broken = true;
  await assert.rejects(outbox.add({ key: 'k', body: 'one', group: '' }, [remove]));
  storage.broken = false;
  assert.equal(storage.rows('drafts').length, 1);
  await outbox.add({ key: 'k', body: 'one', group: '' }, [remove]);
  assert.deepEqual([storage.rows('drafts').length, storage.rows('outbox').length], [0, 1]);
});
