// What waits: whose it is, where it can be corrected, and the file it can be saved as.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerOf, remember } from '../../web/static/js/account/sign_out.js';
import { fileText } from '../../web/static/js/journal/copy_file.js';
import { markedIn } from '../../web/static/js/journal/mark.js';
import { mendAt, once, wordsIn } from '../../web/static/js/offline/waiting.js';
import { settled } from './fakes.js';

function drawer({ shut = false } = {}) {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, removeItem: (key) => kept.delete(key), setItem(key, value) { if (shut) throw new Error('QuotaExceededError'); kept.set(key, value); } };
}

test('when a login ends by itself its owner’s words stay readable; after a sign-out nobody’s are', () => {
  globalThis.localStorage = drawer();
  assert.equal(ownerOf(''), '');
  remember('mara');
  assert.deepEqual([ownerOf(''), ownerOf('iris')], ['mara', 'iris'], 'who is signed in sees their own and no other');
  remember('');
  assert.equal(ownerOf(''), '');
});

test('a phone too full to remember that goes on all the same', () => {
  globalThis.localStorage = drawer({ shut: true });
  remember('mara');
  assert.equal(ownerOf(''), '');
});

test('an entry is corrected under its own question, a change on the page of its entry, unless that is gone', () => {
  const entry = { kind: 'entry', key: 'k', from: '/journal/write', body: 'prompt=I-03&body=x' };
  assert.equal(mendAt(entry), '/journal/write?prompt=I-03&again=k');
  assert.equal(mendAt({ ...entry, body: 'prompt=&body=x' }), '/journal/write?prompt=own&again=k');
  const change = { ...entry, from: '/journal/entries/e1/edit' };
  assert.equal(mendAt(change), '/journal/entries/e1/edit?again=k');
  assert.equal(mendAt({ ...change, status: 409 }), '/journal/write?prompt=I-03&again=k');
  assert.equal(mendAt({ kind: 'pressure', key: 'k', from: '/sessions/1/pressure', body: '' }), '/sessions/1/pressure?again=k');
});

test('the words of a writing are shown, and not what only the clinic’s computer reads', () => {
  const id = '0192f0c0-0000-7000-8000-000000000000';
  assert.equal(wordsIn(new URLSearchParams(`id=${id}&body=The+sea&prompt=I-01`)), 'The sea');
  assert.equal(wordsIn(new URLSearchParams(`id=${id}&written_at=2026-11-24T15:00:00.000Z&what=To+be+kind&ride=yes`)), 'To be kind');
});

test('the file holds every word as it was written, and none of them becomes markup', () => {
  const words = '<script>alert(1)</script> & "so"\n  two lines';
  const text = fileText({ title: 'Still <b>', lead: 'All', lang: 'en', things: [
    { time: 'today', label: 'An entry', words, said: 'No "room"', media: [{ kind: 'voice', data: 'data:audio/webm;codecs="opus";base64,AA==', label: 'A recording, 0:04' }, { kind: 'picture', data: 'data:image/jpeg;base64,AA==', label: 'A <picture>' }] },
  ] });
  assert.ok(text.includes('<pre>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;\n  two lines</pre>'));
  assert.ok(text.includes('<audio controls src="data:audio/webm;codecs=&quot;opus&quot;;base64,AA=="'));
  assert.ok(text.includes('<img src="data:image/jpeg;base64,AA==" alt="A &lt;picture&gt;">'));
  assert.doesNotMatch(text, /<script|<b>|https?:|<link|@import/);
});

test('what is marked counts only inside the letter', () => {
  const letter = { contains: (node) => node === 'inside' };
  const selection = (where, text, more) => ({ rangeCount: 1, isCollapsed: false, getRangeAt: () => ({ commonAncestorContainer: where, toString: () => text }), ...more });
  assert.equal(markedIn(letter, selection('inside', ' the sea ')), 'the sea');
  assert.deepEqual([selection('outside', 'x'), selection('inside', 'x', { isCollapsed: true }), selection('inside', 'x', { rangeCount: 0 }), null]
    .map((one) => markedIn(letter, one)), ['', '', '', '']);
});

test('a list that is asked for again while it is read is read once more, not once for each', async () => {
  let rounds = 0;
  const fill = once(async () => { rounds += 1; await settled(); });
  await Promise.all([fill(), fill(), fill(), fill()]);
  assert.equal(rounds, 2);
  await fill();
  assert.equal(rounds, 3);
});
