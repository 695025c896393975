// The key under this device's own secret: given by the device alone, no try when it refuses, and gone with the phone's rest.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { deviceCan, forDevice, tryDevice } from '../../web/static/js/account/device.js';
import { empty, forPin, tryPin } from '../../web/static/js/account/locking.js';
import { fakeClock, fakeLocks, fakeStorage } from './fakes.js';

globalThis.window ??= {};
globalThis.location ??= { hostname: 'clinic.example' };
const RAW = new Uint8Array(32).fill(7);
const not = (name) => Object.assign(new Error(name), { name });

/** A device whose credentials each have a secret of their own. `atOnce`: it tells it when it makes one. */
function fakeDevice({ atOnce = true, has = true } = {}) {
  const secrets = new Map();
  const device = { asked: [], made: [], refuses: '' };
  const told = (id, { prf }) => ({
    getClientExtensionResults: () => ({ prf: has ? { enabled: true, results: prf && { first: new Uint8Array(createHmac('sha256', secrets.get(id)).update(prf.eval.first).digest()).buffer } } : undefined }),
  });
  device.create = async ({ publicKey }) => {
    if (device.refuses) throw not(device.refuses);
    const id = `credential ${secrets.size}`;
    secrets.set(id, `secret ${Math.random()}`);
    device.made.push(publicKey);
    return { id, rawId: new TextEncoder().encode(id).buffer, ...told(id, atOnce ? publicKey.extensions : {}) };
  };
  device.get = async ({ publicKey }) => {
    device.asked.push(publicKey);
    if (device.refuses) throw not(device.refuses);
    return told(new TextDecoder().decode(publicKey.allowCredentials[0].id), publicKey.extensions);
  };
  return device;
}

async function phone(credentials = fakeDevice()) {
  const storage = fakeStorage();
  const locks = fakeLocks();
  const device = await forDevice(RAW, 'Lock on this phone', credentials);
  const row = () => storage.get('meta', 'lock');
  const put = async (changed) => storage.write([{ store: 'meta', put: { ...await row(), ...changed } }]);
  await put({ key: 'lock', tag: 'noor', minutes: 2, tries: 3, escrow: new Uint8Array(60), pin: await forPin(RAW, '2718'), device });
  return { storage, locks, row, put, credentials, open: () => tryDevice({ storage, locks, credentials }) };
}

test('what the device gives out opens the key; only its own unlock gives it out', async () => {
  const { open, credentials } = await phone();
  assert.deepEqual(await open(), RAW);
  const [{ userVerification, challenge }] = credentials.asked;
  assert.deepEqual([userVerification, challenge.length], ['required', 32]);
  const [{ authenticatorSelection, user }] = credentials.made;
  assert.deepEqual([authenticatorSelection.userVerification, authenticatorSelection.authenticatorAttachment], ['required', 'platform']);
  assert.equal(user.name, 'Lock on this phone');
});

test('what is kept of it says neither the key nor the secret', async () => {
  const { row } = await phone();
  const { device } = await row();
  assert.deepEqual(Object.keys(device).sort(), ['data', 'id', 'iv', 'name', 'salt']);
  assert.equal(Buffer.from(device.data).includes(Buffer.from(RAW)), false);
});

test('a device that does not tell its secret at once is asked for it', async () => {
  const { open, credentials } = await phone(fakeDevice({ atOnce: false }));
  assert.equal(credentials.asked.length, 1);
  assert.deepEqual(await open(), RAW);
});

test('without such a secret there is none, and a refusal is told from it', async () => {
  const without = fakeDevice({ has: false });
  assert.equal(await forDevice(RAW, 'Lock', without), undefined);
  assert.equal(without.asked.length, 1);
  const refusing = fakeDevice();
  for (const [why, answer] of [['NotAllowedError', null], ['SecurityError', undefined], ['NotSupportedError', undefined]]) {
    refusing.refuses = why;
    assert.equal(await forDevice(RAW, 'Lock', refusing), answer, why);
  }
});

test('another device, or another credential, opens nothing', async () => {
  const { storage, locks } = await phone();
  const credentials = fakeDevice();
  await credentials.create({ publicKey: { extensions: {} } });
  await assert.rejects(tryDevice({ storage, locks, credentials }));
});

test('a refusal counts as no try; what opens ends the count', async () => {
  const { open, credentials, row } = await phone();
  credentials.refuses = 'NotAllowedError';
  await assert.rejects(open());
  assert.equal((await row()).tries, 3);
  credentials.refuses = '';
  await open();
  assert.deepEqual([(await row()).tries, (await row()).sealing], [0, true]);
});

test('a wrong PIN leaves it, the tenth does not wait for it, and what was emptied has it no more', async () => {
  const { storage, locks, open, row, put, credentials } = await phone();
  await tryPin('1111', { storage, locks, clock: fakeClock() });
  assert.ok((await row()).device);
  await put({ tries: 10 });
  await assert.rejects(open());
  assert.equal((await row()).tries, 10);
  const late = later();
  const get = credentials.get;
  credentials.get = async (options) => { await late.promise; return get(options); };
  await put({ tries: 9 });
  const opening = open();
  await empty(storage);
  late.resolve();
  await assert.rejects(opening);
  assert.deepEqual(Object.keys(await row()).sort(), ['escrow', 'key', 'tag', 'wiped']);
});

function later() {
  const made = {};
  made.promise = new Promise((resolve) => { made.resolve = resolve; });
  return made;
}

test('it is offered where the browser knows of it; one that cannot say is tried', async () => {
  const kind = (capabilities, there = true) => ({
    getClientCapabilities: capabilities && (async () => capabilities), isUserVerifyingPlatformAuthenticatorAvailable: async () => there });
  const said = [[{ 'extension:prf': true }], [{ 'extension:prf': false }], [undefined], [undefined, false], [{ 'extension:prf': true }, false]];
  assert.deepEqual(await Promise.all(said.map((one) => deviceCan(kind(...one)))), [true, false, true, false, false]);
  assert.ok(!await deviceCan(undefined));
});
