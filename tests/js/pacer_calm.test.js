// For some hours after a session was open on this phone, nothing with a hold is offered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calmUntil, keepCalm } from '../../web/static/js/session_day/calm.js';

const NOON = Date.UTC(2026, 10, 24, 12);
const HOUR = 3600e3;

test('it lasts the hours that the page says, and opening a page again never shortens it', () => {
  globalThis.localStorage = {};
  assert.equal(calmUntil(), 0);
  keepCalm(12, NOON);
  assert.equal(calmUntil(), NOON + 12 * HOUR);
  keepCalm(2, NOON + HOUR);
  assert.equal(calmUntil(), NOON + 12 * HOUR);
  keepCalm(12, NOON + HOUR);
  assert.equal(calmUntil(), NOON + 13 * HOUR);
});

test('a phone that remembers nothing, or holds nonsense, is no hindrance', () => {
  globalThis.localStorage = { 'calm-until': 'soon' };
  assert.equal(calmUntil(), 0);
  globalThis.localStorage = new Proxy({}, { get() { throw new Error('SecurityError'); }, set() { throw new Error('SecurityError'); } });
  keepCalm(12, NOON);
  assert.equal(calmUntil(), 0);
  delete globalThis.localStorage;
});
