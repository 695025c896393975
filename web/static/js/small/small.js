// What is only a few lines each.

/** UUIDv7, so that ids sort by time. @type {MakeId} */
export function uuid7(now) {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** @type {Listen} */
export function listen(...heard) {
  for (const [target, name, act] of heard) target.addEventListener(name, act);
  return () => heard.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

/** @type {Behaviour} */
export function copy(button, { word }) {
  const { copy: text, source } = button.dataset;
  return listen([button, 'click', async () => {
    await navigator.clipboard.writeText(text ?? document.querySelector(source).value);
    button.textContent = word('copied');
  }]);
}

/** @type {Behaviour} */
export function zone(field) {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** @type {Behaviour} */
export function preview(element) {
  const source = document.querySelector(element.dataset.source);
  const mirror = () => { element.querySelector('.letter .said').textContent = source.value; };
  mirror();
  return listen([source.form, 'input', mirror]);
}
