// Signing out asks first while words wait, and holds without a network.
import { wipePocket } from '../offline/pocket.js';
import { listen } from '../small/small.js';

const OWNER = 'tidemark-words-of';

/** Whose words stay readable here when a login ends by itself; '' after a sign-out. @type {Remember} */
export function remember(tag) {
  try {
    if (tag) localStorage.setItem(OWNER, tag);
    else localStorage.removeItem(OWNER);
  } catch { /* a full phone shows them after the sign-in */ }
}

/** @type {OwnerOf} */
export const ownerOf = (tag) => tag || localStorage.getItem(OWNER) || '';

/** What waits, and drafts, stay. Everywhere is the clinic's to do: without an answer it is not done, and said. @type {Behaviour} */
export function signOut(form, { outbox, soon, caches, fetch, go, lock, tell, word }) {
  const warning = form.querySelector('[data-waiting-warning]');
  const action = form.getAttribute('action');
  let everywhere = false;

  async function leaveAll() {
    const answer = await fetch(action, { method: 'POST', body: new URLSearchParams({ everywhere: '1' }), signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (answer && answer.status < 500) return answer.ok ? answer.url : '/sign-in';
    form.querySelector('[role=status]').textContent = word('not-sent');
    return '';
  }

  return listen([form, 'submit', async (event) => {
    event.preventDefault();
    if (!warning.contains(event.submitter)) {
      everywhere = event.submitter?.name === 'everywhere';
      await soon();
      warning.hidden = !(await outbox.waiting().catch(() => [])).length;
      if (!warning.hidden) return warning.querySelector('button').focus();
    }
    const ended = everywhere ? await leaveAll() : '';
    if (everywhere && !ended) return undefined;
    remember('');
    lock.forget();
    await caches.delete('locked'); // what is sealed stays so; the public pages need no PIN
    await wipePocket(caches).catch(() => {});
    if (!everywhere && !navigator.serviceWorker?.controller) return form.submit();
    const path = ended || await leave({ action, caches, fetch });
    tell('ended');
    go(path);
  }]);
}

/** Without an answer the worker signs out before it lets any page through. @type {Leave} */
export async function leave({ action, caches, fetch }) {
  const answer = await fetch(action, { method: 'POST', signal: AbortSignal.timeout(5000) }).catch(() => null);
  if (answer && answer.status < 500) return answer.ok ? answer.url : '/sign-in';
  await (await caches.open('ended')).put(action, new Response('wanted'));
  return '/offline';
}
