// The pocket: few pages, one person's, never longer than their login; and signing out, also without a network.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, signOut } from '../../web/static/js/account/sign_out.js';
import { fillPocket, mayFill, wipePocket } from '../../web/static/js/offline/pocket.js';
import { fakeCaches, fakeClock, settled } from './fakes.js';

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'br' };

function answer(path, { status = 200, person = 'mara', redirected = false, type = HTML, at = path } = {}) {
  const made = new Response(`<body data-person="${person}">${path}`, { status, headers: type });
  Object.defineProperty(made, 'url', { value: `https://clinic.example${at}` });
  Object.defineProperty(made, 'redirected', { value: redirected });
  return made;
}

function pocket({ caches = fakeCaches(), clock = fakeClock(), answers = {} } = {}) {
  const asked = [];
  const fetch = async (path, { headers }) => {
    asked.push([path, headers['Tidemark-Pocket']]);
    return answers[path]?.() ?? answer(path);
  };
  const fill = (paths, { tag = 'mara', open = '', whole } = {}) => fillPocket({ caches, fetch, clock, tag, paths, open, whole });
  const pages = async (tag = 'mara') => (await (await caches.open(`mine-${tag}`)).keys()).map(({ url }) => new URL(url).pathname);
  return { caches, clock, asked, fill, pages };
}

test('the pages asked for are kept with the time, and say that they are for the pocket', async () => {
  const { caches, fill, pages, asked } = pocket();
  await fill(['/today', '/help']);
  assert.deepEqual([await pages(), asked], [['/today', '/help'], [['/today', '1'], ['/help', '1']]]);
  const page = await (await caches.open('mine-mara')).match('/today');
  assert.equal(page.headers.get('x-kept-at'), '2026-11-24T15:00:00.000Z');
  assert.equal(page.headers.get('Content-Encoding'), null);
});

test("nothing but this person's whole pages is kept", async () => {
  const { fill, pages } = pocket({ answers: {
    '/a': () => answer('/a', { status: 500 }),
    '/b': () => answer('/b', { redirected: true }),
    '/c': () => answer('/c', { person: 'iris' }),
    '/d': () => answer('/d', { type: { 'Content-Type': 'application/json' } }),
    '/e': () => answer('/e', { status: 404 }),
  } });
  await fill(['/a', '/b', '/c', '/d', '/e', '/f']);
  assert.deepEqual(await pages(), ['/f']);
});

test('a login that has ended empties the pocket, by 401 or by the sign-in page', async () => {
  for (const ended of [{ status: 401 }, { redirected: true, at: '/sign-in' }]) {
    const answers = {};
    const { caches, fill, clock } = pocket({ answers });
    await fill(['/today']);
    answers['/today'] = () => answer('/today', ended);
    await clock.pass(3600e3);
    await fill(['/today']);
    assert.deepEqual(await caches.keys(), []);
  }
});

test('without a network the pocket stays as it was', async () => {
  const answers = {};
  const { fill, pages, clock } = pocket({ answers });
  await fill(['/today']);
  answers['/today'] = () => { throw new TypeError('Failed to fetch'); };
  await clock.pass(3600e3);
  await assert.rejects(fill(['/today']));
  assert.deepEqual(await pages(), ['/today']);
});

test('a page is not fetched twice in a minute, save the one that is open', async () => {
  const { fill, asked, clock } = pocket();
  await fill(['/today', '/help']);
  await fill(['/today', '/help'], { open: '/today' });
  await clock.pass(61e3);
  await fill(['/help']);
  assert.deepEqual(asked.map(([path]) => path), ['/today', '/help', '/today', '/help']);
});

test('a page that is no longer asked for leaves the pocket', async () => {
  const { fill, pages } = pocket();
  await fill(['/today', '/sessions/1']);
  await fill(['/today']);
  assert.deepEqual(await pages(), ['/today']);
});

test('a page that asks for a few pages takes none of the others away', async () => {
  const { fill, pages } = pocket();
  await fill(['/today', '/help', '/safety-plan']);
  await fill(['/not-safe', '/help'], { whole: false });
  assert.deepEqual(await pages(), ['/today', '/help', '/safety-plan', '/not-safe']);
});

test('the next person on the phone finds nothing of the one before', async () => {
  const caches = fakeCaches();
  await caches.open('mine-mara');
  assert.equal(await mayFill(caches, { person: 'iris', pocket: 'yes' }), true);
  assert.deepEqual(await caches.keys(), []);
});

