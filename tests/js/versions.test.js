// A form after sending: no id is used twice, later words grow from what was sent, and recordings never go missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carry } from '../../web/static/js/offline/form.js';
import { openForm, refusal } from './form_page.js';

const edit = { names: ['id', 'version', 'parent', 'media'], data: { stay: 'keep' } };

test('every version is sent under an id of its own, though the entry’s stays', async () => {
  const { form, submit, sent } = openForm(edit);
  form.field('id').value = 'entry-1';
  await submit('one');
  await submit('two');
  const [first, second] = sent();
  assert.deepEqual([first.id, second.id], ['entry-1', 'entry-1']);
  assert.match(first.version, /^[0-9a-f-]{36}$/);
  assert.notEqual(first.version, second.version);
});

test('what is written on in the same page grows from what was sent just before', async () => {
  const { form, submit, sent } = openForm(edit);
  form.field('id').value = 'entry-1';
  form.field('parent').value = 'v0';
  await submit('one');
  await submit('two');
  const [first, second] = sent();
  assert.deepEqual([first.parent, second.parent], ['v0', first.version]);
});

test('that holds too while nothing can be sent', async () => {
  const { form, submit, server, outbox } = openForm(edit);
  server.answer = () => { throw new TypeError('Failed to fetch'); };
  form.field('parent').value = 'v0';
  await submit('one');
  await submit('two');
  const [first, second] = (await outbox.waiting()).map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  assert.deepEqual([first.parent, second.parent], ['v0', first.version]);
});

test('words for an entry that was deleted become a new one, of no parents', async () => {
  const { form, submit, server, sent } = openForm(edit);
  Object.assign(form.field('id'), { value: 'entry-1' });
  Object.assign(form.field('parent'), { value: 'v0' });
  server.answer = refusal(409);
  await submit('mine');
  server.answer = null;
  await submit();
  const [first, second] = sent();
  assert.notEqual(second.id, 'entry-1');
  assert.notEqual(second.version, first.version);
  assert.equal(second.parent, '');
});

test('a refused change that is opened again keeps its entry, its parent and its recordings', async () => {
  const first = openForm(edit);
  for (const [name, value] of [['id', 'entry-1'], ['parent', 'v0'], ['media', 'm1']]) first.form.field(name).value = value;
  first.server.answer = refusal(422);
  await first.submit('too long');
  const [{ key: again }] = await first.outbox.waiting();
  const second = openForm({ ...edit, storage: first.storage, server: first.server, again });
  await second.rest();
  first.server.answer = null;
  await second.submit('shorter');
  const { id, parent, media, body } = second.sent().at(-1);
  assert.deepEqual({ id, parent, media, body }, { id: 'entry-1', parent: 'v0', media: 'm1', body: 'shorter' });
});

const recording = (entry) => ({ key: `start of ${entry}`, path: '/journal/media', body: `id=m1&entry=${entry}`, kind: 'voice', group: 'm1', after: entry, media: 'm1' });

test('the entry, and what was recorded with it, go into the outbox together, the entry first', async () => {
  const { form, submit, server, outbox, storage } = openForm(edit);
  server.answer = () => { throw new TypeError('Failed to fetch'); };
  carry(form, async (entry) => ({ parts: [recording(entry)], alongside: [{ store: 'clips', remove: 'm1' }] }));
  await storage.write([{ store: 'clips', put: { key: 'm1', tag: 'mara', at: '' } }]);
  storage.full = true;
  form.field('media').value = 'm1';
  await submit('mine');
  assert.deepEqual([storage.rows('outbox').length, storage.rows('clips').length, server.seen.length, form.status.text], [0, 1, 0, '[cannot-keep]'],
    'words are not sent without what belongs to them');
  storage.full = false;
  await submit();
  assert.deepEqual((await outbox.waiting()).map(({ kind }) => kind), ['entry', 'voice']);
  assert.deepEqual([storage.rows('clips').length, form.field('media').value], [0, '']);
});

test('when the words become a new entry, what was recorded for the old one follows', async () => {
  const { form, submit, server, sent } = openForm(edit);
  form.field('id').value = 'entry-1';
  carry(form, async (entry) => ({ parts: sent().length ? [] : [recording(entry)], alongside: [] }));
  server.answer = refusal(409);
  await submit('mine');
  server.answer = null;
  await submit();
  const [, entry, start] = sent();
  assert.equal(start.entry, entry.id);
});

test('words that went straight to the clinic leave no draft behind to be sent twice', async () => {
  const { form, submit, storage, sent, wake, clock } = openForm({ ...edit, data: { draft: 'entry' } });
  await wake();
  form.words.value = 'The sea';
  form.dispatchEvent(new Event('input'));
  await clock.pass(1000);
  assert.equal(storage.rows('drafts').length, 1);
  storage.full = true;
  await submit();
  await clock.pass(1000);
  assert.deepEqual([sent().length, storage.rows('drafts')], [1, []]);
});

test('a full phone that cannot keep the typing says so, and offers to copy it at once', async () => {
  const { form, storage, wake, clock } = openForm({ ...edit, data: { draft: 'entry' } });
  await wake();
  storage.full = true;
  form.words.value = 'The sea';
  form.dispatchEvent(new Event('input'));
  await clock.pass(1000);
  assert.deepEqual([form.status.textContent, form.rescue.hidden], ['[cannot-keep]', false]);
});

test('a correction that was begun and lost comes back in place of the refused words, not after them', async () => {
  const first = openForm(edit);
  first.server.answer = refusal(422);
  await first.submit('too long');
  const [{ key: again }] = await first.outbox.waiting();
  const key = `mara entry${again} gone`;
  await first.storage.write([{ store: 'drafts', put: { key, tag: 'mara', at: '2026', form: `entry${again}`, life: 'gone', fields: [['body', 'short']] } }]);
  const second = openForm({ data: { draft: 'entry' }, storage: first.storage, server: first.server, again });
  await second.wake();
  assert.equal(second.form.words.value, 'short');
});
