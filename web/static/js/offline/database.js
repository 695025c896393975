// IndexedDB in three calls. A write has happened when its whole transaction completed.
import { createSeal } from './seal.js';


/** @type {OpenDatabase} */
export function openDatabase({ factory, clock }) {
  let opening = null;
  const forget = () => { opening = null; };
  const tire = (reject) => clock.after(5000, () => reject(new Error('no answer'))); // some phones hang for ever

  function connect() {
    opening ??= new Promise((resolve, reject) => {
      tire(reject);
      const request = factory().open('tidemark', 1);
      request.onupgradeneeded = () => {
        for (const name of ['outbox', 'kept', 'drafts', 'meta']) {
          const store = request.result.createObjectStore(name, { keyPath: 'key' });
          store.createIndex('tag', 'tag');
          store.createIndex('at', 'at');
        }
      };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => resolve(request.result);
    });
    opening.catch(forget);
    return opening;
  }

  async function transact(stores, mode, work) {
    const begin = async () => (await connect()).transaction(stores, mode, { durability: 'strict' });
    const transaction = await begin().catch(() => { // closed behind our back
      forget();
      return begin();
    });
    return new Promise((resolve, reject) => {
      tire(reject);
      const request = work((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  const read = (name, work) => transact([name], 'readonly', (store) => work(store(name)));
  const load = async () => (await read('meta', (meta) => meta.get('seal')))?.value;
  const { seal, open } = createSeal(load, async (value) => {
    await transact(['meta'], 'readwrite', (store) => {
      const meta = store('meta');
      meta.get('seal').onsuccess = ({ target }) => { if (!target.result) meta.put({ key: 'seal', value }); };
    });
    return load(); // another tab may have been first
  });

  const pack = async (put) => ({ key: put.key, tag: put.tag, at: put.at, box: await seal(put) });
  /** What cannot be opened shows as refused, never as nothing. */
  const unpack = async (row) => (row?.box ? open(row.box).catch(() => ({ ...row, state: 'refused' })) : row);

  return {
    get: async (name, key) => unpack(await read(name, (store) => store.get(key))),
    async all(name, tag) {
      return Promise.all((await read(name, (store) => (tag ? store.index('tag').getAll(tag) : store.getAll()))).map(unpack));
    },
    async write(operations) {
      const ready = await Promise.all(operations.map(async ({ store, put, ...rest }) => (
        { store, ...rest, put: put && store !== 'meta' ? await pack(put) : put })));
      await transact(ready.map(({ store }) => store), 'readwrite', (open) => {
        for (const { store: name, put, remove, before } of ready) {
          const store = open(name);
          if (put) store.put(put);
          if (remove) store.delete(remove);
          if (before) {
            store.index('at').getAllKeys(IDBKeyRange.upperBound(before)).onsuccess = ({ target }) => {
              for (const key of target.result) store.delete(key);
            };
          }
        }
      });
    },
  };
}
