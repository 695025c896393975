// An open desk is told that something changed; while it is told, nothing asks by itself often, and otherwise as ever.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeClock, fakeLocks, settled } from './fakes.js';

let streams;
let tabs;

class Stream extends EventTarget {
  readyState = 1;
  constructor(path) { super(); this.path = path; streams.push(this); }
  close() { this.readyState = 2; }
  say(name) { this.dispatchEvent(new Event(name)); }
  refuse() { this.readyState = 2; this.say('error'); }
}
class Channel {
  constructor() { tabs.add(this); }
  postMessage(data) { for (const other of tabs) if (other !== this) other.onmessage({ data }); }
  close() { tabs.delete(this); }
}

beforeEach(() => {
  streams = [];
  tabs = new Set();
  globalThis.EventSource = Stream;
  globalThis.BroadcastChannel = Channel;
  Object.defineProperty(globalThis, 'navigator', { value: { locks: fakeLocks() }, configurable: true });
});

async function tab(clock) {
  const { live } = await import('../../web/static/js/review/live.js');
  const page = new EventTarget();
  page.body = new EventTarget();
  const seen = { told: 0 };
  page.body.addEventListener('live', () => { seen.told += 1; });
  globalThis.document = page; // each tab has its own; the behaviour takes it as it is at the time
  seen.stop = live({}, { clock });
  await settled();
  seen.asks = (element, type = 'every') => {
    const event = new Event('htmx:config:request', { cancelable: true });
    event.detail = { ctx: { sourceElement: element, sourceEvent: { type } } };
    return page.dispatchEvent(event);
  };
  return seen;
}

test('what the stream says is passed on to the page', async () => {
  const desk = await tab(fakeClock());
  assert.deepEqual(streams.map(({ path }) => path), ['/live']);
  streams[0].say('desk');
  streams[0].say('beat');
  assert.equal(desk.told, 1);
});

test('while it is told, what asks by itself does so each fifteen seconds, and at its own pace when told nothing', async () => {
  const clock = fakeClock();
  const desk = await tab(clock);
  const [strip, list] = [{}, {}];
  assert.deepEqual([desk.asks(strip), desk.asks(strip)], [true, true], 'nothing was heard yet');
  streams[0].say('beat');
  assert.deepEqual([desk.asks(strip), desk.asks(list), desk.asks(list)], [false, true, false]);
  assert.equal(desk.asks(list, 'live'), true, 'what is told is always asked for');
  await clock.pass(14_000);
  streams[0].say('beat');
  assert.deepEqual([desk.asks(strip), desk.asks(strip)], [true, false]);
  await clock.pass(21_000); // a proxy that holds the answer back, or a line that was cut without a word
  assert.deepEqual([desk.asks(strip), desk.asks(strip)], [true, true]);
});

test('a stream that was refused is begun again later, and one that broke is left to the browser', async () => {
  const clock = fakeClock();
  await tab(clock);
  streams[0].readyState = 0;
  streams[0].say('error');
  await clock.pass(60_000);
  assert.equal(streams.length, 1);
  streams[0].refuse();
  await clock.pass(13_000);
  assert.equal(streams.length, 1);
  await clock.pass(2000);
  assert.equal(streams.length, 2);
});

test('a page that was left begins no stream, and lets go of the one it had', async () => {
  const clock = fakeClock();
  const desk = await tab(clock);
  streams[0].refuse();
  desk.stop();
  await clock.pass(60_000);
  assert.deepEqual([streams.length, tabs.size, desk.asks({}), desk.asks({})], [1, 0, true, true]);
});
