// How the breath is told: what a person has set stays on this phone.
import { listen } from '../small/small.js';

const LOUDNESS = { off: 0, soft: 0.35, full: 1 };

/** @type {Memory} */
export function memory(name, value) {
  try {
    if (value !== undefined) localStorage[`breath-${name}`] = value;
    return localStorage[`breath-${name}`];
  } catch {
    return undefined;
  }
}

/** @type {CreateSettings} */
export function createSettings({ body, changed }) {
  const button = body.querySelector('[data-sound]');
  const radios = [...body.querySelectorAll('[name=loudness]')];
  const boxes = [...body.querySelectorAll('[data-setting]')];
  const on = (name) => boxes.some(({ checked, dataset }) => checked && dataset.setting === name);
  const slow = matchMedia('(prefers-reduced-motion: reduce)');
  let level = 'full';
  let louder = level;

  function show() {
    button.ariaPressed = level !== 'off';
    button.textContent = button.dataset[level === 'off' ? 'whenOff' : 'whenOn'];
    for (const radio of radios) radio.checked = radio.value === level;
    body.dataset.shape = on('shape') ? 'yes' : 'no';
    body.dataset.pace = on('still') || slow.matches ? 'still' : 'moving';
  }
  function set(name, value) {
    memory(name, value);
    show();
    changed(name);
  }
  function turn(to) {
    level = to;
    if (to !== 'off') louder = to;
    set('loudness', level);
  }

  for (const box of boxes) box.checked = (memory(box.dataset.setting) ?? `${box.checked}`) === 'true';
  for (const [name, has] of [['touch', navigator.vibrate], ['voice', window.speechSynthesis]]) {
    body.querySelector(`label:has([data-setting=${name}])`)?.toggleAttribute('hidden', !has);
  }
  level = memory('loudness') in LOUDNESS ? memory('loudness') : level;
  show();
  return {
    on,
    loudness: () => LOUDNESS[level],
    stop: listen(
      [slow, 'change', show],
      [button, 'click', () => turn(level === 'off' ? louder : 'off')],
      ...radios.map((radio) => [radio, 'change', () => turn(radio.value)]),
      ...boxes.map((box) => [box, 'change', () => set(box.dataset.setting, box.checked)]),
    ),
  };
}
