// What a patient writes goes here first, and leaves only on an answer that names it.

const KEPT = 30 * 86400e3;
const iso = (time) => new Date(time).toISOString();

/** @type {CreateOutbox} */
export function createOutbox({ storage, deliver, locks, clock, tag, changed }) {
  const alone = (work) => locks.request('tidemark-outbox', work);
  const waiting = async () => (await storage.all('outbox', tag)).sort((a, b) => a.order - b.order);

  async function add(entry, alongside = []) {
    const now = clock.now();
    const value = Math.max(now, ((await storage.get('meta', 'order'))?.value ?? 0) + 1); // the clock may be set back
    const order = entry.order ?? value;
    const put = { ...entry, tag, order, written: iso(now), at: iso(now), tries: 0, state: 'waiting', status: 0, message: '' };
    await storage.write([...alongside, { store: 'outbox', put }, { store: 'meta', put: { key: 'order', value } }]);
    changed();
  }

  async function next() {
    const held = new Set();
    return (await waiting()).find((item) => {
      if (item.state === 'refused') held.add(item.group);
      return item.tag === tag && item.state === 'waiting' && !(item.group && held.has(item.group));
    });
  }

  /** Another epoch: the clinic's data came back from a backup and may lack some. */
  async function compare(epoch, sent) {
    const key = `epoch ${tag}`;
    if (!epoch || (await storage.get('meta', key))?.value === epoch) return;
    const lost = (await storage.all('kept', tag)).filter((item) => item.body && item.epoch !== epoch && !(sent[item.key] > 1));
    await storage.write([{ store: 'meta', put: { key, value: epoch } }, ...lost.flatMap((item) => [
      { store: 'kept', remove: item.key },
      { store: 'outbox', put: { ...item, at: item.written, tries: 0 } },
    ])]);
    changed();
  }

  async function settle(item, { kind, status = 0, message = '', then = '', epoch = '' }, sent) {
    const now = clock.now();
    if (kind === 'kept') {
      sent[item.key] = (sent[item.key] ?? 0) + 1;
      await storage.write([
        { store: 'outbox', remove: item.key },
        { store: 'kept', put: { ...item, at: iso(now), then, epoch } },
        { store: 'kept', before: iso(now - KEPT) },
      ]);
      await compare(epoch, sent);
    } else {
      const state = kind === 'refused' ? kind : 'waiting';
      await storage.write([{ store: 'outbox', put: { ...item, tries: item.tries + 1, state, status, message } }]);
    }
    changed();
  }

  async function sendAll() {
    const sent = {}; // how often: two epochs in turn must not keep us going
    for (let item = await next(); item; item = await next()) {
      const answer = await deliver(item);
      await settle(item, answer, sent);
      if (answer.kind === 'later' || answer.kind === 'sign-in') return answer.kind;
    }
    return 'done';
  }

  return {
    add,
    waiting,
    flush: async () => (tag ? alone(sendAll) : 'done'),
    notice: async (epoch) => tag && alone(() => compare(epoch, {})),
    outcome: async (key) => await storage.get('outbox', key) ?? { ...await storage.get('kept', key), state: 'kept' },
  };
}
