// Questions without a network: what is kept on the phone stands in its form again, the newest alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestOf } from '../../web/static/js/intake/asked.js';
import { pathOf } from '../../web/static/js/intake/signature.js';

const item = (order, path, body, written) => ({ order, path, body, written });

test('of several tellings of one question the one that was told last is shown', () => {
  const items = [item(2, '/q', 'value=yes', '2026-11-23T10:00:02Z'), item(3, '/q', 'value=no', '2026-11-23T10:00:03Z'), item(4, '/other', 'value=x', '2026-11-23T10:00:04Z')];
  assert.equal(newestOf(items, '/q').body, 'value=no');
  assert.equal(newestOf([...items].reverse(), '/q').body, 'value=no');
});

test('what the page knows already, or what has no words, is left as the page shows it', () => {
  const items = [item(1, '/q', 'value=no', '2026-11-23T10:00:00Z'), item(2, '/q', '', '2026-11-23T12:00:00Z')];
  assert.equal(newestOf(items, '/q', '2026-11-23T11:00:00Z'), undefined);
  assert.equal(newestOf(items, '/q', '2026-11-23T09:00:00Z').body, 'value=no');
  assert.equal(newestOf([], '/q'), undefined);
});

test('a drawn name is lines of whole points, and never longer than what is kept', () => {
  assert.equal(pathOf([[[1.4, 2.6], [3, 4]], [[5, 6], [5, 6]]]), 'M1 3L3 4M5 6L5 6');
  assert.equal(pathOf([]), '');
  const long = pathOf([Array.from({ length: 9000 }, (_, at) => [at % 600, at % 200])]);
  assert.ok(long.length <= 20000);
  assert.match(long, /^[ML0-9 ]+$/);
});
