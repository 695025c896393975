// Recordings and pictures on this phone, until they go with an entry.
import { joinBytes, PIECE, splitBytes } from '../offline/bytes.js';
import { uuid7 } from '../small/small.js';

const PLAIN = 'application/octet-stream';

/** @type {ClockText} */
export const clockText = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** @type {BlobOf} */
export async function blobOf(storage, id, type) {
  const bytes = joinBytes(await storage.between('bytes', `${id} `));
  return bytes && new Blob([bytes], { type });
}

/** @type {CreateClips} */
export function createClips({ storage, clock, tag, life, form, from, word }) {
  const put = (clip) => ({ store: 'clips', put: clip });
  const labelOf = ({ kind, seconds }) => {
    const time = clockText(seconds);
    return { voice: word('a-recording', { time }), paper: word('a-paper') }[kind] ?? word('a-picture');
  };

  /** The start names what comes, each piece its place. */
  async function partsOf(clip, entry, path, now) {
    const { key: id, kind, type, seconds, at, label } = clip;
    const rows = await storage.between('bytes', `${id} `);
    const size = rows.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const pieces = Math.ceil(size / PIECE);
    const whole = { group: id, after: entry, media: id, from, label };
    const fields = { id, entry, kind, type, size, pieces, made_at: at, ...(kind === 'voice' ? { seconds } : {}) };
    const start = { ...whole, key: uuid7(now), path, body: `${new URLSearchParams(Object.entries(fields))}`, kind };
    return [start, ...Array.from({ length: pieces }, (_, piece) => (
      { ...whole, key: uuid7(now), path: `${path}/${id}/pieces/${piece}`, body: '', kind: 'piece', type: PLAIN, piece }))];
  }

  const clips = {
    async begin(kind, type) {
      const now = clock.now();
      const clip = { key: uuid7(now), tag, at: new Date(now).toISOString(), kind, type, form, life: life.name, seconds: 0, rows: 0, state: 'begun' };
      await life.begin();
      await storage.write([put(clip)]);
      return clip;
    },
    /** What came so far and how long it is, in one transaction. */
    async append(clip, bytes, seconds) {
      const rows = splitBytes(bytes).map((part, n) => ({
        store: 'bytes', put: { key: `${clip.key} ${String(clip.rows + n).padStart(5, '0')}`, tag, at: clip.at, bytes: part },
      }));
      const next = { ...clip, seconds, rows: clip.rows + rows.length, label: labelOf({ ...clip, seconds }) };
      await storage.write([...rows, put(next)]);
      Object.assign(clip, next);
    },
    /** Answers the clip that is now this tab's own, unless another living tab has it. */
    async keep(id) {
      await life.begin();
      const clip = await storage.get('clips', id);
      if (!clip || (clip.life !== life.name && (await life.living()).has(clip.life))) return undefined;
      const made = { ...clip, life: life.name, state: 'made' };
      await storage.write([put(made)]);
      return made;
    },
    remove: (id) => storage.write([{ store: 'clips', remove: id }, { store: 'bytes', under: `${id} ` }]),
    read: ({ key, type }) => blobOf(storage, key, type),
    async of(ids) {
      const found = await Promise.all(ids.map((id) => storage.get('clips', id)));
      return found.filter((clip) => clip?.kind);
    },
    /** Of tabs that ended, and in no draft: what was being recorded then. */
    async strays() {
      const living = await life.living();
      const drafts = await storage.all('drafts', tag);
      const held = drafts.flatMap(({ fields = [] }) => fields.filter(([name]) => name === 'media').flatMap(([, ids]) => ids.split(' ')));
      return (await storage.all('clips', tag))
        .filter((clip) => clip.form === form && clip.rows && !living.has(clip.life) && !held.includes(clip.key));
    },
    async pack(ids, entry, path = '/journal/media') {
      const now = clock.now();
      const found = await clips.of(ids);
      const parts = [];
      for (const clip of found) parts.push(...await partsOf(clip, entry, path, now));
      return { parts, alongside: found.map(({ key }) => ({ store: 'clips', remove: key })) };
    },
  };
  return clips;
}
