// Deleting an entry: nothing of it stays on this phone, and no replay brings it back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutbox } from '../../web/static/js/offline/outbox.js';
import { createDeliver } from '../../web/static/js/offline/sending.js';
import { fakeClock, fakeLocks, fakeServer, fakeStorage } from './fakes.js';

function phone() {
  const [storage, clock, server] = [fakeStorage(), fakeClock(), fakeServer()];
  const deliver = createDeliver({ fetch: server.fetch, readAlert: () => '' });
  const outbox = createOutbox({ storage, deliver, locks: fakeLocks(), clock, tag: 'mara', changed() {} });
  let count = 0;
  const put = (kind, group, body = '', path = '/journal/entries') => outbox.add({ key: `k${count += 1}`, path, body, kind, label: '', group, from: '/' });
  const remove = (group) => put('delete', group, '', `/journal/entries/${group}/delete`);
  const draft = (form) => storage.write([{ store: 'drafts', put: { key: `mara ${form} 1`, tag: 'mara', at: '', form, fields: [] } }]);
  return { storage, server, outbox, put, remove, draft, kept: () => storage.rows('kept').map(({ kind, group }) => `${kind} ${group}`) };
}

test('copies and drafts of the entry are gone at once, those of others stay', async () => {
  const { storage, server, outbox, put, remove, draft, kept } = phone();
  await put('entry', 'e1', 'mine');
  await put('entry', 'e2', 'other');
  await outbox.flush();
  for (const form of ['entry-e1', 'entry-e2', 'entry']) await draft(form);
  await storage.write([{ store: 'clips', put: { key: 'c1', tag: 'mara', form: 'entry-e1' } }, { store: 'bytes', put: { key: 'c1 00000', tag: 'mara' } }]);
  server.answer = () => { throw new TypeError('Failed to fetch'); };
  await remove('e1');
  assert.deepEqual(kept(), ['entry e2']);
  assert.deepEqual(storage.rows('drafts').map(({ form }) => form), ['entry-e2', 'entry']);
  assert.deepEqual([storage.rows('clips'), storage.rows('bytes')], [[], []]);
});

test('what still waited for that entry goes first, and leaves no copy either', async () => {
  const { server, outbox, put, remove, kept } = phone();
  await put('entry', 'e1', 'mine');
  await remove('e1');
  await outbox.flush();
  assert.deepEqual(server.seen.map(({ path }) => path), ['/journal/entries', '/journal/entries/e1/delete']);
  assert.deepEqual(kept(), ['delete e1']);
});

test('after a restore from a backup the deletion is repeated, though it carries no words', async () => {
  const { server, outbox, put, remove } = phone();
  await put('entry', 'e1', 'mine');
  await remove('e1');
  await outbox.flush();
  server.seen.length = 0;
  await outbox.notice('restored');
  server.epoch = 'restored';
  await outbox.flush();
  assert.deepEqual(server.seen.map(({ path }) => path), ['/journal/entries/e1/delete']);
});

test('what is not there any more counts as deleted', async () => {
  const { server, outbox, remove } = phone();
  server.answer = () => new Response('', { status: 404 });
  await remove('e1');
  assert.equal(await outbox.flush(), 'done');
  assert.deepEqual(await outbox.waiting(), []);
});

test('a refused change of the entry does not keep it from being deleted', async () => {
  const { server, outbox, put, remove } = phone();
  server.answer = ({ path }) => (path === '/journal/entries' ? new Response('', { status: 422 }) : null);
  await put('entry', 'e1', 'too long');
  await remove('e1');
  await outbox.flush();
  assert.deepEqual((await outbox.waiting()).map(({ kind, state }) => [kind, state]), [['entry', 'refused']], 'its words wait for their owner to decide');
});

test('deleting all that is private leaves no copy of any entry, and other things be', async () => {
  const { outbox, put, kept } = phone();
  await put('entry', 'e1', 'mine');
  await put('arrival', 's1', 'ride=yes');
  await outbox.flush();
  await put('delete', '', '', '/journal/yours/delete');
  assert.deepEqual(kept(), ['arrival s1']);
});
