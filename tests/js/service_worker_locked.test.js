// The worker of a phone whose lock is on: an open page has the key, or nothing but the page in front passes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCaches, fakeClock } from './fakes.js';
import { worker } from './worker.js';
import { fillPocket, sealPocket } from '../../web/static/js/offline/pocket.js';

const aesKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const offline = async () => { throw new TypeError('Failed to fetch'); };

/** A page that has the key answers when it is asked. */
function withPage(tabs, key) {
  tabs.heard = (data) => data === 'ask' && tabs.worker.onmessage({ data: { key } });
}
async function locked() {
  const tabs = {};
  const made = await worker({ tabs });
  await made.caches.open('locked');
  return { ...made, tabs };
}

test('with no page open every address shows the page in front, and nothing is asked of the clinic', async () => {
  const { ask, keep, network } = await locked();
  await keep('/today');
  const asked = [];
  network.answer = async (path) => { asked.push(path); return new Response('network'); };
  for (const path of ['/today', '/journal', '/account', '/journal/waiting', '/sign-in', '/offline']) assert.equal(await ask(path), 'shell /lock');
  assert.deepEqual(asked, []);
});

test('help, hard and the breath are shown as they are for everybody', async () => {
  const { ask } = await locked();
  for (const path of ['/help', '/hard', '/breathe']) assert.equal(await ask(path), `shell ${path}`);
});

test('a page that is open lets the next one pass, and closed with it the key is gone', async () => {
  const { ask, tabs } = await locked();
  withPage(tabs, await aesKey());
  assert.equal(await ask('/today'), 'network /today');
  tabs.heard = undefined;
  assert.equal(await ask('/today'), 'shell /lock');
});

test('the page that comes gets the key from the worker, until all forget it', async () => {
  const { ask, tabs } = await locked();
  const key = await aesKey();
  withPage(tabs, key);
  await ask('/today');
  const said = [];
  tabs.heard = (data) => said.push(data.key);
  tabs.worker.onmessage({ data: 'ask' });
  tabs.worker.onmessage({ data: 'lock' });
  tabs.worker.onmessage({ data: 'ask' });
  assert.deepEqual(said, [key, undefined]);
});

test('after a form that no worker sees, the page before has left its key', async () => {
  const { tabs, heard } = await locked();
  const key = await aesKey();
  heard.message({ data: { key } });
  const said = [];
  tabs.heard = (data) => said.push(data.key);
  tabs.worker.onmessage({ data: 'ask' });
  assert.deepEqual(said, [key]);
});

test('pages of the pocket are sealed, opened with the key alone, and dropped where there is none', async () => {
  const { ask, tabs, caches, network } = await locked();
  const key = await aesKey();
  const fetch = async (path) => Object.defineProperty(new Response(`<body data-person="noor">lantern ${path}`, { headers: { 'Content-Type': 'text/html' } }), 'url', { value: `https://clinic.example${path}` });
  await fillPocket({ caches, fetch, clock: { now: Date.now }, tag: 'noor', paths: ['/today'], open: '', key });
  assert.doesNotMatch(await (await (await caches.open('mine-noor')).match('/today')).text(), /lantern|body/);
  network.answer = offline;
  withPage(tabs, key);
  assert.match(await ask('/today'), /<body data-from-pocket=.*lantern/);
  tabs.worker.onmessage({ data: 'lock' });
  withPage(tabs, await aesKey());
  assert.equal(await ask('/today'), 'shell /offline');
  assert.equal(await caches.has('mine-noor'), false);
});

test('what was kept in the clear is sealed when the lock comes on, and clear again when it goes', async () => {
  const caches = fakeCaches();
  const key = await aesKey();
  const cache = await caches.open('mine-noor');
  await cache.put('/today', new Response('lantern', { headers: { 'x-kept-at': new Date(fakeClock().now()).toISOString() } }));
  await sealPocket(caches, key);
  await sealPocket(caches, key);
  assert.notEqual(await (await cache.match('/today')).text(), 'lantern');
  assert.equal((await cache.match('/today')).headers.get('x-kept-at'), '2026-11-24T15:00:00.000Z');
  await sealPocket(caches, undefined, key);
  assert.equal(await (await cache.match('/today')).text(), 'lantern');
});
