// Two calm lines: no network just now, and a newer version.
import { listen, when } from '../small/small.js';
import { draftOf } from './drafts.js';

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
