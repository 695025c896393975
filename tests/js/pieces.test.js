// Recordings in the outbox: sealed as they are, sent in pieces, whole on the phone until the last of them arrived.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClips } from '../../web/static/js/journal/clips.js';
import { joinBytes, PIECE, splitBytes } from '../../web/static/js/offline/bytes.js';
import { createLife } from '../../web/static/js/offline/life.js';
import { createOutbox } from '../../web/static/js/offline/outbox.js';
import { createSeal } from '../../web/static/js/offline/seal.js';
import { createDeliver } from '../../web/static/js/offline/sending.js';
import { thingsOf } from '../../web/static/js/offline/waiting.js';
import { fakeClock, fakeLocks, fakeServer, fakeStorage, kept } from './fakes.js';

const noise = (length) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 256);
const refused = () => new Response('<p role="alert">No room</p>', { status: 409 });
const offline = () => { throw new TypeError('Failed to fetch'); };

async function phone({ size = PIECE * 2 + 100 } = {}) {
  const [storage, clock, locks, server] = [fakeStorage(), fakeClock(), fakeLocks(), fakeServer()];
  const deliver = createDeliver({ fetch: server.fetch, readAlert: () => 'No room' });
  const outbox = createOutbox({ storage, deliver, locks, clock, tag: 'mara', changed() {} });
  const life = createLife({ locks, id: 'one' });
  const word = (key, values) => [key, ...Object.values(values ?? {})].join(' ');
  const clips = createClips({ storage, clock, tag: 'mara', life, form: 'entry', from: '/journal/write', word });
  const clip = await clips.begin('voice', 'audio/webm');
  const bytes = noise(size);
  for (let at = 0; at < size; at += 5000) await clips.append(clip, bytes.slice(at, at + 5000), 65);
  await clips.keep(clip.key);
  const entry = (id, more) => ({ key: `key ${id}`, path: '/journal/entries', body: `id=${id}`, kind: 'entry', label: '', group: id, from: '/', ...more });
  const { parts, alongside } = await clips.pack([clip.key], 'e1');
  const add = () => outbox.add(entry('e1'), alongside, parts);
  const paths = () => server.seen.map(({ path }) => path.replace(clip.key, 'ID'));
  return { storage, clock, server, outbox, clips, clip, bytes, entry, parts, add, paths };
}
const PATHS = ['/journal/entries', '/journal/media', ...[0, 1, 2].map((n) => `/journal/media/ID/pieces/${n}`)];
const whole = (server) => joinBytes(server.seen.filter(({ path }) => path.includes('/pieces/')).map(({ body }) => ({ bytes: body })));

test('bytes are sealed as they are: nothing grows, and they come out the same', async () => {
  let key;
  const seal = createSeal(async () => [key].flatMap((one) => one ?? []), async (made) => [key = made]);
  const bytes = noise(100000);
  const box = await seal.seal({ key: '1', label: 'Ça', bytes });
  assert.ok(box.data.byteLength < bytes.length + 100);
  assert.deepEqual(await seal.open(box), { key: '1', label: 'Ça', bytes });
  assert.deepEqual((await seal.open(await seal.seal({ key: '1', bytes: noise(0) }))).bytes, noise(0));
});

test('rows are never longer than a piece, and half a recording is none', () => {
  assert.deepEqual(splitBytes(noise(PIECE + 1)).map(({ length }) => length), [PIECE, 1]);
  assert.deepEqual(joinBytes([{ bytes: noise(3) }, { bytes: noise(2) }]), Uint8Array.of(...noise(3), ...noise(2)));
  assert.deepEqual([joinBytes([]), joinBytes([{ bytes: noise(3) }, { state: 'refused' }])], [undefined, undefined]);
});

