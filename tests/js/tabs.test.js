// Two tabs with the same form: neither writes over the other, and what one leaves behind the next one finds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDraft } from '../../web/static/js/offline/drafts.js';
import { readFields } from '../../web/static/js/offline/fields.js';
import { createLife } from '../../web/static/js/offline/life.js';
import { bringIn, firstWords, hasWords, restore } from '../../web/static/js/offline/restoring.js';
import { fakeClock, fakeLocks, fakeStorage } from './fakes.js';

let tabs = 0;
const newest = ([first]) => first;

function phone() {
  const [storage, clock, locks] = [fakeStorage(), fakeClock(), fakeLocks()];
  function tab({ key = 'entry', tag = 'mara' } = {}) {
    const page = { text: '' };
    const life = createLife({ locks, id: `${tabs += 1}` });
    const draft = createDraft({ storage, clock, tag, key, life, from: '/', read: () => [['body', page.text]], show() {} });
    async function type(words) {
      page.text = words;
      draft.touched();
      await draft.save();
      clock.set(clock.now() + 1000);
    }
    return { draft, page, type, life, end: () => locks.end(life.name) };
  }
  const texts = () => storage.rows('drafts').map(({ fields }) => fields[0][1]).sort();
  return { storage, clock, locks, tab, texts };
}
const textOf = ({ fields }) => fields[0][1];

test('two tabs that write a new entry keep both', async () => {
  const { tab, texts } = phone();
  const [one, two] = [tab(), tab()];
  await one.type('The lantern');
  await two.type('The sea');
  await one.type('The lantern went out');
  assert.deepEqual(texts(), ['The lantern went out', 'The sea']);
});

test('what a living tab writes is nobody else’s; once it has ended, the next tab finds it', async () => {
  const { tab } = phone();
  const one = tab();
  await one.type('The lantern');
  let seen;
  await tab().draft.find((found) => { seen = found; });
  assert.deepEqual(seen, []);
  one.end();
  await tab().draft.find((found) => { seen = found; });
  assert.deepEqual(seen.map(textOf), ['The lantern']);
});

test('of two tabs that crashed both are found: the newest comes back, the other is offered', async () => {
  const { tab, texts } = phone();
  const [one, two] = [tab(), tab()];
  await one.type('The lantern');
  await two.type('The sea');
  one.end();
  two.end();
  let first;
  const others = await tab().draft.find((found) => { first = newest(found); return first; });
  assert.deepEqual([textOf(first), others.map(textOf)], ['The sea', ['The lantern']]);
  assert.deepEqual(texts(), ['The lantern', 'The sea'], 'nothing is deleted by being found');
});

test('two tabs that open together never bring back the same words', async () => {
  const { tab } = phone();
  const [one, two] = [tab(), tab()];
  await one.type('The lantern');
  await two.type('The sea');
  one.end();
  two.end();
  const back = [];
  const take = (found) => { back.push(textOf(found[0])); return found[0]; };
  await Promise.all([tab().draft.find(take), tab().draft.find(take)]);
  assert.deepEqual(back.sort(), ['The lantern', 'The sea']);
});

test('words that were brought back survive a second crash before a key is pressed', async () => {
  const { tab } = phone();
  const one = tab();
  await one.type('The lantern');
  one.end();
  const two = tab();
  await two.draft.find(newest);
  two.end();
  let seen;
  await tab().draft.find((found) => { seen = found; });
  assert.deepEqual(seen.map(textOf), ['The lantern']);
});

test('what the page did not take stays where it is', async () => {
  const { tab, texts } = phone();
  const one = tab();
  await one.type('older than the clinic’s');
  one.end();
  const left = await tab().draft.find(() => undefined);
  assert.deepEqual([left.map(textOf), texts()], [['older than the clinic’s'], ['older than the clinic’s']]);
});

