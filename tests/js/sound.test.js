// The sound of a breath, on an audio context that only takes notes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSound } from '../../web/static/js/session_day/sound.js';

/** An audio context whose parameters remember what was asked of them. */
function studio({ state = 'running' } = {}) {
  const made = [];
  const param = (value) => ({
    value,
    ramps: [],
    cancelScheduledValues() { this.ramps.length = 0; return this; },
    setValueAtTime() { return this; },
    linearRampToValueAtTime(to, at) { this.ramps.push([to, at]); return this; },
  });
  const node = (more) => ({ connect: (next) => next, start() {}, ...more });
  class Context {
    constructor() {
      Object.assign(this, { currentTime: 10, sampleRate: 100, state: 'suspended', closed: false });
      this.gain = node({ gain: param(1) });
      this.filter = node({ frequency: param(0) });
      made.push(this);
    }

    createBufferSource() { return node({}); }

    createBuffer(channels, length) {
      const samples = new Float32Array(length);
      return { getChannelData: () => samples };
    }

    createBiquadFilter() { return this.filter; }

    createGain() { return this.gain; }

    async resume() { this.state = state; }

    async close() { this.closed = true; }
  }
  const session = { type: 'auto' };
  return { made, session, sound: createSound({ Context, session }) };
}

const step = (phase, starts, until) => ({ phase, starts, until });

test('nothing is made before a touch, and then only once', async () => {
  const { made, session, sound } = studio();
  sound.quiet(1);
  assert.deepEqual([made.length, session.type], [0, 'auto']);
  assert.deepEqual([await sound.open(), await sound.open()], [true, true]);
  assert.deepEqual([made.length, session.type, made[0].gain.gain.value], [1, 'playback', 0]);
});

test('it rises to its loudest on the way in, and is silent at the end of the way out', async () => {
  const { made, sound } = studio();
  await sound.open();
  const { ramps } = made[0].gain.gain;
  ramps.length = 0;
  sound.schedule(step('in', 0, 4), 10);
  sound.schedule(step('out', 4, 10), 14);
  assert.deepEqual(ramps.map(([, at]) => at), [14, 14 + 0.12 * 6, 20]);
  const [top, , end] = ramps.map(([level]) => level);
  assert.ok(top === Math.max(...ramps.map(([level]) => level)) && top <= 0.2 && end === 0);
});

test('joining in the middle of a phase leaves out what is past', async () => {
  const { made, sound } = studio();
  await sound.open();
  const { ramps } = made[0].gain.gain;
  ramps.length = 0;
  sound.schedule(step('out', 4, 10), 8);
  assert.deepEqual(ramps.map(([, at]) => at), [14]);
});

test('going quiet drops what was set ahead', async () => {
  const { made, sound } = studio();
  await sound.open();
  sound.schedule(step('in', 0, 4), 10);
  sound.quiet(6);
  assert.deepEqual(made[0].gain.gain.ramps, [[0, 16]]);
});

test('a phone that will not sound says so', async () => {
  assert.equal(await studio({ state: 'suspended' }).sound.open(), false);
  assert.equal(await createSound({ Context: undefined }).open(), false);
});
