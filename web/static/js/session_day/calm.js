// While the medicine works, this phone offers no held breath and no sigh (B-14, B-16).

const KEY = 'calm-until';

/** @type {CalmUntil} */
export function calmUntil() {
  try {
    return Number(localStorage[KEY]) || 0;
  } catch {
    return 0;
  }
}

/** Never sooner than it was. @type {KeepCalm} */
export function keepCalm(hours, now) {
  try {
    localStorage[KEY] = Math.max(calmUntil(), now + hours * 3600e3);
  } catch { /* as above */ }
}