test('a draft from before tabs were told apart is found', async () => {
  const { storage, tab } = phone();
  await storage.write([{ store: 'drafts', put: { key: 'mara entry', tag: 'mara', at: '2026-11-01', fields: [['body', 'old']] } }]);
  let first;
  await tab().draft.find((found) => { first = newest(found); return first; });
  assert.equal(textOf(first), 'old');
  assert.deepEqual(storage.rows('drafts').map(({ key }) => key.startsWith('mara entry ')), [true]);
});

test('the draft of another form, another entry or another person is not found', async () => {
  const { tab } = phone();
  for (const how of [{ key: 'entry-7' }, { key: 'entr' }, { tag: 'iris' }]) {
    const one = tab(how);
    await one.type('not here');
    one.end();
  }
  let seen;
  await tab().draft.find((found) => { seen = found; });
  assert.deepEqual(seen, []);
});

test('words that are brought in leave their old place only together with being kept in the new one', async () => {
  const { tab, texts, storage } = phone();
  const one = tab();
  await one.type('The lantern');
  one.end();
  const two = tab();
  const [left] = await two.draft.find(() => undefined);
  two.page.text = 'Now\nThe lantern';
  storage.full = true;
  await two.draft.take(left);
  assert.deepEqual(texts(), ['The lantern']);
  storage.full = false;
  await two.draft.save();
  assert.deepEqual(texts(), ['Now\nThe lantern']);
});

test('where locks cannot be asked, words are rather found twice than never', async () => {
  const { storage, clock, tab } = phone();
  await tab().type('The lantern');
  const locks = { ...fakeLocks(), query: async () => { throw new Error('no'); } };
  const life = createLife({ locks, id: 'x' });
  const draft = createDraft({ storage, clock, tag: 'mara', key: 'entry', life, from: '/', read: () => [], show() {} });
  let seen;
  await draft.find((found) => { seen = found; });
  assert.equal(seen.length, 1);
});

const field = (type, name, value = '') => ({ type, name, value, defaultValue: '' });

test('a draft knows what its words grew from, and what was recorded with them', () => {
  const elements = [field('textarea', 'body', 'mine'), field('hidden', 'parent', 'v1'), field('hidden', 'media', 'm1'), field('hidden', 'id', '7')];
  assert.deepEqual(readFields({ elements }, ['parent', 'media']), [['body', 'mine'], ['parent', 'v1'], ['media', 'm1']]);
});

test('words written on an older version come back as its child, and do not pass for one of the newer', () => {
  const body = { ...field('textarea', 'body', 'theirs'), defaultValue: 'theirs' };
  const form = { dataset: { savedAt: '2026-11-24T14:00:00.000Z' }, elements: [body, field('hidden', 'parent', 'v2')] };
  assert.ok(restore(form, { at: '2026-11-24T15:00:00.000Z', fields: [['body', 'mine'], ['parent', 'v1']] }));
  assert.deepEqual(form.elements.map(({ value }) => value), ['mine', 'v1']);
});

test('what is brought in stands after the words that are there, with its recordings, and changes no choice', () => {
  const form = { elements: [field('textarea', 'body', 'Now'), field('hidden', 'media', 'm2'), field('hidden', 'parent', 'v2'), { type: 'radio', name: 'share', value: '1', checked: false }] };
  bringIn(form, { fields: [['body', 'Before'], ['media', 'm1'], ['parent', 'v1'], ['share', '1']] });
  assert.deepEqual(form.elements.map(({ value, checked }) => [value, checked]), [['Now\nBefore', undefined], ['m2 m1', undefined], ['v2', undefined], ['1', false]]);
});

test('only what has words, or a recording, is offered; it is shown by its beginning', () => {
  const form = { elements: [field('textarea', 'body'), field('hidden', 'media')] };
  const draft = (...fields) => ({ fields });
  assert.equal(firstWords(form, draft(['share', '0'], ['body', `  ${'long '.repeat(40)}`])).length, 90);
  assert.deepEqual([draft(['share', '0'], ['body', ' ']), draft(['body', 'x']), draft(['body', ''], ['media', 'm1'])].map((one) => hasWords(form, one)), [false, true, true]);
});
