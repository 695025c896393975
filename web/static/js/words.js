// The words that scripts show: each comes from the page's `#script-words`.

/** @type {WordsFrom} */
export const wordsFrom = (source) => (key, values = {}) => {
  const text = source?.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};
