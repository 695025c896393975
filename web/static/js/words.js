// The words that scripts show: each comes from the page's `#script-words`.

/** @type {string[]} */
export const WORDS = [
  'a-picture', 'a-recording', 'again', 'arrived', 'as-of', 'bring-in', 'cannot-keep', 'cannot-read', 'card-ended', 'copied',
  'four-pictures', 'go-on', 'heic', 'interrupted', 'just-notice', 'keep-it', 'kept', 'kept-typing', 'let-go',
  'let-go-sure', 'look-next', 'look-now', 'looked-unsure', 'looked-well', 'minute-left', 'no-microphone', 'no-picture',
  'no-room', 'not-finished', 'not-sent', 'on-phone', 'other-words', 'paused', 'rec-paused', 'recorded', 'recording',
  'refused', 'remove', 'remove-sure', 'send-again', 'show-arrived', 'since-hours', 'since-minutes', 'start', 'stop', 'ten-minutes',
  'three-recordings', 'too-large', 'waiting-n', 'waiting-one', 'was-interrupted', 'was-left', 'with-it',
];

/** @type {WordsFrom} */
export const wordsFrom = (source) => (key, values = {}) => {
  const text = source?.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};
