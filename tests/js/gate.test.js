// What the phone says before a dose at home: the same as the clinic's computer, and never that one may (P-40, N-07).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingNow } from '../../web/static/js/session_day/gate.js';

const NOW = Date.parse('2026-11-26T15:30:00.000Z');
const FACTS = { session: 's1', limit: [140, 90], minutes: 60, readingAt: '' };
const ago = (minutes) => new Date(NOW - minutes * 60e3).toISOString();
const reading = (systolic, diastolic, minutes = 1, more = {}) => ({
  kind: 'pressure', path: '/sessions/s1/pressure', body: `systolic=${systolic}&diastolic=${diastolic}`, written: ago(minutes), ...more,
});
const left = (missing, items, facts = FACTS) => [...missingNow(missing, items, facts, NOW)].sort();

test('P-40: above the limit is above it, not at it, and either figure is enough', () => {
  for (const [upper, lower, gate] of [[140, 90, false], [141, 80, true], [120, 91, true], [139, 89, false], [180, 120, true]]) {
    assert.deepEqual(left(['pressure'], [reading(upper, lower)]), gate ? ['gate'] : [], `${upper}/${lower}`);
  }
});

test('P-40: no number of lower readings afterwards takes the gate away', () => {
  const items = [reading(152, 84, 9), ...Array.from({ length: 30 }, (_, i) => reading(110 + i % 20, 70, 8))];
  assert.deepEqual(left(['pressure'], items), ['gate']);
});

test('P-24: a reading counts for an hour, also the one that the page came with', () => {
  assert.deepEqual(left(['pressure'], [reading(120, 80, 61)]), ['pressure']);
  assert.deepEqual(left(['pressure'], [reading(120, 80, 59)]), []);
  assert.deepEqual(left([], [], { ...FACTS, readingAt: ago(61) }), ['pressure']);
  assert.deepEqual(left([], [], { ...FACTS, readingAt: ago(59) }), []);
});

test('a reading of another session, or one that was refused, changes nothing', () => {
  assert.deepEqual(left(['pressure'], [reading(152, 84, 1, { path: '/sessions/s2/pressure' })]), ['pressure']);
  assert.deepEqual(left(['pressure'], [reading(400, 20, 1, { state: 'refused' })]), ['pressure']);
});

test('N-07: somebody named on the phone is somebody, and a mark without a name is nobody', () => {
  const named = (body) => ({ kind: 'item', path: '/prepare/checklist/P-14', body, written: ago(5) });
  assert.deepEqual(left(['sitter'], [named('session=s1&done=1&words=Sam')]), []);
  assert.deepEqual(left(['sitter'], [named('session=s1&done=1&words=')]), ['sitter']);
  assert.deepEqual(left(['sitter'], [named('session=s1&done=0&words=Sam')]), ['sitter']);
});

test('what only the clinic can give is never taken away by the phone', () => {
  const everything = [reading(120, 80), { kind: 'taken', path: '/sessions/s1/taken', body: '', written: ago(1) }];
  for (const only of ['protocol', 'contact', 'gate']) assert.deepEqual(left([only], everything), [only]);
});

test('P-40: no figures, or what no cuff shows, is no reading', () => {
  for (const [upper, lower] of [['', ''], ['1o0', '80'], ['120', ''], ['80', '120'], ['400', '20'], ['1e2', '80'], ['120.5', '80']]) {
    assert.deepEqual(left(['pressure'], [reading(upper, lower)]), ['pressure'], `${upper}/${lower}`);
  }
});

test('N-07: who was named for another day stays with nobody today, and the last word counts', () => {
  const named = (session, done) => ({ kind: 'item', path: '/prepare/checklist/P-14', body: `session=${session}&done=${done}&words=Sam`, written: ago(5) });
  assert.deepEqual(left(['sitter'], [named('s0', 1)]), ['sitter']);
  assert.deepEqual(left([], [named('s1', 1), named('s1', 0)]), ['sitter']);
});

test('N-07, P-07: what was said on arriving counts: nobody there stops, a broken fast is told', () => {
  const arrived = (fasting, ride) => ({ kind: 'arrival', path: '/sessions/s1/arrival', body: `fasting=${fasting}&ride=${ride}`, written: ago(5) });
  assert.deepEqual(left([], [arrived('kept', 'no')]), ['sitter']);
  assert.deepEqual(left([], [arrived('broken', 'yes')]), ['fasting']);
  assert.deepEqual(left([], [arrived('broken', 'yes'), arrived('kept', 'yes')]), []);
});

test('a page kept the evening before opens when the day has come, and not on another', () => {
  const planned = (hours) => ({ ...FACTS, planned: new Date(NOW + hours * 3600e3).toISOString() });
  for (const hours of [-11, 0, 11]) assert.deepEqual(left(['day'], [], planned(hours)), [], `${hours} h`);
  for (const hours of [-13, 13, 240]) assert.deepEqual(left([], [], planned(hours)), ['day'], `${hours} h`);
});
