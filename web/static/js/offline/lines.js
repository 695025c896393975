// Calm lines: no network just now, a newer version, how much waits.
import { listen, make, when } from '../small/small.js';
import { draftOf } from './drafts.js';
import { thingsOf } from './waiting.js';

/** @type {Behaviour} */
export function offlineLine(element, { word }) {
  const { fromPocket } = document.body.dataset;
  if (fromPocket) {
    const kept = when(fromPocket);
    element.querySelector('[data-said]').textContent = word('as-of', { when: kept });
  }
  const show = () => { element.hidden = !fromPocket && navigator.onLine; };
  show();
  return listen([window, 'online', show], [window, 'offline', show]);
}

/** Never over unsaved words. @type {Behaviour} */
export async function newVersion(element, { registered }) {
  const registration = await registered;
  if (!registration) return undefined;
  const { serviceWorker } = navigator;
  const show = () => {
    const busy = [...document.forms].some((form) => draftOf(form)?.unsaved());
    element.hidden = busy || !registration.waiting || !serviceWorker.controller;
  };
  show();
  return listen(
    [registration, 'updatefound', () => registration.installing.addEventListener('statechange', show)],
    [serviceWorker, 'controllerchange', () => element.hidden || location.reload()],
    [element.querySelector('button'), 'click', () => registration.waiting.postMessage('skip-waiting')],
  );
}

/** Also beside each part that some of it belongs to, so that the next open part is named. @type {Behaviour} */
export function waitingCount(element, { outbox, word }) {
  const text = element.querySelector('[data-text]');
  const link = element.querySelector('[data-sign-in]');
  async function fill({ detail = '' }) {
    const items = await outbox.waiting().then(thingsOf, () => null);
    const n = items?.length;
    text.textContent = items ? word(n === 1 ? 'waiting-one' : 'waiting-n', { n }) : word('cannot-read');
    for (const mark of document.querySelectorAll('[data-here]')) {
      if (items?.some(({ path }) => `${path}/`.startsWith(mark.dataset.here))) mark.replaceWith(make('span', 'state here', word('here')));
    }
    const dock = n && document.querySelector('[data-open-part]');
    if (dock) {
      const next = document.querySelector('.overview .later:not(:has(.here)) a, .overview + a');
      dock.closest('a').href = next.href;
      dock.textContent = next.textContent;
    }
    if (link && detail) link.hidden = detail !== 'sign-in';
    element.hidden = n === 0;
  }
  fill({});
  return listen([window, 'tidemark', fill]);
}
