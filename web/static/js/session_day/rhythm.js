// The arithmetic of a breath. All is counted from one start, so nothing drifts.

export const PHASES = ['in', 'hold', 'out', 'rest'];
const ms = (seconds) => Math.round(seconds * 1000);

/** @type {CycleLength} */
export const cycleLength = (pattern) => PHASES.reduce((sum, phase) => sum + ms(pattern[phase]), 0) / 1000;

/** @type {PhaseAt} */
export function phaseAt(pattern, seconds) {
  const length = ms(cycleLength(pattern));
  const now = ms(seconds);
  const cycle = Math.floor(now / length);
  let until = cycle * length;
  for (const phase of PHASES) {
    const starts = until;
    until += ms(pattern[phase]);
    if (now < until) return { phase, cycle, starts: starts / 1000, until: until / 1000, progress: (now - starts) / (until - starts) };
  }
  return null; // a free breath has none
}

/** @type {Boundaries} */
export function boundaries(pattern, from, to) {
  const steps = [];
  for (let at = phaseAt(pattern, from); at && at.starts < to; at = phaseAt(pattern, at.until)) {
    if (at.starts >= from) steps.push(at);
  }
  return steps;
}

/** @type {CreateTimeline} */
export function createTimeline(now) {
  let origin = now();
  let paused = null;
  const elapsed = () => paused ?? now() - origin;
  return {
    elapsed,
    at: (seconds) => origin + seconds,
    pause() { paused = elapsed(); },
    resume(clock = now) {
      origin = clock() - elapsed();
      now = clock;
      paused = null;
    },
  };
}
