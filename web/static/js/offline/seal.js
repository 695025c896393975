// A search of the phone's disk finds no words. Without a key they are kept open, not lost.

/** What JSON never holds stands between the record and its bytes. */
const EDGE = 0;

function packed({ bytes, ...record }) {
  const text = new TextEncoder().encode(JSON.stringify(record));
  if (!bytes) return text;
  const whole = new Uint8Array(text.length + 1 + bytes.length);
  whole.set(text);
  whole.set(bytes, text.length + 1);
  return whole;
}

function unpacked(whole) {
  const edge = whole.indexOf(EDGE);
  const record = JSON.parse(new TextDecoder().decode(edge < 0 ? whole : whole.subarray(0, edge)));
  return edge < 0 ? record : { ...record, bytes: whole.slice(edge + 1) };
}

const { subtle } = crypto;
const name = 'AES-GCM';

/** @type {LockWith} */
export async function lockWith(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await subtle.encrypt({ name, iv }, key, bytes) };
}

/** @type {OpenWith} */
export const openWith = async (key, { iv, data }) => new Uint8Array(await subtle.decrypt({ name, iv }, key, data));

/** `load` has the newest key first, and rejects while they are locked. @type {CreateSeal} */
export function createSeal(load, save) {
  let keys;
  const make = () => subtle.generateKey({ name, length: 256 }, false, ['encrypt', 'decrypt']).then(save).catch(() => []);
  const find = async () => {
    const found = await load();
    return found?.length ? found : make();
  };
  const forget = () => { keys = null; };
  async function theKeys() {
    keys ??= find();
    keys.then(({ length }) => length || forget(), forget);
    return keys;
  }
  async function seal(record) {
    const [key] = await theKeys();
    return key ? lockWith(key, packed(record)) : { record };
  }
  const open = async (box) => box.record ?? unpacked(await Promise.any((await theKeys()).map((key) => openWith(key, box))));

  return {
    seal,
    open,
    /** Under the newest key; nothing when it is already. */
    async renew(box) {
      const [key] = await theKeys();
      return openWith(key, box).then(() => undefined, async () => seal(await open(box)));
    },
  };
}
