// Drafts: kept each second, said to be kept only when they are, and put back without writing over anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDraft } from '../../web/static/js/offline/drafts.js';
import { fillFields, readFields } from '../../web/static/js/offline/fields.js';
import { createLife } from '../../web/static/js/offline/life.js';
import { joined, restore } from '../../web/static/js/offline/restoring.js';
import { fakeClock, fakeLocks, fakeStorage, settled } from './fakes.js';

let tabs = 0;

function writing({ storage = fakeStorage(), clock = fakeClock(), locks = fakeLocks(), tag = 'mara', text = '' } = {}) {
  const page = { text, said: [] };
  const life = createLife({ locks, id: `${tabs += 1}` });
  const draft = createDraft({
    storage, clock, tag, key: 'write', life, from: '/journal/write', read: () => [['body', page.text]], show: (word) => page.said.push(word),
  });
  function type(words) {
    page.text += words;
    draft.touched();
  }
  return { draft, storage, clock, locks, page, type, crash: () => locks.end(life.name), kept: () => storage.rows('drafts').map(({ fields }) => fields[0][1]) };
}

const text = (name, value, more) => ({ type: 'textarea', name, value, defaultValue: '', ...more });
const choice = (name, value, checked, type = 'radio') => ({ type, name, value, checked });

test('what is typed is kept within a second, in its newest form', async () => {
  const { clock, type, kept } = writing();
  type('The sea');
  await clock.pass(500);
  type(' came back.');
  await clock.pass(500);
  assert.deepEqual(kept(), ['The sea came back.']);
});

test('however long the typing goes on, no more than a second of it is ever missing', async () => {
  const { clock, type, page, kept } = writing();
  for (let i = 0; i < 100; i += 1) {
    type('x');
    await clock.pass(100);
    assert.ok(page.text.length - (kept()[0]?.length ?? 0) <= 10);
  }
});

test('"kept" is said only after the phone has kept it', async () => {
  const { clock, type, page, storage } = writing();
  const release = storage.hold();
  type('The sea');
  await clock.pass(3000);
  assert.deepEqual(page.said, []);
  release();
  await settled();
  assert.deepEqual(page.said, ['kept-typing']);
});

test('a phone that cannot keep says so, and keeps it as soon as it can', async () => {
  const { clock, type, page, storage, draft, kept } = writing();
  storage.broken = true;
  type('The sea');
  await clock.pass(1000);
  assert.deepEqual([page.said, draft.unsaved()], [['cannot-keep'], true]);
  storage.broken = false;
  await clock.pass(10e3);
  assert.deepEqual([page.said, kept(), draft.unsaved()], [['cannot-keep', 'kept-typing'], ['The sea'], false]);
});

test('a page that goes away keeps at once what was typed', async () => {
  const { type, draft, kept, clock } = writing();
  type('The sea');
  await draft.save();
  assert.deepEqual([kept(), clock.pending()], [['The sea'], 0]);
});

test('nothing is kept of a form nobody touched', async () => {
  const { draft, kept } = writing({ text: 'from the server' });
  await draft.save();
  assert.deepEqual(kept(), []);
});

test('what was kept earlier is looked at before anything is written', async () => {
  const { crash, type: first, draft, ...phone } = writing();
  first('yesterday');
  await draft.save();
  crash();
  const today = writing(phone);
  const looking = today.draft.find(([found]) => {
    today.page.text = `${found.fields[0][1]}\n${today.page.text}`;
    return found;
  });
  today.type('today');
  await Promise.all([looking, today.draft.save()]);
  assert.deepEqual(today.kept(), ['yesterday\ntoday']);
});

test('a released draft is not written again by a save that was on its way', async () => {
  const { draft, type, storage, clock, kept } = writing();
  const done = storage.hold();
  type('The sea');
  draft.save();
  await settled();
  type(' came back.');
  const releasing = draft.release();
  assert.equal(await Promise.race([releasing, settled().then(() => 'still waiting')]), 'still waiting');
  done();
  await storage.write([await releasing]);
  await clock.pass(60e3);
  assert.deepEqual([kept(), clock.pending()], [[], 0]);
});

test("one person's draft is not another's", async () => {
  const { storage, type, draft } = writing();
  type('The sea');
  await draft.save();
  const iris = writing({ storage, tag: 'iris' });
  await iris.draft.find((found) => assert.deepEqual(found, []));
  iris.type('mine');
  await iris.draft.save();
  assert.deepEqual(iris.kept().sort(), ['The sea', 'mine']);
});

test('a draft fills a page that came without words, choices as well', () => {
  const form = { dataset: {}, elements: [text('body', ''), choice('share', '0', true), choice('share', '1', false)] };
  const draft = { at: '2026-11-24T15:00:00.000Z', fields: [['body', 'The sea'], ['share', '1']] };
  assert.equal(restore(form, draft), true);
  assert.deepEqual(form.elements.map(({ value, checked }) => [value, checked]), [['The sea', undefined], ['0', false], ['1', true]]);
});

test('a draft does not write over newer words of the server, and does over older ones', () => {
  const draft = { at: '2026-11-24T15:00:00.000Z', fields: [['body', 'mine']] };
  const page = (savedAt) => ({ dataset: { savedAt }, elements: [text('body', 'theirs', { defaultValue: 'theirs' })] });
  assert.equal(restore(page('2026-11-24T15:00:01.000Z'), draft), false);
  assert.equal(restore(page(undefined), draft), false, 'what was typed comes back with the errors of a plain form');
  const older = page('2026-11-24T14:00:00.000Z');
  assert.equal(restore(older, draft), true);
  assert.equal(older.elements[0].value, 'mine');
});

test('words typed before the draft was found are kept beside it', () => {
  const form = { dataset: {}, elements: [text('body', 'and then')] };
  restore(form, { at: '', fields: [['body', 'The sea']] });
  assert.equal(form.elements[0].value, 'The sea\nand then');
  assert.deepEqual([joined('The sea', 'The sea came'), joined('The sea came', 'The'), joined('', 'x')], ['The sea came', 'The sea came', 'x']);
});

test('a damaged draft, or none, changes nothing', () => {
  const form = { dataset: {}, elements: [text('body', '')] };
  assert.deepEqual([restore(form, undefined), restore(form, { key: 'mara write', at: '', state: 'refused' })], [false, false]);
});

test('passwords, files and hidden fields are never read into a draft', () => {
  const elements = [
    text('body', 'words'), { type: 'password', name: 'secret', value: 'x' }, { type: 'hidden', name: 'id', value: '1' },
    { type: 'file', name: 'voice', value: 'x' }, choice('mood', '6', true), choice('mood', '7', false), { type: 'submit', name: 'go', value: '1' },
  ];
  assert.deepEqual(readFields({ elements }), [['body', 'words'], ['mood', '6']]);
});

test('fields that share a name get their own values back, and hidden ones only when named', () => {
  const elements = [text('line', ''), text('line', ''), { type: 'hidden', name: 'id', value: '' }, choice('a', '1', true, 'checkbox')];
  fillFields({ elements }, new URLSearchParams('line=one&line=two&id=7'), { hidden: ['id'] });
  assert.deepEqual(elements.map(({ value, checked }) => [value, checked]), [['one', undefined], ['two', undefined], ['7', undefined], ['1', false]]);
});
