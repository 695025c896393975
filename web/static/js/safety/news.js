// An open desk tells of a new flag: in the tab's title, and with a sound once that was switched on.
import { listen } from '../small/small.js';

const title = document.title;
let context;
let known;

function ring() {
  const { currentTime: now, destination } = context;
  for (const [after, pitch] of [[0, 587], [0.25, 440]]) {
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0.3, now + after);
    level.gain.exponentialRampToValueAtTime(0.001, now + after + 0.5);
    tone.connect(level).connect(destination);
    tone.start(now + after);
    tone.stop(now + after + 0.5);
  }
}

/** @type {Behaviour} */
export function news(strip) {
  const line = strip.querySelector('[data-ring]');
  const flags = strip.dataset.flags.split(' ').filter(Boolean);
  const fresh = known && flags.some((one) => !known.includes(one));
  const open = flags.filter((one) => !one.endsWith('mine')).length;
  known = flags;
  document.title = open ? `(${open}) ${title}` : title;
  line.hidden = context?.state === 'running';
  if (fresh && context) ring();
  return listen([line, 'click', async () => {
    context ??= new AudioContext();
    await context.resume();
    line.hidden = true;
    ring();
  }]);
}
