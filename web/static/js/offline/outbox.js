// What a patient writes goes here first, and leaves only on an answer that names it.
import { joinBytes, PIECE } from './bytes.js';
import { tracesOf } from './traces.js';

const KEPT = 30 * 86400e3;
const DONE = [404, 410]; // what is not there is deleted
const iso = (time) => new Date(time).toISOString();

/** @type {CreateOutbox} */
export function createOutbox({ storage, deliver, locks, clock, tag, changed }) {
  let open = {}; // the bytes of the recording that is being sent
  const alone = (work) => locks.request('tidemark-outbox', work);
  const waiting = async () => (await storage.all('outbox', tag)).sort((a, b) => a.order - b.order);

  async function add(entry, alongside = [], parts = []) {
    const now = clock.now();
    const next = Math.max(now, ((await storage.get('meta', 'order'))?.value ?? 0) + 1); // the clock may be set back
    const fresh = { tag, written: iso(now), at: iso(now), tries: 0, state: 'waiting', status: 0, message: '' };
    const items = [{ ...entry, ...fresh, order: entry.order ?? next },
      ...parts.map((part, at) => ({ ...part, ...fresh, order: next + at + 1 }))];
    await storage.write([...alongside, ...await tracesOf(entry, storage, tag), ...items.map((put) => ({ store: 'outbox', put })),
      { store: 'meta', put: { key: 'order', value: next + parts.length } }]);
    changed();
  }

  /** Another epoch: the clinic's data came back from a backup and may lack some. */
  async function compare(epoch, sent) {
    const key = `epoch ${tag}`;
    if (!epoch || (await storage.get('meta', key))?.value === epoch) return;
    const older = (item) => item.path && item.epoch !== epoch && !(sent[item.key] > 1);
    const lost = (await storage.all('kept', tag)).filter(older);
    const begun = (await waiting()).filter((item) => item.state === 'sent' && older(item));
    await storage.write([{ store: 'meta', put: { key, value: epoch } }, ...lost.map(({ key: done }) => ({ store: 'kept', remove: done })),
      ...[...lost, ...begun].map((item) => ({ store: 'outbox', put: { ...item, at: item.written, tries: 0, state: 'waiting' } }))]);
    changed();
  }

  /** A recording stays whole on this phone, marked as sent, until its last piece is at the clinic. */
  async function takenIn(item, epoch) {
    const others = (await waiting()).filter(({ media, key }) => media === item.media && key !== item.key);
    if (others.some(({ state }) => state !== 'sent')) return [{ store: 'outbox', put: { ...item, state: 'sent', epoch } }];
    return [...[item, ...others].map(({ key }) => ({ store: 'outbox', remove: key })), { store: 'bytes', under: `${item.media} ` }];
  }

  async function letGo(item, { then = '', epoch = '' }) {
    if (item.media) return storage.write(await takenIn(item, epoch));
    const now = clock.now();
    const gone = [{ store: 'outbox', remove: item.key }, ...await tracesOf(item, storage, tag)];
    const kept = [{ store: 'kept', put: { ...item, at: iso(now), then, epoch } }, { store: 'kept', before: iso(now - KEPT) }];
    return storage.write([...gone, ...kept]).catch(() => storage.write(gone)); // no room for a second copy: the clinic has the first
  }

  async function settle(item, { kind, status = 0, message = '', ...answer }, sent) {
    if (kind === 'kept' || (item.kind === 'delete' && DONE.includes(status))) {
      sent[item.key] = (sent[item.key] ?? 0) + 1;
      await letGo(item, answer);
      await compare(answer.epoch, sent).catch(() => {}); // a full phone compares again at the next answer
    } else {
      const state = kind === 'refused' ? kind : 'waiting';
      await storage.write([{ store: 'outbox', put: { ...item, tries: item.tries + 1, state, status, message } }]);
    }
    changed();
  }

  async function carry(item) {
    if (item.piece === undefined) return deliver(item);
    if (open.media !== item.media) open = { media: item.media, bytes: joinBytes(await storage.between('bytes', `${item.media} `)) };
    const from = item.piece * PIECE;
    return open.bytes ? deliver({ ...item, bytes: open.bytes.subarray(from, from + PIECE) }) : { kind: 'refused' };
  }

  /** Once through all that waits, in order; answers how that ended, or nothing when there was nothing to send. */
  async function sendThrough(sent) {
    const held = new Set();
    let ended;
    for (const { key, state, group, after, kind, tag: whose } of await waiting()) {
      if (state === 'refused') held.add(group);
      if (whose !== tag || state !== 'waiting') continue;
      if (kind !== 'delete' && [group, after].some((one) => one && held.has(one))) continue;
      const item = await storage.get('outbox', key); // another tab may have changed it
      if (item?.state !== 'waiting') continue;
      const answer = await carry(item);
      await settle(item, answer, sent);
      ended = answer.kind;
      if (ended === 'later' || ended === 'sign-in') return ended;
      if (ended === 'refused') held.add(group);
    }
    return ended;
  }

  async function sendAll() {
    const sent = {};
    for (;;) {
      const ended = await sendThrough(sent);
      if (ended === 'kept' || ended === 'refused') continue;
      open = {};
      return ended ?? 'done';
    }
  }

  return {
    add,
    waiting,
    /** Words that become a new entry take along what was recorded for the old one. */
    async follow(old, now) {
      if (!old || old === now) return [];
      return (await waiting()).filter(({ after }) => after === old).map((item) => (
        { store: 'outbox', put: { ...item, after: now, state: 'waiting', body: item.body.replace(old, now) } }));
    },
    flush: async () => (tag ? alone(sendAll) : 'done'),
    notice: async (epoch) => tag && alone(() => compare(epoch, {})),
    outcome: async (key) => await storage.get('outbox', key) ?? { ...await storage.get('kept', key), state: 'kept' },
  };
}
