// Runs a breath: one timer, and sound set far ahead of it; after a while it lets go.
import { boundaries, createTimeline, cycleLength, phaseAt } from './rhythm.js';

const AHEAD = 120; // seconds: a hidden page's timers wake once a minute
const AGAIN = 2000;

/** @type {CreatePacing} */
export function createPacing({ now, after, sound, view }) {
  let run = null;
  let cancel;

  function end(seconds, tell) {
    cancel?.();
    run = null;
    sound.quiet(seconds);
    tell();
  }

  function tick() {
    cancel?.();
    const { pattern, time, limit } = run;
    const elapsed = time.elapsed();
    if (elapsed >= limit) return end(6, view.faded);
    const step = phaseAt(pattern, elapsed);
    if (step.starts !== run.shown) view.phase(step, step.until - elapsed);
    run.shown = step.starts;
    if (run.loud) {
      const ahead = Math.min(limit, elapsed + AHEAD);
      for (const next of boundaries(pattern, Math.max(run.heard, step.starts), ahead)) sound.schedule(next, time.at(next.starts));
      run.heard = ahead;
    }
    cancel = after(Math.max(20, (Math.min(step.until, limit) - elapsed) * 1000), tick);
  }

  /** The phase that is on is shown anew, from where it is. */
  function again() {
    run.shown = null;
    tick();
  }

  async function loud() {
    const mine = run;
    if (!await sound.open() || run !== mine || !run.wants) return;
    run.time.resume(sound.now);
    run.loud = true;
    run.heard = 0;
    tick();
  }

  /** A call or an alarm took the sound: its clock stands, and the breath with it. */
  function wait() {
    cancel?.();
    cancel = after(AGAIN, () => {
      sound.resume();
      wait();
    });
  }

  return {
    running: () => run !== null,
    async start(pattern, { wants, limit }) {
      run = { pattern, time: createTimeline(now), limit, wants, heard: 0, waiting: false };
      if (!cycleLength(pattern)) return view.free();
      tick();
      if (wants) await loud();
    },
    stop() { if (run) end(0.3, view.stopped); },
    async setSound(wants) {
      if (!run || run.wants === wants || !cycleLength(run.pattern)) return;
      run.wants = wants;
      if (wants) return loud();
      run.loud = run.waiting = false;
      run.time.resume(now);
      sound.quiet(0.3);
      again();
    },
    sounding(yes) {
      if (!run?.loud || run.waiting === !yes) return;
      run.waiting = !yes;
      if (yes) return again();
      view.paused();
      wait();
    },
    hidden() { // with sound it goes on, for closed eyes
      if (!run || run.loud || !cycleLength(run.pattern)) return;
      run.time.pause();
      cancel?.();
      view.paused();
    },
    async visible() {
      const mine = run;
      if (!run || !cycleLength(run.pattern)) return;
      if (!run.loud) run.time.resume();
      else if (!await sound.resume() || run !== mine) return;
      again();
    },
  };
}
