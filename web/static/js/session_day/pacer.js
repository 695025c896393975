// The breath on the screen. A touch starts it, a touch stops it.
import { listen } from '../small/small.js';
import { createChoice } from './choosing.js';
import { createCues } from './cues.js';
import { createPacing } from './pacing.js';
import { PHASES, limitOf } from './rhythm.js';
import { createScreen } from './screen.js';
import { createSettings } from './settings.js';
import { createSound } from './sound.js';

/** @type {PatternOf} */
export const patternOf = (data) => Object.fromEntries([...PHASES, 'top', 'rounds', 'minutes'].map((name) => [name, Number(data[name]) || 0]));

/** @type {Behaviour} */
export function pacer(element, { word, clock: { after, now } }) {
  const { body } = document;
  const find = (selector) => body.querySelector(selector);
  const put = (selector, text) => { find(selector).textContent = text; };
  const sound = createSound({ Context: window.AudioContext, session: navigator.audioSession, changed: (yes) => pacing.sounding(yes) });
  const screen = createScreen({ wakeLock: navigator.wakeLock, after });
  const view = { phase, free, faded, stopped, paused };
  const pacing = createPacing({ now: () => performance.now() / 1000, after, sound, view });
  const settings = createSettings({ body, changed });
  const choice = createChoice({ body, element, now });
  const cues = createCues(element, settings);

  function changed(name) {
    if (name === 'tone') sound.level(name, settings.on(name) ? 1 : 0);
    if (name !== 'loudness') return;
    if (settings.loudness()) sound.level(name, settings.loudness());
    pacing.setSound(settings.loudness() > 0);
  }
  function phase(step, left) {
    put('[data-note]', '');
    cues.phase(step, left);
  }
  function paused() {
    put('[data-note]', word('paused'));
    cues.freeze();
  }
  function free() {
    element.dataset.pattern = body.dataset.pattern = 'B-01';
    put('[data-note]', word('just-notice'));
  }
  function running(yes) {
    body.dataset.running = yes ? 'yes' : 'no';
    put('[data-toggle] [data-label]', word(yes ? 'stop' : 'start'));
    put('[data-note]', '');
    choice.lock(yes);
    if (!yes) cues.clear();
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
    choice.offer();
    for (const fold of body.querySelectorAll('.choose')) fold.open = false;
    element.scrollIntoView({ block: 'start' });
    running(true);
    screen.hold();
    const pattern = patternOf(choice.data());
    pacing.start(pattern, { wants: settings.loudness() > 0, limit: limitOf(pattern, Number(element.dataset.fadeMinutes) * 60) });
  }
  function seen() {
    if (document.hidden) return pacing.hidden();
    screen.again();
    if (!pacing.running()) choice.offer();
    pacing.visible();
  }

  body.dataset.motion = 'still'; // the sheet's own motion is for pages without scripts
  running(false);
  for (const name of ['loudness', 'tone']) changed(name);
  find('[data-toggle]').disabled = false;
  const stop = listen([find('[data-toggle]'), 'click', toggle], [document, 'visibilitychange', seen], [window, 'pageshow', seen]);
  return () => {
    for (const end of [stop, settings.stop, choice.stop, pacing.stop, screen.release, sound.close]) end();
  };
}
