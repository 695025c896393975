// The breath as it runs: phases on time, sound set ahead, a fade by itself, and nothing left behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patternOf } from '../../web/static/js/session_day/pacer.js';
import { createPacing } from '../../web/static/js/session_day/pacing.js';
import { fakeClock, settled } from './fakes.js';

const COUNTED = { in: 4, hold: 0, out: 6, rest: 0 };
const FREE = { in: 0, hold: 0, out: 0, rest: 0 };

/** A pacer with a page clock and, five seconds behind it, an audio clock. */
function pacer({ opens = true } = {}) {
  const clock = fakeClock();
  const seconds = () => clock.now() / 1000;
  const seen = [];
  const set = [];
  let lost = 0; // how long the audio clock has stood
  let taken = null;
  const sound = {
    open: async () => opens,
    now: () => (taken ?? seconds()) - lost - 5,
    schedule: (step, at) => set.push([step.phase, at + 5 - begun]),
    quiet: (fade) => set.push(['quiet', fade]),
    resume: async () => taken === null,
  };
  /** As a phone does for a call: the clock stands, and then goes on. */
  function take() {
    taken = seconds();
    pacing.sounding(false);
  }
  function giveBack() {
    lost += seconds() - taken;
    taken = null;
    pacing.sounding(true);
  }
  const view = {
    phase: (step, left) => seen.push([Math.round((seconds() - begun) * 1000) / 1000, step.phase, left]),
    free: () => seen.push('free'),
    faded: () => seen.push([seconds() - begun, 'faded']),
    stopped: () => seen.push('stopped'),
    paused: () => seen.push([seconds() - begun, 'paused']),
  };
  const begun = seconds();
  const pacing = createPacing({ now: seconds, after: clock.after, sound, view });
  return { pacing, clock, seen, set, take, giveBack, start: (how = {}) => pacing.start(COUNTED, { wants: false, limit: 600, ...how }) };
}

test('phases change when they should, and the time left is said', async () => {
  const { clock, seen, start } = pacer();
  await start();
  await clock.pass(14.5e3);
  assert.deepEqual(seen, [[0, 'in', 4], [4, 'out', 6], [10, 'in', 4], [14, 'out', 6]]);
});

test('after ten minutes it lets go by itself, and one tap takes it up again', async () => {
  const { clock, seen, pacing, start } = pacer();
  await start();
  await clock.pass(600e3);
  assert.deepEqual(seen.at(-1), [600, 'faded']);
  assert.equal(pacing.running(), false);
  assert.equal(clock.pending(), 0);
  await start();
  assert.deepEqual(seen.at(-1).slice(1), ['in', 4]);
});

test('ten minutes of counted breath are sixty breaths, each begun on its second', async () => {
  const { clock, seen, start } = pacer();
  await start();
  await clock.pass(599e3);
  const breaths = seen.filter(([, phase]) => phase === 'in').map(([at]) => at);
  assert.deepEqual(breaths, Array.from({ length: 60 }, (_, i) => i * 10));
});

test('sound is set two minutes ahead on the audio clock, each phase once and without a gap', async () => {
  const { clock, set, start } = pacer();
  await start({ wants: true });
  assert.deepEqual(set.slice(0, 4), [['in', 0], ['out', 4], ['in', 10], ['out', 14]]);
  assert.deepEqual(set.at(-1), ['out', 114]);
  await clock.pass(100e3);
  const expected = Array.from({ length: set.length }, (_, i) => (i % 2 ? ['out', (i - 1) * 5 + 4] : ['in', i * 5]));
  assert.deepEqual(set.map(([phase, at]) => [phase, Math.round(at * 1e6) / 1e6]), expected);
  assert.ok(set.at(-1)[1] > 210);
});

test('no sound is set beyond the fade', async () => {
  const { clock, set, start } = pacer();
  await start({ wants: true, limit: 25 });
  await clock.pass(30e3);
  assert.deepEqual(set.filter(([phase]) => phase !== 'quiet').at(-1), ['out', 24]);
  assert.deepEqual(set.at(-1), ['quiet', 6]);
});

test('sound turned on in the middle joins the phase that is on; turned off, the breath goes on in silence', async () => {
  const { clock, set, seen, pacing, start } = pacer();
  await start();
  await clock.pass(12e3);
  await pacing.setSound(true);
  assert.deepEqual(set[0], ['in', 10]);
  await clock.pass(1000);
  await pacing.setSound(false);
  assert.deepEqual(set.at(-1), ['quiet', 0.3]);
  await clock.pass(10e3);
  assert.deepEqual(seen.slice(-2).map(([at, phase]) => [at, phase]), [[14, 'out'], [20, 'in']]);
});

test('a phone that gives no sound still breathes, by the clock of the page', async () => {
  const { clock, set, seen, start } = pacer({ opens: false });
  await start({ wants: true });
  await clock.pass(10e3);
  assert.deepEqual([set, seen.length], [[], 3]);
});

test('stop ends it at once and leaves no timer, also while sound is still opening', async () => {
  const { clock, pacing, seen, set, start } = pacer();
  const opening = start({ wants: true });
  pacing.stop();
  await opening;
  await settled();
  assert.deepEqual([clock.pending(), pacing.running(), seen.at(-1), set], [0, false, 'stopped', [['quiet', 0.3]]]);
  pacing.stop();
  assert.equal(seen.filter((what) => what === 'stopped').length, 1);
});

test('out of sight a silent breath waits, and goes on where it was', async () => {
  const { clock, pacing, seen, start } = pacer();
  await start();
  await clock.pass(6e3);
  pacing.hidden();
  assert.equal(clock.pending(), 0);
  await clock.pass(3600e3);
  await pacing.visible();
  assert.deepEqual(seen.at(-1).slice(1), ['out', 4]);
  await clock.pass(4e3);
  assert.deepEqual(seen.at(-1).slice(1), ['in', 4]);
});

test('out of sight a sounding breath goes on, for closed eyes', async () => {
  const { clock, pacing, set, start } = pacer();
  await start({ wants: true });
  pacing.hidden();
  await clock.pass(60e3);
  assert.ok(set.length > 12);
});

test('just noticing has no count, no sound and no timer', async () => {
  const { clock, pacing, seen, set } = pacer();
  await pacing.start(FREE, { wants: true, limit: 600 });
  pacing.hidden();
  await pacing.visible();
  await pacing.setSound(true);
  assert.deepEqual([seen, set, clock.pending(), pacing.running()], [['free'], [], 0, true]);
});

test('a pattern is read from the data of the page, and what is missing is nought', () => {
  assert.deepEqual(patternOf({ in: '5.5', out: '5.5', hold: '', rounds: '4' }), {
    in: 5.5, top: 0, hold: 0, out: 5.5, rest: 0, rounds: 4, minutes: 0,
  });
});
