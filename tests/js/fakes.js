// Stand-ins for what a phone lends the browser modules. They keep the same promises, and can be told to break them.

/** Time that passes only when told to. */
export function fakeClock(start = Date.UTC(2026, 10, 24, 15)) {
  let now = start;
  let timers = [];
  const due = (end) => timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    after(wait, act) {
      const timer = { at: now + wait, act };
      timers.push(timer);
      return () => { timers = timers.filter((other) => other !== timer); };
    },
    set(time) { now = time; },
    pending: () => timers.length,
    /** Every timer on the way rings at its own moment, and what it set off is waited for. */
    async pass(wait) {
      const end = now + wait;
      for (let timer = due(end); timer; timer = due(end)) {
        timers = timers.filter((other) => other !== timer);
        now = Math.max(now, timer.at);
        timer.act();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** Lets everything that is under way and waits for nothing else come to its end. */
export const settled = () => new Promise((done) => { setTimeout(done, 0); });

/** Storage in memory: a write is all or nothing, and done only once `hold` lets it be. */
export function fakeStorage() {
  const stores = Object.fromEntries(['outbox', 'kept', 'drafts', 'meta', 'clips', 'bytes'].map((name) => [name, new Map()]));
  const sorted = (store) => [...stores[store].values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const fake = {
    broken: false,
    full: false, // nothing more can be put, what is there can be read and removed
    held: null,
    hold() {
      let release;
      fake.held = new Promise((done) => { release = done; });
      return () => { fake.held = null; release(); };
    },
    async get(store, key) {
      await working();
      return structuredClone(stores[store].get(key));
    },
    async all(store, tag) {
      await working();
      return structuredClone(sorted(store).filter((row) => !tag || row.tag === tag));
    },
    async between(store, first, last = `${first}\uffff`) {
      await working();
      return structuredClone(sorted(store).filter(({ key }) => key >= first && key <= last));
    },
    async write(operations) {
      const ready = structuredClone(operations);
      await fake.held;
      await working();
      if (ready.some(({ put }) => put)) fits();
      for (const { store, put, set, remove, under, before } of ready) {
        if (remove) stores[store].delete(remove);
        if (under) for (const key of stores[store].keys()) if (key.startsWith(under)) stores[store].delete(key);
        if (put) stores[store].set(put.key, put);
        if (set && stores[store].has(set.key)) stores[store].set(set.key, { ...stores[store].get(set.key), ...set });
        if (before) for (const [key, { at }] of stores[store]) if (at <= before) stores[store].delete(key);
      }
    },
    rows: (store) => [...stores[store].values()],
  };
  async function working() {
    await null;
    if (fake.broken) throw full();
  }
  function full() { return Object.assign(new Error('QuotaExceededError'), { name: 'QuotaExceededError' }); }
  function fits() { if (fake.full) throw full(); }
  return fake;
}

/** Web Locks: one holder of a name at a time, the others in line. Share one between outboxes to play two tabs. */
export function fakeLocks() {
  const lines = new Map();
  const held = new Set();
  return {
    request(name, work) {
      const result = (lines.get(name) ?? Promise.resolve()).then(async () => {
        held.add(name);
        try {
          return await work();
        } finally {
          held.delete(name);
        }
      });
      lines.set(name, result.catch(() => {}));
      return result;
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
    /** A tab that crashed, was closed or discarded holds nothing any more. */
    end(name) { held.delete(name); },
  };
}

/** A clinic's server: keeps what it is sent, unless the test answers otherwise. */
export function fakeServer({ epoch = 'first' } = {}) {
  const server = {
    epoch,
    seen: [],
    answer: null,
    async fetch(path, { body, headers, method, redirect } = {}) {
      const id = headers['Tidemark-Write'];
      server.seen.push({ path, body, id, method, redirect, person: headers['Tidemark-Person'] });
      return await server.answer?.(server.seen.at(-1)) ?? kept(id, { epoch: server.epoch });
    },
    bodies: () => server.seen.map(({ body }) => body),
  };
  return server;
}

export function kept(id, { status = 200, epoch = 'first', then = '/journal' } = {}) {
  return new Response('', { status, headers: { 'Tidemark-Kept': id, 'Tidemark-Epoch': epoch, 'Tidemark-Then': then } });
}

/** Cache Storage in memory, by address alone. */
export function fakeCaches() {
  const all = new Map();
  const href = (path) => new URL(path, 'https://clinic.example').href;
  const bare = (path) => href(path).replace(/\?.*/, '');
  function cache(pages) {
    return {
      put: async (path, answer) => { pages.set(href(path), answer); },
      delete: async (path) => pages.delete(href(path)),
      keys: async () => [...pages.keys()].map((url) => ({ url })),
      async match(path, { ignoreSearch = false } = {}) {
        const same = ignoreSearch ? bare : href;
        const found = [...pages.keys()].find((url) => same(url) === same(path));
        return found && pages.get(found).clone();
      },
    };
  }
  return {
    keys: async () => [...all.keys()],
    has: async (name) => all.has(name),
    delete: async (name) => all.delete(name),
    async open(name) {
      if (!all.has(name)) all.set(name, new Map());
      return cache(all.get(name));
    },
    async match(path, { cacheName, ...how } = {}) {
      for (const [name, pages] of all) {
        const found = (!cacheName || name === cacheName) && await cache(pages).match(path.url ?? path, how);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** Random numbers that are the same in every run. */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
