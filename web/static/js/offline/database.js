// IndexedDB in four calls. A write has happened when its whole transaction completed.
import { createSeal } from './seal.js';

const VERSION = 2; // 2 brought clips and bytes
const STORES = ['outbox', 'kept', 'drafts', 'meta', 'clips', 'bytes'];
const within = (first, last = `${first}\uffff`) => IDBKeyRange.bound(first, last);

/** Adds what is missing; what is there stays untouched. */
function upgrade(database) {
  for (const name of STORES) {
    if (database.objectStoreNames.contains(name)) continue;
    const store = database.createObjectStore(name, { keyPath: 'key' });
    store.createIndex('tag', 'tag');
    store.createIndex('at', 'at');
  }
}

function change(store, operation) {
  const { put, set, remove, before, under } = operation;
  if (remove) store.delete(remove);
  if (under) store.delete(within(under));
  if (put) store.put(put);
  if (set) store.get(set.key).onsuccess = ({ target }) => { if (target.result) store.put({ ...target.result, ...set }); };
  if (!before) return;
  store.index('at').getAllKeys(IDBKeyRange.upperBound(before)).onsuccess = ({ target }) => {
    for (const key of target.result) store.delete(key);
  };
}

/** @type {OpenDatabase} */
export function openDatabase({ factory, clock, unlocked }) {
  let opening = null;
  const forget = () => { opening = null; };
  const tire = (reject) => clock.after(5000, () => reject(new Error('no answer'))); // some phones hang for ever

  const ask = (...version) => new Promise((resolve, reject) => {
    tire(reject);
    const request = factory().open('tidemark', ...version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const { result } = request;
      result.onversionchange = () => { // a newer page must not wait for this one
        forget();
        result.close();
      };
      resolve(result);
    };
  });

  function connect() {
    opening ??= ask(VERSION).catch((error) => {
      if (error?.name !== 'VersionError') throw error;
      return ask(); // a newer page was first: it left our stores as they were
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
  const meta = (key) => read('meta', (store) => store.get(key));
  const ring = async () => [(await meta('seal'))?.value ?? []].flat();
  const load = async () => [await unlocked(await meta('lock')), ...await ring()].filter(Boolean);
  const { seal, open, renew } = createSeal(load, async (value) => {
    await transact(['meta'], 'readwrite', (store) => {
      const row = store('meta');
      row.get('seal').onsuccess = ({ target }) => { if (!target.result) row.put({ key: 'seal', value }); };
    });
    return ring(); // another tab may have been first
  });

  const pack = async (put) => ({ key: put.key, tag: put.tag, at: put.at, box: await seal(put) });
  /** What cannot be opened shows as refused, never as nothing. */
  const unpack = async (row) => (row?.box ? open(row.box).catch(() => ({ ...row, state: 'refused' })) : row);
  const rows = async (name, work) => Promise.all((await read(name, work)).map(unpack));

  return {
    get: async (name, key) => unpack(await read(name, (store) => store.get(key))),
    all: (name, tag) => rows(name, (store) => (tag ? store.index('tag').getAll(tag) : store.getAll())),
    between: (name, first, last) => rows(name, (store) => store.getAll(within(first, last))),
    async write(operations) {
      const ready = await Promise.all(operations.map(async ({ store, put, ...rest }) => (
        { store, ...rest, put: put && store !== 'meta' ? await pack(put) : put })));
      await transact([...new Set(ready.map(({ store }) => store))], 'readwrite', (open) => {
        for (const operation of ready) change(open(operation.store), operation);
      });
    },
    /** Each row under the newest key, unless it changed meanwhile. */
    async reseal() {
      for (const name of STORES.filter((one) => one !== 'meta')) {
        for (const row of await read(name, (store) => store.getAll())) {
          const box = await renew(row.box).catch(() => undefined);
          if (box) await transact([name], 'readwrite', (of) => {
            const store = of(name);
            store.get(row.key).onsuccess = ({ target }) => { if (`${target.result?.box.iv}` === `${row.box.iv}`) store.put({ ...row, box }); };
          });
        }
      }
    },
  };
}
