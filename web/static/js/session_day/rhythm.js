// The arithmetic of a breath. All is counted from one start, so nothing drifts.

export const PHASES = ['in', 'hold', 'out', 'rest'];
const ms = (seconds = 0) => Math.round(seconds * 1000);
const lasts = (pattern, phase) => ms(pattern[phase]) + (phase === 'in' ? ms(pattern.top) : 0);

/** @type {CycleLength} */
export const cycleLength = (pattern) => PHASES.reduce((sum, phase) => sum + lasts(pattern, phase), 0) / 1000;

/** @type {LimitOf} */
export const limitOf = (pattern, fade) =>
  Math.min(fade || Infinity, pattern.minutes * 60 || Infinity, ms(pattern.rounds * cycleLength(pattern)) / 1000 || Infinity);

/** @type {PhaseAt} */
export function phaseAt(pattern, seconds) {
  const length = ms(cycleLength(pattern));
  const now = ms(seconds);
  const cycle = Math.floor(now / length);
  let until = cycle * length;
  for (const phase of PHASES) {
    const starts = until;
    until += lasts(pattern, phase);
    const top = phase === 'in' && pattern.top ? ms(pattern.in) / (until - starts) : 1;
    if (now < until) return { phase, cycle, starts: starts / 1000, until: until / 1000, progress: (now - starts) / (until - starts), top };
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
