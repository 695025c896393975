// The words that scripts show: each comes from the page's `#script-words`.

/** @type {string[]} */
export const WORDS = [
  'again', 'as-of', 'cannot-keep', 'cannot-read', 'card-ended', 'copied', 'just-notice', 'kept', 'kept-typing',
  'look-next', 'look-now', 'looked-unsure', 'looked-well', 'not-sent', 'on-phone', 'paused', 'refused', 'since-hours',
  'since-minutes', 'start', 'stop', 'waiting-n', 'waiting-one',
];

/** @type {WordsFrom} */
export const wordsFrom = (source) => (key, values = {}) => {
  const text = source?.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};
