// What arrives while a page is open: it shows it by itself, and never over what somebody is typing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestSince, typing, waiting } from '../../web/static/js/offline/waiting.js';
import { fakeClock, fakeStorage, settled } from './fakes.js';

class Node {
  constructor() { Object.assign(this, { children: [], hidden: true, dataset: {} }); }

  append(...more) { this.children.push(...more); }

  replaceChildren(...now) { this.children = now; }

  get firstChild() { return this.children[0]; }

  toggleAttribute(_name, on) { this.hidden = on; }

  querySelector() { return this.list; }

  text() { return this.children.map((child) => child.text?.() ?? child).join(''); }
}

const item = (key) => ({ key, tag: 'noor', kind: 'entry', state: 'waiting', body: 'body=The+sea', written: '2026-11-24T15:00:00Z' });
const field = (value, more) => ({ elements: [{ type: 'text', value, defaultValue: '', ...more }] });

/** The journal, asked for at 15:00 by the page's own clock, with what waits on the phone and what was sent before. */
async function journal({ kept = [], items = [], forms = [], onLine = true, storage = fakeStorage() } = {}) {
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), { forms, createElement: () => new Node(), documentElement: { lang: 'en' } });
  globalThis.location = { pathname: '/journal' };
  globalThis.sessionStorage = globalThis.sessionStorage ?? {};
  Object.defineProperty(globalThis, 'navigator', { value: { onLine }, configurable: true });
  const clock = fakeClock();
  clock.set(clock.now() + 2000);
  Object.defineProperty(globalThis, 'performance', { value: { now: () => 2000 }, configurable: true });
  await storage.write(kept.map((at, i) => ({ store: 'kept', put: { key: `k${i}`, tag: 'noor', at } })));
  const page = new Node();
  page.list = Object.assign(new Node(), { previousElementSibling: new Node() });
  const went = [];
  waiting(page, { tag: 'noor', outbox: { waiting: async () => [...items] }, storage, clock, word: (key) => `[${key}]`, go: (path) => went.push(path) });
  const rest = async () => { for (let i = 0; i < 5; i += 1) await settled(); };
  await rest();
  async function now(left) {
    items.splice(0, items.length, ...left);
    window.dispatchEvent(new Event('tidemark'));
    await rest();
  }
  return { page, went, now, heading: page.list.previousElementSibling };
}
const opened = Date.UTC(2026, 10, 24, 15);
const at = (seconds) => new Date(opened + seconds * 1000).toISOString();

test('only what was kept between the opening of the page and now is missing on it, whatever a clock said', () => {
  assert.equal(newestSince([{ at: at(-1) }, { at: at(1) }, { at: at(2) }], opened, opened + 5000), at(2));
  assert.equal(newestSince([{ at: at(-1) }], opened, opened + 5000), undefined);
  assert.equal(newestSince([{ at: at(86400) }], opened, opened + 5000), undefined, 'kept before the clock was set back');
});

test('typed words and ticks are what loading anew would take away; what the page came with is not', () => {
  assert.equal(typing([]), false);
  assert.equal(typing([field('')]), false);
  assert.equal(typing([field('128')]), true);
  assert.equal(typing([field('x', { type: 'hidden' })]), false, 'an id the page made');
  assert.equal(typing([{ elements: [{ type: 'radio', value: '1', checked: true, defaultChecked: false }] }]), true);
  assert.equal(typing([{ elements: [{ type: 'radio', value: '1', checked: true, defaultChecked: true }] }]), false);
  assert.equal(typing([{ elements: [{ type: 'fieldset' }, { type: 'submit', value: 'Keep' }] }]), false);
});

test('a page asked for before the answer came is asked for once more, and only once', async () => {
  globalThis.sessionStorage = {};
  assert.deepEqual((await journal({ kept: [at(0.5)] })).went, ['/journal']);
  assert.deepEqual((await journal({ kept: [at(0.5)] })).went, []);
  assert.deepEqual((await journal({ kept: [at(0.7)], onLine: false })).went, [], 'without a network it would lose the page it has');
  assert.deepEqual((await journal({ kept: [at(-3600), at(86400)] })).went, []);
});

test('the last of what waited arrives, and the page loads itself anew', async () => {
  const { went, now } = await journal({ items: [item('a'), item('b')] });
  await now([item('b')]);
  assert.deepEqual(went, [], 'one more waits');
  await now([]);
  assert.deepEqual(went, ['/journal']);
});

test('what a restored clinic lacked and got again is shown too; what was written here goes its own way', async () => {
  const { went, now } = await journal();
  await now([item('a')]);
  await now([]);
  assert.deepEqual(went, [], 'its form says where to go');
  const again = { ...item('b'), epoch: 'before the backup' };
  await now([again, { ...again, key: 'c' }]);
  await now([again]);
  assert.deepEqual(went, []);
  await now([]);
  assert.deepEqual(went, ['/journal']);
});

test('who is typing keeps the page, is told that it arrived, and chooses when to see it', async () => {
  const { page, went, now, heading } = await journal({ items: [item('a')], forms: [field('12')] });
  assert.equal(heading.hidden, false);
  await now([]);
  assert.deepEqual(went, []);
  assert.equal(page.hidden, false);
  assert.equal(page.list.text(), '[arrived] [show-arrived]');
  assert.equal(heading.hidden, true, 'it no longer says that something waits');
  await now([item('c')]);
  assert.equal(heading.hidden, false);
});

test('who has set out for another page is not brought back by what arrives', async () => {
  const { page, went, now } = await journal({ items: [item('a')] });
  const tap = (target) => document.dispatchEvent(Object.defineProperty(new Event('click'), 'target', { value: target }));
  tap({});
  tap({ closest: (links) => links.startsWith('a[href]') && page });
  await now([]);
  assert.deepEqual(went, []);
  assert.equal(page.list.text(), '[arrived] [show-arrived]', 'where the link led nowhere, the way is still there');
});

test('where a browser says that the page is being left, it is enough', async () => {
  const { went, now } = await journal({ items: [item('a')] });
  window.dispatchEvent(new Event('beforeunload'));
  await now([]);
  assert.deepEqual(went, []);
});
