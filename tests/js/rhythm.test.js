// The arithmetic of a breath, over many random patterns, moments and pauses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHASES, boundaries, createTimeline, cycleLength, limitOf, phaseAt } from '../../web/static/js/session_day/rhythm.js';
import { dice } from './fakes.js';

const HALF_HOUR = 1800;
const COUNTED = { in: 4, hold: 0, out: 6, rest: 0 };
const FREE = { in: 0, hold: 0, out: 0, rest: 0 };

/** Some phases are left out; lengths are whole milliseconds, as odd as they come. */
function randomPattern(random) {
  const length = () => (random() < 0.3 ? 0 : Math.round(500 + random() * 7500) / 1000);
  return { in: 0.5 + length(), top: length() / 4, hold: length(), out: length(), rest: length() };
}

/** The top-up belongs to the way in. */
const lasts = (pattern, phase) => pattern[phase] + (phase === 'in' ? pattern.top : 0);

function* patterns(count) {
  const random = dice(7);
  for (let i = 0; i < count; i += 1) yield [randomPattern(random), random];
}

test('a counted breath goes in for four and out for six', () => {
  assert.deepEqual(phaseAt(COUNTED, 0), { phase: 'in', cycle: 0, starts: 0, until: 4, progress: 0, top: 1 });
  assert.equal(phaseAt(COUNTED, 3.999).phase, 'in');
  assert.equal(phaseAt(COUNTED, 4).phase, 'out');
  assert.deepEqual(phaseAt(COUNTED, 25), { phase: 'out', cycle: 2, starts: 24, until: 30, progress: 1 / 6, top: 1 });
});

test('a top-up belongs to the way in: one phase, which knows where the second breath begins', () => {
  const sigh = { in: 2, top: 1, hold: 0, out: 6, rest: 0 };
  assert.equal(cycleLength(sigh), 9);
  assert.deepEqual(phaseAt(sigh, 2.5), { phase: 'in', cycle: 0, starts: 0, until: 3, progress: 2.5 / 3, top: 2 / 3 });
  assert.deepEqual(boundaries(sigh, 0, 18).map(({ phase, starts }) => [phase, starts]), [['in', 0], ['out', 3], ['in', 9], ['out', 12]]);
});

test('it lets go at the soonest of the given time, the pattern’s own minutes and its rounds', () => {
  assert.equal(limitOf(COUNTED, 600), 600);
  assert.equal(limitOf(COUNTED, 0), Infinity);
  assert.equal(limitOf({ ...COUNTED, rounds: 4 }, 600), 40);
  assert.equal(limitOf({ ...COUNTED, minutes: 5 }, 600), 300);
  assert.equal(limitOf({ ...COUNTED, minutes: 20 }, 600), 600);
  assert.equal(limitOf({ ...COUNTED, rounds: 100, minutes: 5 }, 600), 300);
  for (const [pattern, random] of patterns(100)) {
    const rounds = 1 + Math.floor(random() * 9);
    const limit = limitOf({ ...pattern, rounds }, 3600);
    assert.equal(boundaries(pattern, 0, limit).at(-1).cycle, rounds - 1);
    assert.equal(phaseAt(pattern, limit).cycle, rounds);
  }
});

test('a free breath has no phases', () => {
  assert.equal(cycleLength(FREE), 0);
  assert.equal(phaseAt(FREE, 12), null);
  assert.deepEqual(boundaries(FREE, 0, 600), []);
});

test('each phase begins exactly where the one before it ended, for half an hour, with no drift', () => {
  for (const [pattern] of patterns(60)) {
    const length = cycleLength(pattern);
    const steps = boundaries(pattern, 0, HALF_HOUR);
    const kinds = PHASES.filter((phase) => pattern[phase] || (phase === 'in' && pattern.top));
    steps.forEach((step, i) => {
      assert.equal(step.starts, i ? steps[i - 1].until : 0);
      assert.equal(step.phase, kinds[i % kinds.length]);
      assert.equal(step.cycle, Math.floor(i / kinds.length));
    });
    const first = steps.filter(({ phase }) => phase === kinds[0]);
    for (const { cycle, starts } of first) assert.ok(Math.abs(starts - cycle * length) < 1e-9);
  }
});

test('cycles times length is the time that went by', () => {
  for (const [pattern, random] of patterns(200)) {
    const length = cycleLength(pattern);
    assert.ok(Math.abs(length - PHASES.reduce((sum, phase) => sum + lasts(pattern, phase), 0)) < 0.0011);
    const cycles = Math.floor(random() * 400);
    const { cycle, starts, progress } = phaseAt(pattern, cycles * length);
    assert.deepEqual({ cycle, progress }, { cycle: cycles, progress: 0 });
    assert.ok(Math.abs(starts - cycles * length) < 1e-6);
  }
});

test('every moment lies inside the phase it is said to be in', () => {
  for (const [pattern, random] of patterns(200)) {
    const now = random() * HALF_HOUR;
    const { phase, starts, until, progress } = phaseAt(pattern, now);
    assert.ok(starts <= now + 0.0005 && now < until + 0.0005, `${now} in ${starts} to ${until}`);
    assert.ok(progress >= 0 && progress < 1);
    assert.ok(Math.abs(until - starts - lasts(pattern, phase)) < 0.0011);
  }
});

test('boundaries asked for piece by piece are the same as asked for at once', () => {
  for (const [pattern, random] of patterns(60)) {
    const pieces = [];
    let from = 0;
    while (from < 300) {
      const to = Math.min(300, from + random() * 25);
      pieces.push(...boundaries(pattern, from, to));
      from = to;
    }
    assert.deepEqual(pieces, boundaries(pattern, 0, 300));
  }
});

test('pauses move the origin: the breath goes on at the very moment it stopped at', () => {
  for (const [pattern, random] of patterns(60)) {
    let now = random() * 1e6;
    let running = 0;
    const timeline = createTimeline(() => now);
    for (let i = 0; i < 40; i += 1) {
      const run = random() * 45;
      now += run;
      running += run;
      timeline.pause();
      const before = phaseAt(pattern, timeline.elapsed());
      now += random() * 600;
      timeline.resume();
      const after = phaseAt(pattern, timeline.elapsed());
      assert.deepEqual([after.phase, after.cycle], [before.phase, before.cycle]);
      assert.ok(Math.abs(after.progress - before.progress) < 0.01);
      assert.ok(Math.abs(timeline.elapsed() - running) < 1e-6);
    }
  }
});

test('going over to another clock loses no time, in either direction', () => {
  const random = dice(11);
  let page = 5000;
  let audio = 0.25;
  let running = 0;
  const timeline = createTimeline(() => page);
  for (let i = 0; i < 100; i += 1) {
    const step = random() * 20;
    page += step;
    audio += step;
    running += step;
    timeline.resume(i % 2 ? () => page : () => audio);
    assert.ok(Math.abs(timeline.elapsed() - running) < 1e-6);
    assert.ok(Math.abs(timeline.at(running) - (i % 2 ? page : audio)) < 1e-6);
  }
});
