// The lock's key also under a secret that this device gives out after its own unlock. Nobody else checks anything: it opens, or it does not.
import { lockWith, openWith } from '../offline/seal.js';
import { AES, amend, random } from './locking.js';

const { subtle } = crypto;

/** Whether the browser says so; some say no more than that the device knows its people. @type {DeviceCan} */
export async function deviceCan(kind = window.PublicKeyCredential) {
  if ((await kind?.getClientCapabilities?.())?.['extension:prf'] === false) return false;
  return kind?.isUserVerifyingPlatformAuthenticatorAvailable?.();
}

const asked = (salt, more) => ({ publicKey: { challenge: random(32), extensions: { prf: { eval: { first: salt } } }, ...more } });
const secretOf = (given) => given.getClientExtensionResults().prf?.results?.first;

async function evaluate({ id, salt }, credentials) {
  return secretOf(await credentials.get(asked(salt, { allowCredentials: [{ type: 'public-key', id }], userVerification: 'required' })));
}

async function keyFrom(secret, salt) {
  const given = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode('tidemark lock') }, given, AES, false, ['encrypt', 'decrypt']);
}

/** Nothing where the device has no such secret, null when it was not unlocked. @type {ForDevice} */
export async function forDevice(raw, name, credentials = navigator.credentials) {
  const salt = random(32);
  const refused = ({ name: why }) => (why === 'NotAllowedError' ? null : undefined);
  const made = await credentials.create(asked(salt, {
    rp: { name: 'Tidemark' }, user: { id: random(16), name, displayName: name },
    pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'preferred', userVerification: 'required' },
  })).catch(refused);
  if (!made) return made;
  const device = { id: made.rawId, name: made.id, salt };
  const secret = secretOf(made) ?? await evaluate(device, credentials).catch(() => undefined);
  if (secret) return { ...device, ...await lockWith(await keyFrom(secret, salt), raw) };
  return forgetDevice(device);
}

/** What it made for this is of no use any more: it need not show it. @type {ForgetDevice} */
export function forgetDevice({ name }) {
  window.PublicKeyCredential?.signalUnknownCredential?.({ rpId: location.hostname, credentialId: name }).catch(() => {});
}

/** Counts as no try; as with the PIN, what opens ends the count. Too late is too late. @type {TryDevice} */
export async function tryDevice({ storage, locks = navigator.locks, credentials = navigator.credentials }) {
  const { device } = await storage.get('meta', 'lock');
  const raw = await openWith(await keyFrom(await evaluate(device, credentials), device.salt), device);
  return locks.request('pin', async () => {
    const found = await storage.get('meta', 'lock');
    if (!(found.tries < 10)) throw new Error('emptied');
    await storage.write([amend({ tries: 0, sealing: true })]);
    return raw;
  });
}