test('the entry goes first, then what announces the recording, then its pieces, raw and in order', async () => {
  const { add, outbox, server, storage, bytes, paths, parts } = await phone();
  await add();
  assert.equal(await outbox.flush(), 'done');
  assert.deepEqual([paths(), whole(server)], [PATHS, bytes]);
  const { size, pieces, seconds, entry, kind } = Object.fromEntries(new URLSearchParams(parts[0].body));
  assert.deepEqual({ size, pieces, seconds, entry, kind }, { size: `${bytes.length}`, pieces: '3', seconds: '65', entry: 'e1', kind: 'voice' });
  assert.deepEqual(['outbox', 'bytes', 'clips'].map((name) => storage.rows(name).length), [0, 0, 0]);
});

test('of a recording nothing is kept once it is at the clinic; of the words a copy is', async () => {
  const { add, outbox, storage } = await phone();
  await add();
  await outbox.flush();
  assert.deepEqual(storage.rows('kept').map(({ kind, bytes }) => [kind, bytes]), [['entry', undefined]]);
});

test('what breaks off goes on with the next piece, and none is sent twice', async () => {
  const { add, outbox, server, bytes, paths } = await phone();
  await add();
  server.answer = ({ path }) => (path.endsWith('/1') ? offline() : null);
  assert.equal(await outbox.flush(), 'later');
  server.answer = null;
  server.seen.pop();
  await outbox.flush();
  assert.deepEqual([paths(), whole(server)], [PATHS, bytes]);
});

test('until the last piece arrived the recording is whole on the phone', async () => {
  const { add, outbox, server, clips, clip, bytes } = await phone();
  await add();
  server.answer = ({ path }) => (path.endsWith('/2') ? offline() : null);
  await outbox.flush();
  const blob = await clips.read(clip);
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), bytes);
});

test('a clinic that came back from a backup in the middle of it gets all of it again', async () => {
  const { add, outbox, server, bytes, paths } = await phone();
  await add();
  server.answer = ({ path, id }) => (path.endsWith('/1') ? offline() : kept(id));
  await outbox.flush();
  server.seen.length = 0;
  server.answer = null;
  await outbox.notice('restored');
  server.epoch = 'restored';
  await outbox.flush();
  assert.deepEqual([paths(), whole(server)], [PATHS, bytes]);
});

test('a recording that is refused holds up its own pieces and nothing else', async () => {
  const { add, outbox, server, entry, paths } = await phone();
  await add();
  await outbox.add(entry('e1', { key: 'later', body: 'a later version' }));
  server.answer = ({ path }) => (path === '/journal/media' ? refused() : null);
  await outbox.flush();
  assert.deepEqual(paths(), ['/journal/entries', '/journal/media', '/journal/entries']);
  const [thing, ...others] = thingsOf(await outbox.waiting());
  assert.deepEqual([thing.state, thing.message, others], ['refused', 'No room', []]);
});

test('while its entry is refused a recording waits with it', async () => {
  const { add, outbox, server, paths } = await phone();
  await add();
  server.answer = refused;
  await outbox.flush();
  assert.deepEqual(paths(), ['/journal/entries']);
});

test('a recording counts as one thing, however many pieces it has; a refused piece speaks for it', () => {
  const items = [{ key: 'a' }, { key: 'b', media: 'm', state: 'sent' }, { key: 'c', media: 'm', state: 'refused' }, { key: 'd', media: 'm', state: 'waiting' }];
  assert.deepEqual(thingsOf(items).map(({ key }) => key), ['a', 'c']);
});

test('bytes that cannot be read are not sent as if they were all', async () => {
  const { add, outbox, server, storage, clip } = await phone();
  await add();
  await storage.write([{ store: 'bytes', put: { key: `${clip.key} 00003`, tag: 'mara', state: 'refused' } }]);
  await outbox.flush();
  assert.equal(server.seen.length, 2);
  assert.equal(thingsOf(await outbox.waiting())[0].state, 'refused');
});

test('a phone too full for a second copy lets go of what the clinic has, and goes on', async () => {
  const { storage, outbox, server, entry } = await phone();
  await outbox.add(entry('e1'));
  await outbox.add(entry('e2'));
  storage.full = true;
  assert.equal(await outbox.flush(), 'done');
  assert.deepEqual([server.seen.length, storage.rows('outbox').length, storage.rows('kept').length], [2, 0, 0]);
});
