// The breath on the screen. A touch starts it, a touch stops it.
import { listen } from '../small/small.js';
import { createPacing } from './pacing.js';
import { PHASES } from './rhythm.js';
import { createScreen } from './screen.js';
import { createSound } from './sound.js';

const TAPS = { in: [60], out: [30, 60, 30] };
const LEVELS = { in: '0 24%', hold: '0 24%', out: '0 80%', rest: '0 80%' };

function memory(name, value) {
  try {
    if (value !== undefined) localStorage[`breath-${name}`] = value;
    return localStorage[`breath-${name}`];
  } catch { // this phone keeps none
    return undefined;
  }
}

/** @type {PatternOf} */
export const patternOf = (data) => Object.fromEntries(PHASES.map((phase) => [phase, Number(data[phase]) || 0]));

/** @type {Behaviour} */
export function pacer(element, { word, clock: { after } }) {
  const { body } = document;
  const find = (selector) => body.querySelector(selector);
  const put = (selector, text) => { if (find(selector)) find(selector).textContent = text; };
  const isOn = (name) => find(`[data-${name}]`)?.ariaPressed === 'true';
  const show = (id) => { element.dataset.pattern = body.dataset.pattern = id; };
  const radios = [...body.querySelectorAll('[name=pattern]')];
  const switches = ['sound', 'touch', 'spoken', 'still'].filter((name) => find(`[data-${name}]`));
  const sound = createSound({ Context: window.AudioContext, session: navigator.audioSession });
  const screen = createScreen({ wakeLock: navigator.wakeLock, after });
  const view = { phase, free, faded, stopped };
  const pacing = createPacing({ now: () => performance.now() / 1000, after, sound, view });
  let data = { ...element.dataset };

  function move(level, seconds) {
    const still = isOn('still') || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const { style } = find('.water');
    style.transition = still ? '' : `translate ${seconds}s cubic-bezier(.37, 0, .63, 1)`;
    style.translate = still ? '' : level;
  }
  function phase(step, left) {
    element.dataset.phase = step.phase;
    move(LEVELS[step.phase], left);
    if (isOn('touch')) navigator.vibrate?.(TAPS[step.phase] ?? 0);
    if (isOn('spoken')) put('[data-spoken-phase]', find(`[data-cue=${step.phase}]`)?.textContent);
  }
  function free() {
    show('B-01');
    put('[data-note]', word('just-notice'));
  }
  function running(yes) {
    body.dataset.running = yes ? 'yes' : 'no';
    put('[data-toggle] [data-label]', word(yes ? 'stop' : 'start'));
    put('[data-note]', '');
    for (const radio of radios) radio.disabled = yes;
    if (yes) return;
    delete element.dataset.phase;
    move('', 2);
  }
  function faded() { // the screen stays on: Help must not be behind a lock
    running(false);
    free();
  }
  function stopped() {
    running(false);
    screen.release();
  }
  function toggle() {
    if (pacing.running()) return pacing.stop();
    running(true);
    show(data.pattern);
    screen.hold();
    pacing.start(patternOf(data), { wants: isOn('sound'), limit: element.dataset.fadeMinutes * 60 || Infinity });
  }
  function seen() {
    if (document.hidden) return pacing.hidden();
    screen.again();
    pacing.visible();
  }
  function choose(radio) {
    data = { ...radio.dataset, pattern: radio.value };
    radio.checked = true;
    show(data.pattern);
    memory('pattern', data.pattern);
    for (const place of body.querySelectorAll('[data-from]')) place.textContent = data[place.dataset.from] ?? '';
  }
  function press(name, on) {
    const button = find(`[data-${name}]`);
    button.ariaPressed = on;
    button.textContent = button.dataset[on ? 'whenOn' : 'whenOff'];
    memory(name, on);
    if (name === 'sound') pacing.setSound(on);
  }

  body.dataset.motion = 'still'; // the sheet's own motion is for pages without scripts
  find('[data-touch]')?.toggleAttribute('hidden', !navigator.vibrate);
  running(false);
  for (const name of switches) press(name, (memory(name) ?? `${isOn(name)}`) === 'true');
  const chosen = memory('pattern');
  const radio = radios.find(({ value }) => value === chosen) ?? radios.find(({ checked }) => checked);
  if (radio) choose(radio);
  const stop = listen(
    [find('[data-toggle]'), 'click', toggle],
    [document, 'visibilitychange', seen],
    ...switches.map((name) => [find(`[data-${name}]`), 'click', () => press(name, !isOn(name))]),
    ...radios.map((each) => [each, 'change', () => choose(each)]),
  );
  return () => {
    stop();
    pacing.stop();
    screen.release();
    sound.close();
  };
}
