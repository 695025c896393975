// Notifications: asked for by a touch alone, what the browser gives is sent on, and the worker shows every one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';
import { push } from '../../web/static/js/small/push.js';

function page({ given = { endpoint: 'https://push.example/one' }, able = true, on = {}, had = null } = {}) {
  globalThis.window = able ? { PushManager: class {} } : {};
  const heard = {};
  const asked = [];
  const status = { hidden: true };
  const form = {
    hidden: true, sent: 0, dataset: { key: 'BKey', ...on }, elements: { subscription: { value: '' } },
    addEventListener: (name, act) => { heard[name] = act; }, removeEventListener: (name) => { delete heard[name]; },
    querySelector: () => status, submit() { this.sent += 1; },
  };
  const getSubscription = async () => { if (had === 'broken') throw new Error('no'); return had; };
  const pushManager = { getSubscription, subscribe: async (options) => { asked.push(options); if (!given) throw new Error('no'); return given; } };
  const stop = push(form, { registered: Promise.resolve({ pushManager }) });
  return { form, status, asked, heard, stop, press: () => heard.submit({ preventDefault() {} }) };
}

test('nothing is asked before somebody presses, and then what the browser gives is sent', async () => {
  const { form, asked, press } = page();
  assert.equal(form.hidden, false);
  assert.equal(asked.length, 0);
  await press();
  assert.deepEqual(asked, [{ userVisibleOnly: true, applicationServerKey: 'BKey' }]);
  assert.equal(form.elements.subscription.value, '{"endpoint":"https://push.example/one"}');
  assert.equal(form.sent, 1);
});

test('who does not allow it is told so, and nothing is sent', async () => {
  const { form, status, press } = page({ given: null });
  await press();
  assert.equal(status.hidden, false);
  assert.equal(form.sent, 0);
});

test('where there are no notifications there is no button', () => {
  assert.equal(page({ able: false }).form.hidden, true);
});

test('where it is on there is nothing to press, until the browser itself has lost it', async () => {
  for (const [had, hidden] of [[{ endpoint: 'https://push.example/one' }, true], [null, false], ['broken', false]]) {
    const { form, asked } = page({ on: { on: '' }, had });
    await new Promise((done) => { setTimeout(done); });
    assert.equal(form.hidden, hidden);
    assert.equal(asked.length, 0);
  }
});

test('where it is off, what the browser still has is no reason to hide the button', async () => {
  const { form } = page({ had: { endpoint: 'https://push.example/one' } });
  await new Promise((done) => { setTimeout(done); });
  assert.equal(form.hidden, false);
});

test('the worker shows each message, with the words that came, and leads to the app', async () => {
  const heard = {};
  const shown = [];
  const opened = [];
  const registration = { showNotification: async (...all) => { shown.push(all); } };
  const self = {
    BroadcastChannel: class {},
    URL, registration, navigator: {}, caches: {}, clients: { openWindow: (path) => opened.push(path) },
    addEventListener: (name, act) => { heard[name] = act; },
  };
  vm.runInNewContext(readFileSync(new URL('../../web/static/service_worker.js', import.meta.url), 'utf8').replace('__SHELL__', '[]'), self);
  const notification = { title: 'You have a message', navigate: 'https://clinic.example/today' };
  let kept;
  heard.push({ data: { json: () => ({ web_push: 8030, notification }) }, waitUntil: (work) => { kept = work; } });
  await kept;
  assert.deepEqual(JSON.parse(JSON.stringify(shown)), [['You have a message', { tag: 'You have a message', data: 'https://clinic.example/today' }]]);
  let closed = 0;
  heard.notificationclick({ notification: { data: notification.navigate, close() { closed += 1; } } });
  assert.deepEqual([opened, closed], [['https://clinic.example/today'], 1]);
});