test('only a patient who said yes has a pocket; whoever did not leaves none behind', async () => {
  const cases = [
    [{ person: 'mara', pocket: 'yes' }, true, true],
    [{ person: 'mara', pocket: 'no' }, false, false],
    [{ person: 'theo', pocket: 'yes', role: 'staff' }, false, false],
    [{ person: '', pocket: 'no' }, false, true],
    [{ person: '', ended: 'yes' }, false, false],
  ];
  for (const [body, may, stays] of cases) {
    const caches = fakeCaches();
    await caches.open('mine-mara');
    await caches.open('shell-1');
    assert.equal(await mayFill(caches, body), may);
    assert.deepEqual(await caches.keys(), stays ? ['mine-mara', 'shell-1'] : ['shell-1'], JSON.stringify(body));
  }
});

test('wiping leaves the shell', async () => {
  const caches = fakeCaches();
  for (const name of ['mine-mara', 'mine-iris', 'shell-1']) await caches.open(name);
  await wipePocket(caches, 'mara');
  assert.deepEqual(await caches.keys(), ['mine-mara', 'shell-1']);
});

/** A sign-out form on a page with a worker. */
function leaving({ waiting = 0, fetch = async () => answer('/sign-in') } = {}) {
  Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker: { controller: {} } }, configurable: true });
  const anyway = { focus() {} };
  const warning = { hidden: true, contains: (button) => button === anyway, querySelector: () => anyway };
  const form = Object.assign(new EventTarget(), { querySelector: () => warning, getAttribute: () => '/sign-out' });
  const caches = fakeCaches();
  const went = [];
  const told = [];
  signOut(form, {
    outbox: { waiting: async () => Array(waiting) }, soon: async () => {}, caches, fetch, go: (path) => went.push(path), tell: (what) => told.push(what),
    lock: { forget: () => told.push('forgotten') },
    word: (key) => key,
  });
  async function press(button) {
    form.dispatchEvent(Object.assign(new Event('submit', { cancelable: true }), { submitter: button }));
    await settled();
    await settled();
  }
  return { caches, went, told, warning, anyway, press };
}

test('signing out with words waiting asks first, and goes when told to', async () => {
  const { press, warning, went, anyway, caches, told } = leaving({ waiting: 1 });
  await caches.open('mine-mara');
  await press({});
  assert.deepEqual([warning.hidden, went, await caches.keys()], [false, [], ['mine-mara']]);
  await press(anyway);
  assert.deepEqual([went, await caches.keys(), told], [['https://clinic.example/sign-in'], [], ['forgotten', 'ended']]);
});

test('signing out without a network empties the pocket and leaves the rest to the worker', async () => {
  const { press, caches, went } = leaving({ fetch: async () => { throw new TypeError('Failed to fetch'); } });
  await caches.open('mine-mara');
  await press({});
  assert.deepEqual([went, await caches.keys()], [['/offline'], ['ended']]);
  assert.equal((await (await caches.open('ended')).keys())[0].url, 'https://clinic.example/sign-out');
});

test('signing out everywhere asks first too, and says to the clinic that it means everywhere', async () => {
  const sent = [];
  const { press, warning, went, anyway } = leaving({ waiting: 1, fetch: async (path, { body }) => { sent.push(`${path} ${body}`); return answer('/sign-in'); } });
  await press({ name: 'everywhere' });
  assert.deepEqual([warning.hidden, went, sent], [false, [], []]);
  await press(anyway);
  assert.deepEqual([sent, went], [['/sign-out everywhere=1'], ['https://clinic.example/sign-in']]);
});

test('without a network nobody is signed out everywhere, and it is said', async () => {
  const { press, caches, went, warning } = leaving({ fetch: async () => { throw new TypeError('Failed to fetch'); } });
  await caches.open('mine-mara');
  await press({ name: 'everywhere' });
  assert.deepEqual([went, await caches.keys(), warning.textContent], [[], ['mine-mara'], 'not-sent']);
});

test('a server in trouble has not signed anybody out; one that knows no login has', async () => {
  const caches = fakeCaches();
  const out = (status) => leave({ action: '/sign-out', caches, fetch: async () => answer('/sign-out', { status }) });
  assert.equal(await out(401), '/sign-in');
  assert.equal(await caches.has('ended'), false);
  assert.equal(await out(503), '/offline');
  assert.equal(await caches.has('ended'), true);
});
