// The sound of a breath, on an audio context that only takes notes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSound } from '../../web/static/js/session_day/sound.js';

/** An audio context whose parameters remember what was asked of them. */
function studio({ state = 'running', outputLatency = 0 } = {}) {
  const made = [];
  const heard = [];
  const param = (value) => ({
    value,
    ramps: [],
    cancelScheduledValues() { this.ramps.length = 0; return this; },
    setValueAtTime(to, at) { this.set = [to, at]; return this; },
    linearRampToValueAtTime(to, at) { this.ramps.push([to, at]); return this; },
    setTargetAtTime(to) { this.target = to; return this; },
  });
  class Context {
    constructor() {
      Object.assign(this, { currentTime: 10, sampleRate: 100, state: 'suspended', closed: false, outputLatency, gains: [] });
      made.push(this);
    }

    node(more) { return { connect: (next) => next, start() {}, ...more }; }

    createBufferSource() { return this.node({}); }

    createBuffer(channels, length) {
      const samples = new Float32Array(length);
      return { getChannelData: () => samples };
    }

    createBiquadFilter() { return (this.filter = this.node({ frequency: param(0), Q: param(0) })); }

    createOscillator() { return (this.voice = this.node({ frequency: param(0) })); }

    createGain() {
      this.gains.push(this.node({ gain: param(1) }));
      return this.gains.at(-1);
    }

    async resume() { this.state = state; }

    async close() { this.closed = true; }
  }
  const session = { type: 'auto' };
  const sound = createSound({ Context, session, changed: (yes) => heard.push(yes) });
  /** The ramps of one phase alone: [loudness of the noise, of the tone, the tone's hertz] with their times. */
  function ramps(...steps) {
    const [{ gains: [, , air, hum], voice }] = made;
    const watched = [air.gain, hum.gain, voice.frequency];
    for (const each of watched) each.ramps.length = 0;
    for (const [each, at] of steps) sound.schedule(each, at);
    return watched.map((each) => each.ramps);
  }
  return { made, heard, session, sound, ramps };
}

const step = (phase, starts, until, top = 1) => ({ phase, starts, until, top });
const round = (number) => Math.round(number * 1e6) / 1e6;

test('nothing is made before a touch, and then only once', async () => {
  const { made, session, sound } = studio();
  sound.quiet(1);
  sound.level('loudness', 0.3);
  assert.deepEqual([made.length, session.type, await sound.resume()], [0, 'auto', false]);
  assert.deepEqual([await sound.open(), await sound.open()], [true, true]);
  assert.deepEqual([made.length, session.type, made[0].gains[0].gain.value], [1, 'playback', 0.3]);
});

test('it rises to its loudest on the way in, and is silent at the end of the way out', async () => {
  const { sound, ramps } = studio();
  await sound.open();
  const [air] = ramps([step('in', 0, 4), 10], [step('out', 4, 10), 14]);
  assert.deepEqual(air.map(([, at]) => round(at)), [10.48, 14, 14.72, 20]);
  const levels = air.map(([level]) => level);
  assert.ok(levels[1] === Math.max(...levels) && levels[1] <= 0.2 && levels.at(-1) === 0);
});

test('the tone rises on the way in, stays on the hold, falls on the way out, and rests in silence', async () => {
  const { sound, ramps } = studio();
  await sound.open();
  const [, , rising] = ramps([step('in', 0, 4), 10]);
  assert.ok(rising.at(-1)[0] > rising[0][0]);
  const [air, hum, steady] = ramps([step('hold', 4, 8), 14]);
  assert.equal(new Set(steady.map(([hertz]) => hertz)).size, 1);
  assert.ok(Math.max(...air.map(([level]) => level)) < 0.04 && Math.min(...hum.map(([level]) => level)) > 0, 'faint, and there');
  const [, , falling] = ramps([step('out', 8, 12), 18]);
  assert.ok(falling.at(-1)[0] < falling[0][0]);
  const silent = ramps([step('rest', 12, 16), 22]);
  assert.deepEqual(silent.slice(0, 2), [[[0, 26]], [[0, 26]]]);
});

test('a sigh is heard as two breaths in: the second begins where the top-up does', async () => {
  const { sound, ramps } = studio();
  await sound.open();
  const [air] = ramps([step('in', 0, 3, 2 / 3), 10]);
  const levels = air.map(([level]) => level);
  assert.ok(levels[1] > levels[2] && levels[3] > levels[1]);
  assert.deepEqual([round(air[2][1]), round(air[3][1])], [12, 13]);
});

test('joining in the middle of a phase begins from what is heard, and leaves out what is past', async () => {
  const { made, sound, ramps } = studio();
  await sound.open();
  made[0].gains[2].gain.value = 0.07;
  const [air] = ramps([step('out', 4, 10), 8]);
  assert.deepEqual(made[0].gains[2].gain.set, [0.07, 10]);
  assert.deepEqual(air.map(([, at]) => at), [14]);
});

test('going quiet drops what was set ahead', async () => {
  const { made, sound } = studio();
  await sound.open();
  sound.schedule(step('in', 0, 4), 10);
  sound.quiet(6);
  const [, , air, hum] = made[0].gains;
  assert.deepEqual([air.gain.ramps, hum.gain.ramps], [[[0, 16]], [[0, 16]]]);
  assert.deepEqual(made[0].filter.frequency.ramps, []);
});

test('what is heard lags behind what is set, by what the phone says, and by no more than half a second', async () => {
  for (const [said, taken] of [[0.18, 0.18], [0, 0], [9, 0.5]]) {
    const { sound } = studio({ outputLatency: said });
    await sound.open();
    assert.equal(sound.now(), 10 - taken);
  }
});

test('loudness and tone turn softly, and are remembered before there is sound', async () => {
  const { made, sound } = studio();
  sound.level('tone', 1);
  await sound.open();
  const [loudness, tone] = made[0].gains;
  assert.deepEqual([loudness.gain.value, tone.gain.value], [1, 1]);
  sound.level('loudness', 0.35);
  sound.level('tone', 0);
  assert.deepEqual([loudness.gain.target, tone.gain.target], [0.35, 0]);
});

test('it tells when the phone takes the sound away and gives it back', async () => {
  const { made, heard, sound } = studio();
  await sound.open();
  const [context] = made;
  for (const state of ['interrupted', 'running', 'suspended']) {
    context.state = state;
    context.onstatechange();
  }
  assert.deepEqual(heard, [false, true, false]);
});

test('a phone that will not sound says so', async () => {
  const { sound } = studio({ state: 'suspended' });
  assert.deepEqual([await sound.open(), await sound.resume()], [false, false]);
  assert.equal(await createSound({ Context: undefined }).open(), false);
});
