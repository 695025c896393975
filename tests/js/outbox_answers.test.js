// Which answers let words go, which keep them, and what happens after a restore from a backup.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutbox } from '../../web/static/js/offline/outbox.js';
import { createDeliver } from '../../web/static/js/offline/sending.js';
import { fakeClock, fakeLocks, fakeServer, fakeStorage, kept } from './fakes.js';

const DAY = 86400e3;

function phone({ tag = 'mara' } = {}) {
  const storage = fakeStorage();
  const clock = fakeClock();
  const server = fakeServer();
  const deliver = createDeliver({ fetch: server.fetch, readAlert: () => '' });
  const outbox = createOutbox({ storage, deliver, locks: fakeLocks(), clock, tag, changed() {} });
  let count = 0;
  async function write(body) {
    count += 1;
    await outbox.add({ key: `0000-${count}`, path: '/journal/entries', body, kind: 'entry', label: '', group: '', from: '/' });
  }
  return { outbox, storage, clock, server, write, left: async () => (await outbox.waiting()).map(({ body }) => body) };
}

/** A redirect that fetch was told not to follow: no status, no headers. */
const opaque = { type: 'opaqueredirect', status: 0, ok: false, headers: new Headers(), text: async () => '' };
const offline = () => { throw new TypeError('Failed to fetch'); };
const status = (code) => () => new Response('', { status: code });
const portal = () => new Response('<h1>Welcome to the hotel</h1>', { status: 200, headers: { 'Content-Type': 'text/html' } });

for (const [name, answer] of Object.entries({
  'no network': offline,
  'a redirect, as to a page of a hotel': () => opaque,
  'a page of a hotel with status 200': portal,
  'status 200 that names another write': () => kept('0000-9'),
  'status 200 that names no write': status(200),
  'an answer that breaks off': ({ id }) => Object.assign(kept(id), { text: () => Promise.reject(new TypeError('network error')) }),
  'status 204': () => new Response(null, { status: 204 }),
  'a server in trouble': status(500),
  'a gateway without a server': status(502),
  'a server that is being replaced': status(503),
  'too many requests': status(429),
  'a time-out': status(408),
  'a status nobody foresaw': status(418),
})) {
  test(`${name} keeps the words and stops there, to try again later`, async () => {
    const { outbox, server, write, left } = phone();
    await write('one');
    await write('two');
    server.answer = answer;

    assert.equal(await outbox.flush(), 'later');

    assert.deepEqual(await left(), ['one', 'two']);
    assert.deepEqual(server.bodies(), ['one'], 'the second did not overtake the first');
    server.answer = null;
    assert.equal(await outbox.flush(), 'done');
    assert.deepEqual(await left(), []);
  });
}

for (const code of [401, 403]) {
  test(`${code} keeps the words, stops, and asks for a sign-in`, async () => {
    const { outbox, server, write, left } = phone();
    await write('one');
    await write('two');
    server.answer = status(code);
    assert.equal(await outbox.flush(), 'sign-in');
    assert.deepEqual([await left(), server.bodies()], [['one', 'two'], ['one']]);
  });
}

for (const code of [400, 404, 409, 413, 422]) {
  test(`${code} keeps the words as refused and goes on`, async () => {
    const { outbox, server, write } = phone();
    await write('one');
    await write('two');
    server.answer = ({ body }) => (body === 'one' ? status(code)() : null);
    assert.equal(await outbox.flush(), 'done');
    assert.deepEqual((await outbox.waiting()).map(({ body, state }) => [body, state]), [['one', 'refused']]);
  });
}

test('201 with the same id is as good as 200', async () => {
  const { outbox, server, write, left } = phone();
  await write('one');
  server.answer = ({ id }) => kept(id, { status: 201 });
  await outbox.flush();
  assert.deepEqual(await left(), []);
});

test('the next page is taken from the answer only when it is on this server', async () => {
  for (const [then, expected] of [['/today', '/today'], ['https://evil.example/', ''], ['//evil.example', ''], ['/\\evil', '']]) {
    const { outbox, server, write } = phone();
    await write('one');
    server.answer = ({ id }) => kept(id, { then });
    await outbox.flush();
    assert.equal((await outbox.outcome('0000-1')).then, expected);
  }
});

test('a new epoch sends what was acknowledged before once more, oldest first, and only once', async () => {
  const { outbox, server, write, left } = phone();
  for (const body of ['one', 'two']) await write(body);
  await outbox.flush();
  server.epoch = 'restored';
  await write('three');
  server.seen.length = 0;

  await outbox.flush();
  assert.deepEqual(server.bodies(), ['three', 'one', 'two']);

  await write('four');
  await outbox.flush();
  assert.deepEqual([server.bodies(), await left()], [['three', 'one', 'two', 'four'], []]);
});

test('a page that names a new epoch is enough: the words come back by themselves', async () => {
  const { outbox, server, storage, write } = phone();
  for (const body of ['one', 'two']) await write(body);
  await outbox.flush();
  server.epoch = 'restored';
  server.seen.length = 0;

  await outbox.notice('first');
  await outbox.flush();
  assert.deepEqual(server.bodies(), []);
  await outbox.notice('restored');
  assert.deepEqual([storage.rows('kept').length, storage.rows('outbox').length], [0, 2]);
  await outbox.notice('restored');
  await outbox.flush();
  assert.deepEqual(server.bodies(), ['one', 'two']);
});

test('a restore in the middle of a round loses nothing', async () => {
  const { outbox, server, write } = phone();
  for (const body of ['one', 'two']) await write(body);
  server.answer = ({ body }) => { if (body === 'two') server.epoch = 'restored'; };
  await outbox.flush();
  assert.deepEqual(server.bodies(), ['one', 'two', 'one']);
});

test('two servers that name two epochs in turn do not keep a phone sending for ever', async () => {
  const { outbox, server, write } = phone();
  for (const body of ['one', 'two', 'three']) await write(body);
  server.answer = () => { server.epoch = `${server.seen.length % 2}`; };
  assert.equal(await outbox.flush(), 'done');
  assert.ok(server.seen.length <= 9, `${server.seen.length} sent`);
});

test('what was acknowledged is kept for thirty days, and another person does not send it', async () => {
  const { storage, outbox, clock, server, write } = phone();
  await write('one');
  await outbox.flush();
  clock.set(clock.now() + 29 * DAY);
  await write('two');
  await outbox.flush();
  assert.deepEqual(storage.rows('kept').map(({ body }) => body), ['one', 'two']);
  const deliver = createDeliver({ fetch: server.fetch, readAlert: () => '' });
  const iris = createOutbox({ storage, deliver, locks: fakeLocks(), clock, tag: 'iris', changed() {} });
  await iris.notice('restored');
  assert.equal(await iris.flush(), 'done');
  assert.equal(server.seen.length, 2);
  clock.set(clock.now() + 2 * DAY);
  await write('three');
  await outbox.flush();
  assert.deepEqual(storage.rows('kept').map(({ body }) => body), ['two', 'three']);
});
