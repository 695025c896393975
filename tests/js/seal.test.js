// Words on the phone's disk are sealed; without a key they are kept all the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeal } from '../../web/static/js/offline/seal.js';
import { uuid7 } from '../../web/static/js/small/small.js';

/** A place for the key that, like the phone's, lets the first of two tabs win. */
function drawer() {
  let keys = [];
  return { load: async () => keys, save: async (made) => (keys = keys.length ? keys : [made]), add: (key) => { keys = [key, ...keys]; } };
}
const bytes = (box) => Buffer.from(box.data).toString('latin1');
const ITEM = { key: '1', body: 'The sea came back. Ça va, 海.' };

test('a sealed record opens again, word for word', async () => {
  const { load, save } = drawer();
  const box = await createSeal(load, save).seal(ITEM);
  assert.deepEqual(await createSeal(load, save).open(box), ITEM);
});

test('nothing of the words can be found in what is kept, and no two boxes are alike', async () => {
  const { load, save } = drawer();
  const seal = createSeal(load, save);
  const [one, two] = [await seal.seal(ITEM), await seal.seal(ITEM)];
  assert.equal('record' in one, false);
  assert.doesNotMatch(bytes(one), /sea|body/);
  assert.notEqual(bytes(one), bytes(two));
});

test('the key cannot be taken out', async () => {
  const { load, save } = drawer();
  await createSeal(load, save).seal(ITEM);
  await assert.rejects(crypto.subtle.exportKey('raw', (await load())[0]));
});

test('two tabs that begin together use one key', async () => {
  const { load, save } = drawer();
  const [one, two] = [createSeal(load, save), createSeal(load, save)];
  const boxes = await Promise.all([one.seal(ITEM), two.seal(ITEM)]);
  for (const box of boxes) for (const tab of [one, two]) assert.deepEqual(await tab.open(box), ITEM);
});

test('a box with one bit changed does not open', async () => {
  const { load, save } = drawer();
  const seal = createSeal(load, save);
  const box = await seal.seal(ITEM);
  for (let i = 0; i < box.data.byteLength; i += 7) {
    const data = box.data.slice(0);
    new Uint8Array(data)[i] ^= 1;
    await assert.rejects(seal.open({ ...box, data }));
  }
});

test('where the browser keeps no key, words are kept open rather than lost', async () => {
  const seal = createSeal(async () => [], async () => { throw new Error('DataCloneError'); });
  const box = await seal.seal(ITEM);
  assert.deepEqual([box, await seal.open(box)], [{ record: ITEM }, ITEM]);
});

test('while the key is locked nothing is kept open, and nothing is opened', async () => {
  const { load, save } = drawer();
  const box = await createSeal(load, save).seal(ITEM);
  const locked = createSeal(async () => { throw new Error('locked'); }, save);
  await assert.rejects(locked.seal(ITEM), /locked/);
  await assert.rejects(locked.open(box), /locked/);
});

test('with a newer key what an older one sealed still opens, and is sealed anew once', async () => {
  const { load, save, add } = drawer();
  const box = await createSeal(load, save).seal(ITEM);
  const [older] = await load();
  add(await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
  const seal = createSeal(load, save);
  assert.deepEqual(await seal.open(box), ITEM);

  const renewed = await seal.renew(box);
  assert.deepEqual(await seal.open(renewed), ITEM);
  await assert.rejects(createSeal(async () => [older], save).open(renewed));
  assert.equal(await seal.renew(renewed), undefined);
});

test('what was kept open where there was no key is sealed when there is one', async () => {
  const { load, save, add } = drawer();
  add(await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
  const seal = createSeal(load, save);
  const renewed = await seal.renew({ record: ITEM });
  assert.doesNotMatch(bytes(renewed), /sea/);
  assert.deepEqual(await seal.open(renewed), ITEM);
});

test('ids are UUIDs of version seven that sort by time', () => {
  const ids = [0, 1, 1e12, Date.UTC(2026, 10, 24), Date.UTC(2100, 0, 1)].map((now) => uuid7(now));
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(Array.from({ length: 1000 }, () => uuid7(5))).size, 1000);
});
