// The form that hands its words to the outbox: it lets go of them only when something else holds them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outbox as behaviour } from '../../web/static/js/offline/form.js';
import { fakeStorage, settled } from './fakes.js';
import { Form, openForm as page, refusal } from './form_page.js';

test('what is kept goes on to where the server says, with ids and the time made on the phone', async () => {
  const { submit, sent, went, hidden } = page();
  await submit('The sea came back.');
  const [{ id, event, written_at: time, body }] = sent();
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(id, event);
  assert.deepEqual([time, body, went], ['2026-11-24T15:00:00.000Z', 'The sea came back.', ['/journal']]);
  assert.deepEqual(hidden(), ['', '', ''], 'the next entry on this page gets ids of its own');
});

test('without a network the words are kept and the page goes on', async () => {
  const { submit, server, went, outbox } = page({ data: { then: '/today' } });
  server.answer = () => { throw new TypeError('Failed to fetch'); };
  await submit('The sea');
  assert.deepEqual([went, (await outbox.waiting()).length], [['/today'], 1]);
});

test('a network that only hangs holds nobody up for more than five seconds', async () => {
  const { submit, server, went, clock, outbox } = page();
  server.answer = () => new Promise(() => {});
  await submit('The sea');
  assert.deepEqual(went, []);
  await clock.pass(5000);
  await settled();
  assert.deepEqual([went, (await outbox.waiting()).length], [['/journal'], 1]);
});

test('two presses send the words once', async () => {
  const { submit, sent } = page();
  await Promise.all([submit('The sea'), submit()]);
  assert.equal(sent().length, 1);
});

test('a login that has ended leads to the sign-in with the words kept', async () => {
  const { submit, server, went, outbox } = page();
  server.answer = refusal(401);
  await submit('The sea');
  assert.deepEqual([went, (await outbox.waiting())[0].state], [['/sign-in'], 'waiting']);
});

test('a refusal says why and leaves the words; mended, they keep their id and take the old place', async () => {
  const { submit, server, form, sent, outbox, went } = page();
  server.answer = refusal(422);
  await submit('too long');
  assert.deepEqual([form.status.text, form.words.value, went], ['Please make it shorter.', 'too long', []]);
  server.answer = null;
  await submit('shorter');
  assert.deepEqual([sent()[0].id === sent()[1].id, await outbox.waiting(), went], [true, [], ['/journal']]);
});

test('words for an entry that is gone become a new entry', async () => {
  for (const status of [404, 409]) {
    const { submit, server, sent } = page();
    server.answer = refusal(status);
    await submit('mine');
    server.answer = null;
    await submit();
    assert.notEqual(sent()[0].id, sent()[1].id);
  }
});

test('a refused item opens again with its words and reason, and is replaced, not doubled', async () => {
  const first = page();
  first.server.answer = refusal(422);
  await first.submit('too long');
  first.server.answer = null;
  const [{ key: again }] = await first.outbox.waiting();
  const second = page({ storage: first.storage, server: first.server, again });
  await settled();
  assert.deepEqual([second.form.words.value, second.form.status.text], ['too long', 'Please make it shorter.']);
  await second.submit('shorter');
  assert.deepEqual([await second.outbox.waiting(), second.sent().at(-1).body], [[], 'shorter']);
  assert.equal(second.sent().at(-1).id, second.sent()[0].id);
});

test("another person cannot open what is not theirs, nor a form of another kind", async () => {
  const first = page();
  first.server.answer = refusal(422);
  await first.submit('too long');
  const [{ key: again }] = await first.outbox.waiting();
  for (const other of [{ tag: 'iris' }, { data: { kind: 'vitals' } }]) {
    const { form } = page({ storage: first.storage, again, ...other });
    await settled();
    assert.equal(form.words.value, '');
  }
});

test('a form that stays says what became of the words, and is empty for the next ones', async () => {
  const { submit, form, went, server } = page({ data: { stay: 'clear' } });
  await submit('one line');
  assert.deepEqual([form.status.text, form.words.value, went], ['[kept]', '', []]);
  server.answer = refusal(503);
  await submit('another');
  assert.deepEqual([form.status.text, form.words.value], ['[on-phone]', '']);
});

test('a phone that cannot keep sends straight from the page', async () => {
  const storage = fakeStorage();
  storage.broken = true;
  const { submit, sent, went } = page({ storage });
  await submit('The sea');
  assert.deepEqual([sent()[0].body, went], ['The sea', ['/journal']]);
});

test('a phone that can neither keep nor send says so, offers to copy, and stays with the words', async () => {
  for (const answer of [() => { throw new TypeError('Failed to fetch'); }, refusal(503), refusal(401)]) {
    const storage = fakeStorage();
    storage.broken = true;
    const { submit, server, form, went, sent } = page({ storage });
    server.answer = answer;
    await submit('The sea');
    assert.deepEqual([form.status.text, form.rescue.hidden, form.words.value, went], ['[cannot-keep]', false, 'The sea', []]);
    server.answer = null;
    await submit();
    assert.deepEqual([went, sent().at(-1).id], [['/journal'], sent()[0].id], 'tried again with the same id');
  }
});

test('signed out, and with files, the form is left to the browser', () => {
  const event = new Event('submit', { cancelable: true });
  const form = new Form();
  assert.equal(behaviour(form, { tag: '' }), undefined);
  form.enctype = 'multipart/form-data';
  assert.equal(behaviour(form, { tag: 'mara' }), undefined);
  form.dispatchEvent(event);
  assert.equal(event.defaultPrevented, false);
});

test('what asks for somebody goes before all that waits from earlier', async () => {
  const storage = fakeStorage();
  const early = page({ storage });
  early.server.answer = () => { throw new TypeError('Failed to fetch'); };
  await early.submit('The sea');
  const urgent = page({ storage, data: { first: 'yes', kind: 'answer' } });
  urgent.server.answer = () => { throw new TypeError('Failed to fetch'); };
  await urgent.submit('no');
  const bodies = (await urgent.outbox.waiting()).map(({ body }) => new URLSearchParams(body).get('body'));
  assert.deepEqual(bodies, ['no', 'The sea']);
});
