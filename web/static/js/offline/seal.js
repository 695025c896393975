// A search of the phone's disk finds no words. Without a key they are kept open, not lost.

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
      return { iv, data: await subtle.encrypt({ name, iv }, made, new TextEncoder().encode(JSON.stringify(record))) };
    },
    async open({ record, iv, data }) {
      return record ?? JSON.parse(new TextDecoder().decode(await subtle.decrypt({ name, iv }, await theKey(), data)));
    },
  };
}
