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

/** @type {CreateSeal} */
export function createSeal(load, save) {
  const { subtle } = crypto;
  const name = 'AES-GCM';
  let key;
  const find = async () => await load() ?? save(await subtle.generateKey({ name, length: 256 }, false, ['encrypt', 'decrypt']));
  const theKey = () => (key ??= find().catch(() => { key = null; }));

  return {
    async seal(record) {
      const made = await theKey();
      if (!made) return { record };
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv, data: await subtle.encrypt({ name, iv }, made, packed(record)) };
    },
    async open({ record, iv, data }) {
      return record ?? unpacked(new Uint8Array(await subtle.decrypt({ name, iv }, await theKey(), data)));
    },
  };
}
