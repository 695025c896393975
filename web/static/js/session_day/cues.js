// Each phase for the eye, the hand, a voice and a screen reader.

const TAPS = { in: [60], hold: [20, 60, 20, 60, 20], out: [30, 60, 160], rest: [15] };
const LEVELS = { in: ['0 24%', '100%'], hold: ['0 24%', '100%'], out: ['0 80%', '0%'], rest: ['0 80%', '0%'] };
const LATE = 0.5;

/** @type {CreateCues} */
export function createCues(element, { on, loudness }) {
  const { speechSynthesis: voice, navigator, document } = window;
  const find = (selector) => element.querySelector(selector);
  const water = find('.water').style;
  const bar = find('.pace i').style;
  const still = () => document.body.dataset.pace === 'still';
  let told;

  function move([level, width], seconds) {
    water.transition = still() ? '' : `translate ${seconds}s cubic-bezier(.37, 0, .63, 1)`;
    water.translate = still() ? '' : level;
    bar.transition = `inline-size ${seconds}s linear`;
    bar.inlineSize = width;
  }
  function say(text) {
    if (on('spoken')) find('[data-spoken]').textContent = text;
    if (!on('voice') || !loudness() || element.dataset.voice === 'no') return;
    voice?.cancel();
    voice?.speak(Object.assign(new SpeechSynthesisUtterance(text), { lang: document.documentElement.lang, rate: 0.8, volume: loudness() }));
  }

  return {
    phase({ phase, starts, until }, left) {
      if (element.dataset.phase !== phase) element.dataset.phase = phase;
      move(LEVELS[phase], left);
      const late = until - starts - left > LATE;
      if (told === starts || late) return;
      told = starts;
      if (on('touch')) navigator.vibrate?.(TAPS[phase]);
      say(find(`[data-cue=${phase}]`).firstChild.textContent.trim());
    },
    freeze() {
      const at = [getComputedStyle(find('.water')).translate, getComputedStyle(find('.pace i')).inlineSize];
      move(at, 0);
      voice?.cancel();
    },
    clear() {
      delete element.dataset.phase;
      move(['', ''], 2);
      if (told === undefined) return;
      told = undefined;
      if (on('touch')) navigator.vibrate?.(0);
      voice?.cancel();
      find('[data-spoken]').textContent = '';
    },
  };
}
