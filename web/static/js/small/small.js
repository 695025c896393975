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

/** @type {Make} */
export function make(name, className, ...children) {
  const node = document.createElement(name);
  node.className = className;
  node.append(...children);
  return node;
}

/** @type {When} */
export const when = (time, how = { dateStyle: 'long', timeStyle: 'short' }) => (
  new Date(time).toLocaleString(document.documentElement.lang, how));

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

/** On to the next figure when no digit would fit. @type {Behaviour} */
export function advance(form) {
  let sent;
  return listen([form, 'input', ({ target }) => {
    const { most } = target.dataset;
    const fields = [...form.querySelectorAll('[data-most]')];
    if (most && Number(target.value) * 10 > Number(most)) fields[fields.indexOf(target) + 1]?.focus();
  }], [form, 'submit', () => { sent = form.querySelector('[name=checkpoint]:checked'); }], [form, 'reset', () => {
    if (!sent?.value) return;
    sent.disabled = true;
    const next = form.querySelector('[name=checkpoint]:enabled');
    setTimeout(() => { if (next) next.checked = true; }); // after the form has set itself back
  }]);
}

/** Sends its form by itself, once in ten minutes. @type {Behaviour} */
export function moment(form, { clock }) {
  const last = Number(sessionStorage[form.action]);
  if (clock.now() - last < 600e3) return undefined;
  sessionStorage[form.action] = clock.now();
  form.requestSubmit();
  return undefined;
}

/** The dark stays until one asks for light. @type {Behaviour} */
export function light(link) {
  return listen([link, 'click', (event) => {
    event.preventDefault();
    document.documentElement.removeAttribute('data-theme');
    link.hidden = true;
  }]);
}

/** @type {Behaviour} */
export function preview(element) {
  const source = document.querySelector(element.dataset.source);
  const mirror = () => { element.querySelector('.letter .said').textContent = source.value; };
  mirror();
  return listen([source.form, 'input', mirror]);
}
