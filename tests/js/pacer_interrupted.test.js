// Calls, alarms, locked screens and slow timers: the breath waits or goes on, and never jumps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacing } from '../../web/static/js/session_day/pacing.js';
import { cycleLength, phaseAt } from '../../web/static/js/session_day/rhythm.js';
import { dice, fakeClock, settled } from './fakes.js';

const COUNTED = { in: 4, top: 0, hold: 0, out: 6, rest: 0 };

/** A phone whose audio clock can be taken away, and whose timers ring only now and then. */
function phone() {
  const clock = fakeClock(0);
  let audio = 0;
  let taken = false;
  let timer = null;
  const seen = [];
  const set = [];
  const quiet = [];
  const sound = {
    open: async () => true,
    now: () => audio,
    schedule: (step, at) => set.push({ ...step, at }),
    quiet: (fade) => quiet.push([audio, fade]),
    resume: async () => !taken,
  };
  const after = (wait, act) => {
    timer = { at: clock.now() + wait, act };
    return () => { timer = null; };
  };
  const tell = (what) => () => seen.push({ what, audio });
  const view = { phase: (step, left) => seen.push({ ...step, left, audio }), paused: tell('paused'), faded: tell('faded'), stopped: tell('stopped'), free: tell('free') };
  const pacing = createPacing({ now: () => clock.now() / 1000, after, sound, view });
  return {
    pacing, seen, set, quiet,
    timer: () => timer,
    audio: () => audio,
    begin: (pattern, limit = Infinity) => pacing.start(pattern, { wants: true, limit }),
    /** Time passes; a timer that is due rings at the end of it, and no sooner. */
    async pass(seconds) {
      clock.set(clock.now() + seconds * 1000);
      if (!taken) audio += seconds;
      if (timer && timer.at <= clock.now() + 1e-6) {
        const { act } = timer;
        timer = null;
        act();
      }
      await settled();
    },
    take() { taken = true; pacing.sounding(false); },
    give() { taken = false; pacing.sounding(true); },
  };
}

/** In, out, and sometimes a top-up, a hold and a rest. */
function anyPattern(random) {
  const maybe = (most) => (random() < 0.4 ? 0 : Math.round(random() * most * 1000) / 1000);
  return { in: 1 + maybe(5), top: maybe(2), hold: maybe(7), out: 1 + maybe(9), rest: maybe(4) };
}

test('whatever the pattern and however rarely the timers ring, sound is set without a gap and never too late', async () => {
  const random = dice(23);
  for (let i = 0; i < 25; i += 1) {
    const pattern = anyPattern(random);
    const { begin, pass, set, audio } = phone();
    await begin(pattern);
    while (audio() < 1800) {
      await pass(1 + random() * 59);
      assert.ok(set.at(-1).at + set.at(-1).until - set.at(-1).starts > audio() + 60, 'sound for one more sleep of a minute');
    }
    set.forEach((step, n) => {
      assert.ok(Math.abs(step.at - step.starts) < 1e-6, 'counted from the start, not from the wake-up');
      assert.ok(!n || Math.abs(step.starts - set[n - 1].until) < 1e-9, 'without a gap');
    });
  }
});

test('a call pauses sound and shape together, and both go on from where they were', async () => {
  const random = dice(29);
  for (let i = 0; i < 40; i += 1) {
    const pattern = anyPattern(random);
    const { begin, pass, seen, set, take, give, audio } = phone();
    await begin(pattern);
    for (let n = 0; n < 5; n += 1) {
      for (const end = audio() + random() * 40; audio() < end;) await pass(0.1);
      const before = phaseAt(pattern, audio());
      take();
      assert.deepEqual(seen.at(-1), { what: 'paused', audio: audio() });
      const shown = seen.length;
      for (let k = 0; k < 50; k += 1) await pass(1 + random() * 9);
      assert.equal(seen.length, shown, 'nothing moves meanwhile');
      give();
      const { phase, cycle, left, until } = seen.at(-1);
      assert.deepEqual([phase, cycle], [before.phase, before.cycle]);
      assert.ok(Math.abs(left - (until - audio())) < 0.002, 'nothing is skipped');
    }
    set.forEach((step) => assert.ok(Math.abs(step.at - step.starts) < 1e-6, 'what was set stays where it was set'));
  }
});

test('a call is asked for its end every two seconds, and stop does not wait for it', async () => {
  const { begin, pass, take, timer, pacing, seen } = phone();
  await begin(COUNTED);
  take();
  await pass(2);
  assert.ok(timer());
  pacing.stop();
  assert.deepEqual([timer(), pacing.running(), seen.at(-1).what], [null, false, 'stopped']);
});

test('turning the sound off during a call lets the breath go on in silence', async () => {
  const { begin, pass, take, pacing, seen } = phone();
  await begin(COUNTED);
  await pass(3);
  take();
  await pass(60);
  await pacing.setSound(false);
  assert.deepEqual([seen.at(-1).phase, seen.at(-1).left], ['in', 1]);
  await pass(1);
  assert.equal(seen.at(-1).phase, 'out');
});

test('the limit is reached to the moment, also with calls in between, and no sound is set beyond it', async () => {
  const random = dice(31);
  for (let i = 0; i < 25; i += 1) {
    const pattern = anyPattern(random);
    const limit = cycleLength(pattern) * (1 + Math.floor(random() * 4));
    const { begin, pass, seen, set, take, give, timer, audio } = phone();
    await begin(pattern, limit);
    take();
    await pass(300);
    give();
    while (timer()) await pass(0.01);
    assert.equal(seen.at(-1).what, 'faded');
    assert.ok(Math.abs(audio() - limit) < 0.04, `${audio()} for ${limit}`);
    assert.ok(set.every(({ at }) => at < limit));
  }
});

test('after a sleep that was longer than what was set, it goes on in the phase that is on', async () => {
  const { begin, pass, seen, set } = phone();
  await begin(COUNTED);
  const before = set.length;
  await pass(1003);
  assert.deepEqual([seen.at(-1).phase, seen.at(-1).cycle], ['in', 100]);
  assert.deepEqual([set[before].starts, set[before].phase], [1000, 'in']);
});
