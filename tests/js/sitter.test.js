// The sitter's card: looks in their order, each once, and the next one due; and the rest that holds without a network.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restFirst } from '../../web/static/js/session_day/rest.js';
import { dueAt, looksOf } from '../../web/static/js/session_day/sitter.js';

const at = (clock) => Date.parse(`2026-11-26T${clock}:00.000Z`);
const look = (id, clock, well = '1', more = {}) => ({ kind: 'check', body: `id=${id}&well=${well}`, written: new Date(at(clock)).toISOString(), ...more });

test('looks come oldest first, without those that the page shows, that were refused, or that are none', () => {
  const items = [look('c', '15:45', '0'), look('a', '15:15'), look('b', '15:30'), look('d', '16:00', '1', { state: 'refused' }),
    { kind: 'taken', body: 'id=t', written: new Date(at('15:00')).toISOString() }];
  assert.deepEqual(looksOf(items, ['b']), [
    { id: 'a', well: true, at: at('15:15') },
    { id: 'c', well: false, at: at('15:45') },
  ]);
});

test('the next look is due after the latest of dose and looks, and nothing is due before anything began', () => {
  assert.equal(dueAt(NaN, [], 15), 0);
  assert.equal(dueAt(at('15:00'), [], 15), at('15:15'));
  assert.equal(dueAt(at('15:00'), [at('15:40'), at('15:20')], 15), at('15:55'));
  assert.equal(dueAt(NaN, [at('15:20')], '20'), at('15:40'));
});

const PAGE = { restsFrom: '2026-11-26T16:00:00Z', restsUntil: '2026-11-27T05:00:00Z' };
const HERE = '/sessions/s1/aftercare';

test('S-10: after the aftercare page was open, pages kept on the phone lead back to it until the rest is over', () => {
  const store = {};
  assert.equal(restFirst(PAGE, HERE, at('18:00'), store), '');
  const kept = { fromPocket: '2026-11-26T12:00:00Z' };
  for (const path of ['/today', '/journal', '/journal/write', '/course', '/prepare/checklist', '/practice']) {
    assert.equal(restFirst(kept, path, at('18:30'), store), HERE, path);
    assert.equal(restFirst(kept, path, Date.parse('2026-11-27T05:00:01Z'), store), '', `${path}, the day after`);
  }
});

test('S-10: help, breathing, the session and the account stay open, and so does what the clinic sends itself', () => {
  const store = {};
  restFirst(PAGE, HERE, at('18:00'), store);
  const kept = { fromPocket: '2026-11-26T12:00:00Z' };
  for (const path of ['/help', '/hard', '/breathe', '/sessions/s1', '/sessions/s1/hard', '/account']) {
    assert.equal(restFirst(kept, path, at('18:30'), store), '', path);
  }
  assert.equal(restFirst({}, '/journal', at('18:30'), store), '');
});

test('a look at the aftercare page on the day before holds nobody back, nor does a phone that keeps nothing', () => {
  const store = {};
  restFirst(PAGE, HERE, at('15:59'), store);
  assert.equal(restFirst({ fromPocket: '2026-11-26T12:00:00Z' }, '/journal', at('18:00'), store), '');
  const full = new Proxy({}, { get() { throw new Error('no storage'); }, set() { throw new Error('no storage'); } });
  assert.equal(restFirst(PAGE, HERE, at('18:00'), full), '');
});
