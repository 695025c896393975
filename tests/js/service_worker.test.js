// The worker: the network first, then what is kept; nothing of a login that has ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './fakes.js';
import { worker } from './worker.js';

const DAY = 86400e3;
const offline = async () => { throw new TypeError('Failed to fetch'); };

test('with a network the page is the newest one', async () => {
  const { ask, keep } = await worker();
  await keep('/today');
  assert.equal(await ask('/today'), 'network /today');
});

test('without a network: the pocket, then the shell, then the page that says so', async () => {
  const { ask, keep, network } = await worker();
  await keep('/today');
  network.answer = offline;
  assert.match(await ask('/today'), /^<html><body data-from-pocket="\d{4}-.*Z" class="x">mine$/);
  assert.equal(await ask('/breathe'), 'shell /breathe');
  assert.equal(await ask('/course'), 'shell /offline');
});

test('the entry form is found whatever the question, other pages only by their whole address', async () => {
  const { ask, keep, network } = await worker();
  await keep('/journal/write');
  await keep('/journal');
  network.answer = offline;
  assert.match(await ask('/journal/write?again=1'), /mine/);
  assert.equal(await ask('/journal?before=2'), 'shell /offline');
});

test('of several entry forms the one with the question that was asked for comes first', async () => {
  const { ask, keep, caches, network } = await worker();
  const headers = { 'x-kept-at': new Date().toISOString() };
  await (await caches.open('mine-mara')).put('/journal/write?prompt=D1-05', new Response('<html><body>asked', { headers }));
  await keep('/journal/write');
  network.answer = offline;
  assert.match(await ask('/journal/write?prompt=D1-05'), /asked/);
  assert.match(await ask('/journal/write?prompt=own'), /mine/);
});

test('a gateway without a server is no network; a page with an error of its own is shown', async () => {
  const { ask, keep, network } = await worker();
  await keep('/today');
  network.answer = async (path) => new Response(`error ${path}`, { status: network.status });
  for (network.status of [502, 503, 504]) assert.match(await ask('/today'), /mine/);
  assert.equal(await ask('/course'), 'error /course');
  for (network.status of [500, 404, 403]) assert.equal(await ask('/today'), 'error /today');
});

test('a network that hangs is waited for a little where there is something kept, and longer where there is not', async () => {
  const { ask, keep, network } = await worker();
  await keep('/today');
  network.answer = (path) => new Promise((done) => { setTimeout(() => done(new Response(`late ${path}`)), 60); });
  assert.match(await ask('/today'), /mine/);
  assert.equal(await ask('/course'), 'late /course');
});

test('after seven days a page is not shown any more, and is deleted', async () => {
  const { ask, keep, network, caches } = await worker();
  network.answer = offline;
  await keep('/today', 'mara', 7 * DAY - 60e3);
  assert.match(await ask('/today'), /mine/);
  await keep('/today', 'mara', 7 * DAY + 60e3);
  assert.equal(await ask('/today'), 'shell /offline');
  assert.deepEqual(await caches.keys(), ['shell-h1']);
});

test('the sign-in page empties the pocket, but not when it comes without a network', async () => {
  const { ask, keep, network, caches } = await worker();
  await keep('/today');
  network.answer = offline;
  await ask('/sign-in');
  assert.equal(await caches.has('mine-mara'), true);
  network.answer = async () => new Response('sign in');
  await ask('/sign-in');
  assert.equal(await caches.has('mine-mara'), false);
});

test('who signed out without a network is signed out before any page passes', async () => {
  const { ask, keep, network, caches } = await worker();
  await keep('/today');
  await (await caches.open('ended')).put('/sign-out', new Response('wanted'));
  network.answer = offline;
  assert.deepEqual([await ask('/today'), await ask('/help')], ['shell /offline', 'shell /help']);
  assert.equal(await caches.has('mine-mara'), false);
  network.answer = async (path, { method }) => new Response(`network ${path}`, { status: method ? 503 : 200 });
  assert.equal(await ask('/today'), 'shell /offline', 'a server in trouble has not done it');
  network.answer = async (path) => new Response(`network ${path}`);
  assert.equal(await ask('/today'), 'network /today');
  assert.deepEqual([network.posts, await caches.has('ended')], [Array(4).fill('/sign-out'), false]);
  await ask('/today');
  assert.equal(network.posts.length, 4);
});

test('files come from the shell; an older version of one is answered by this one', async () => {
  const { ask, network } = await worker();
  network.answer = async (path) => new Response(path, { status: path.includes('/old/') ? 404 : 200 });
  const file = { mode: 'cors' };
  assert.equal(await ask('/static/h1/main.js', file), 'shell /static/h1/main.js');
  assert.equal(await ask('/static/old/main.js', file), 'shell /static/h1/main.js');
  assert.equal(await ask('/static/h1/other.js', file), '/static/h1/other.js');
});

test('fragments, writes and other sites are none of its business', async () => {
  const { ask } = await worker();
  assert.equal(await ask('/journal', { mode: 'cors' }), undefined);
  assert.equal(await ask('/journal', { method: 'POST' }), undefined);
  assert.equal(await ask('/static/h1/main.js', { origin: 'https://other.example' }), undefined);
});

test('a new version takes the place of the old shell and leaves the pocket; it waits until it is told', async () => {
  const first = await worker();
  await first.keep('/today');
  const second = await worker({ hash: 'h2', caches: first.caches });
  assert.deepEqual((await first.caches.keys()).sort(), ['mine-mara', 'shell-h2']);
  assert.equal(second.skipped(), false);
  second.heard.message({ data: 'skip-waiting' });
  await settled();
  assert.equal(second.skipped(), true);
});
