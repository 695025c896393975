// An open desk tells of a new flag: in its title, and by a sound only after somebody has asked for one.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

let heard;
let contexts;
const param = () => ({ setValueAtTime() {}, exponentialRampToValueAtTime() {} });

beforeEach(() => {
  heard = 0;
  contexts = 0;
  globalThis.document = { title: 'Review' };
  globalThis.AudioContext = class {
    state = 'suspended';
    currentTime = 0;
    constructor() { contexts += 1; }
    async resume() { this.state = 'running'; }
    createOscillator() { return { frequency: {}, connect: (next) => next, start() { heard += 1; }, stop() {} }; }
    createGain() { return { gain: param(), connect() {} }; }
  };
});

function strip(flags) {
  const line = new EventTarget();
  line.hidden = true;
  return { dataset: { flags }, querySelector: () => line, line };
}

test('a flag that is new counts in the title, and is heard only once sound was switched on', async () => {
  const { news } = await import('../../web/static/js/safety/news.js');
  news(strip('a'));
  assert.equal(document.title, '(1) Review');
  const second = strip('a b b-mine');
  news(second);
  assert.equal(document.title, '(2) Review');
  assert.deepEqual([heard, contexts, second.line.hidden], [0, 0, false]);

  second.line.dispatchEvent(new Event('click'));
  await new Promise((done) => { setTimeout(done); });
  assert.deepEqual([heard, contexts, second.line.hidden], [2, 1, true]);

  news(strip('a b b-mine'));
  assert.equal(heard, 2, 'nothing is new');
  news(strip('a a-mine b b-mine'));
  assert.equal(heard, 4, 'one has come to its reader');
  news(strip(''));
  assert.equal(document.title, 'Review');
  assert.equal(heard, 4, 'one that was closed makes no sound');
});
