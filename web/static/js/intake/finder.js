// The finder of server/intake/finder.py in short. It asks, and never answers.

const STRENGTH = /\d+(?:[.,/]\d+)*\s*(?:%|(?:mg|mcg|ug|g|ml|iu|units?|puffs?|h|x)\b)?/gi;

/** @type {PlainName} */
export const plain = (text) => text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '').replace(/[^a-z0-9]+/g, ' ').trim();

/** Letters changed, left out, put in, or two changed about: optimal string alignment. @type {Distance} */
export function distance(a, b) {
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + Number(a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

const allowed = (length) => Number(length > 3) + Number(length > 5);

/** Best first, each row once, with the name that it was found by. @type {Suggest} */
export function suggest(typed, { names, noise }) {
  const best = new Map();
  const offer = (row, shown, far) => { if (!(best.get(row)?.[2] <= far)) best.set(row, [row, shown, far]); };
  for (const text of [typed, typed.replace(STRENGTH, ' ')]) {
    const words = plain(text.slice(0, 200)).split(' ').filter((one) => !noise.includes(one)).slice(0, 12);
    const whole = words.join('');
    for (let at = 0; at < words.length * 4; at += 1) {
      const run = words.slice(at >> 2, (at >> 2) + (at % 4) + 1).join('');
      if (run.length > 2) for (const [row, shown, name] of names) {
        const errors = Math.abs(name.length - run.length) > 2 ? 9 : distance(run, name);
        if (errors <= allowed(Math.min(run.length, name.length))) offer(row, shown, errors + (whole.length - run.length) / 4);
        else if (run === whole && name.startsWith(run)) offer(row, shown, 2 + (name.length - run.length) / 8);
      }
    }
  }
  return [...best.values()].sort((a, b) => a[2] - b[2]).slice(0, 5);
}
