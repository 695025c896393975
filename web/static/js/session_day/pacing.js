// Runs a breath: one timer, sound set two cycles ahead; after a while it lets go.
import { boundaries, createTimeline, cycleLength, phaseAt } from './rhythm.js';

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
      const ahead = Math.min(limit, elapsed + 2 * cycleLength(pattern));
      for (const next of boundaries(pattern, run.heard, ahead)) sound.schedule(next, time.at(next.starts));
      run.heard = ahead;
    }
    cancel = after(Math.max(20, (Math.min(step.until, limit) - elapsed) * 1000), tick);
  }

  async function loud() {
    const mine = run;
    if (!await sound.open() || run !== mine || !run.wants) return;
    run.time.resume(sound.now);
    run.loud = true;
    run.heard = phaseAt(run.pattern, run.time.elapsed()).starts;
    tick();
  }

  return {
    running: () => run !== null,
    async start(pattern, { wants, limit }) {
      run = { pattern, time: createTimeline(now), limit, wants, heard: 0 };
      if (!cycleLength(pattern)) return view.free();
      tick();
      if (wants) await loud();
    },
    stop() { if (run) end(0.3, view.stopped); },
    async setSound(wants) {
      if (!run || !cycleLength(run.pattern)) return;
      run.wants = wants;
      if (wants) return loud();
      run.loud = false;
      run.time.resume(now);
      sound.quiet(0.3);
    },
    hidden() { // with sound it goes on, for closed eyes
      if (!run || run.loud) return;
      run.time.pause();
      cancel?.();
    },
    async visible() {
      if (run?.loud) await sound.resume();
      else run?.time.resume();
      if (!run || !cycleLength(run.pattern)) return;
      run.shown = null;
      tick();
    },
  };
}
