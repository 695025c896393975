// Which breaths are offered: held ones to few (B-14).
import { listen } from '../small/small.js';
import { calmUntil } from './calm.js';
import { PHASES } from './rhythm.js';
import { memory } from './settings.js';

/** @type {CreateChoice} */
export function createChoice({ body, element, now }) {
  const find = (selector) => body.querySelector(selector);
  const radios = [...body.querySelectorAll('[name=pattern]')];
  const answers = [...body.querySelectorAll('[name=holds]')];
  const holds = radios.filter(({ dataset }) => 'holds' in dataset);
  let data = { ...element.dataset };

  function choose(radio) {
    data = { ...radio.dataset, pattern: radio.value };
    radio.checked = true;
    element.dataset.pattern = body.dataset.pattern = radio.value;
    for (const place of element.querySelectorAll('[data-from]')) place.textContent = data[place.dataset.from];
    for (const phase of PHASES) find(`[data-cue=${phase}]`).hidden = !Number(data[phase]);
  }
  function offer() {
    const calm = now() < calmUntil();
    const said = memory('holds');
    for (const radio of radios) {
      radio.closest('label').hidden = (calm && !('during' in radio.dataset)) || (holds.includes(radio) && said !== 'none');
    }
    for (const answer of answers) answer.checked = answer.value === said;
    find('[data-asks]')?.toggleAttribute('hidden', calm || !holds.length);
    find('[data-calm]')?.toggleAttribute('hidden', !calm);
    const open = radios.filter((radio) => !radio.closest('label').hidden);
    const wanted = open.find(({ value }) => value === memory('pattern')) ?? open.find(({ checked }) => checked) ?? open[0];
    if (wanted) choose(wanted);
  }
  function pick(radio) {
    memory('pattern', radio.value);
    choose(radio);
  }
  function answer({ value }) {
    memory('holds', value);
    offer();
  }

  offer();
  return {
    offer,
    data: () => data,
    lock(yes) { for (const radio of [...radios, ...answers]) radio.disabled = yes; },
    stop: listen(
      ...radios.map((radio) => [radio, 'change', () => pick(radio)]),
      ...answers.map((radio) => [radio, 'change', () => answer(radio)]),
    ),
  };
}
