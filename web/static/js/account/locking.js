// What opens the phone's lock, and what is left when it is not opened.
import { remember } from './sign_out.js';
import { wipePocket } from '../offline/pocket.js';
import { lockWith, openWith } from '../offline/seal.js';

const { subtle } = crypto;
/** @type {AesKeyAlgorithm} */
export const AES = { name: 'AES-GCM', length: 256 };
const MINUTES = [0, 0, 0, 0, 1, 2, 5, 15, 30, 60]; // after so many wrong tries
/** @type {(length: number) => Uint8Array} */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));
/** @type {(value: Partial<LockRow>) => Operation} */
export const row = (value) => ({ store: 'meta', put: { ...value, key: 'lock' } });
/** Of the row as it is by then: another tab may have changed or emptied it. @type {(value: Partial<LockRow>) => Operation} */
export const amend = (value) => ({ store: 'meta', set: { ...value, key: 'lock' } });

/** Shows the one line that applies, with its number. @type {Saying} */
export const saying = (place) => (said, n = '') => {
  for (const line of place.querySelectorAll('[data-said]')) {
    line.hidden = line.dataset.said !== said;
    if (line.lastElementChild) line.lastElementChild.textContent = n;
  }
};

/** The bytes as a key that cannot be taken out again. @type {AsKey} */
export const asKey = (raw) => subtle.importKey('raw', raw, AES, false, ['encrypt', 'decrypt']);

async function pinKey(pin, salt) {
  const typed = await subtle.importKey('raw', new TextEncoder().encode(pin.normalize('NFKC').trim()), 'PBKDF2', false, ['deriveKey']);
  return subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', iterations: 600e3, salt }, typed, AES, false, ['encrypt', 'decrypt']);
}

/** @type {ForPin} */
export async function forPin(raw, pin) {
  const salt = random(16);
  return { salt, ...await lockWith(await pinKey(pin, salt), raw) };
}

/** How long until the next try; a clock that was set back prolongs nothing. @type {WaitFor} */
export const waitFor = ({ tries, tried }, now) => Math.min(MINUTES[tries], Math.ceil(MINUTES[tries] - (now - tried) / 60e3));

/** A try counts before it is made, so that nothing ends it uncounted. @type {TryPin} */
export const tryPin = (pin, { storage, clock, locks = navigator.locks }) => locks.request('pin', async () => {
  const found = await storage.get('meta', 'lock');
  if (!(found?.tries < 10)) return { said: 'wrong', n: 0 }; // emptied, or about to be
  const now = clock.now();
  const wait = waitFor(found, now);
  if (wait > 0) return { said: 'wait', n: wait };
  const tries = found.tries + 1;
  await storage.write([amend({ tries, tried: now })]);
  const raw = await pinKey(pin, found.pin.salt).then((key) => openWith(key, found.pin)).catch(() => undefined);
  if (!raw) return { said: 'wrong', n: 10 - tries };
  await storage.write([amend({ tries: 0, sealing: true })]);
  return { raw };
});

/** Nothing here opens what is here any more. What is not sent stays, and only its owner gets the key, from the clinic. @type {Empty} */
export async function empty(storage) {
  const { tag, escrow } = await storage.get('meta', 'lock');
  await storage.write([row({ tag, escrow, wiped: true }), { store: 'kept', before: '9' }]);
}

/** What waits goes to the clinic as it lies here; then this phone is signed out. Answers whether that is done. @type {HandOver} */
export async function handOver({ storage, caches, deliver, fetch }) {
  const { tag, escrow } = await storage.get('meta', 'lock');
  remember('');
  await wipePocket(caches);
  for (const { key, box } of await storage.all('outbox', tag)) {
    const answer = box?.iv && await deliver({ key, tag, path: '/sealed', bytes: new Blob([escrow, box.iv, box.data]), type: 'application/octet-stream' });
    if (answer?.kind === 'kept') await storage.write([{ store: 'outbox', remove: key }]);
    if (answer?.kind === 'later') return false;
    if (answer?.kind === 'sign-in') break;
  }
  const answer = await fetch('/sign-out', { method: 'POST', redirect: 'manual' }).catch(() => null);
  return answer?.status < 500 && caches.delete('locked');
}

/** Its owner has signed in again: the key comes back, and the lock is off. @type {Recover} */
export async function recover({ escrow }, { storage, fetch }) {
  const answer = await fetch('/account/lock/key', { method: 'POST', body: escrow });
  if (answer.ok) await switchOff(storage, await asKey(await answer.arrayBuffer()));
  return answer.ok;
}

/** In one write: what the key sealed is open from then on. @type {SwitchOff} */
export async function switchOff(storage, key) {
  const ring = [(await storage.get('meta', 'seal'))?.value ?? []].flat();
  await storage.write([{ store: 'meta', put: { key: 'seal', value: [key, ...ring] } }, { store: 'meta', remove: 'lock' }]);
}
