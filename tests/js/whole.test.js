// A questionnaire is sent whole, and leads on by what was answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whole } from '../../web/static/js/small/whole.js';

/** A form whose questions `open` have no answer, with an answer that leads elsewhere when `alarm` is given. */
function questionnaire({ open = [], alarm } = {}) {
  const form = Object.assign(new EventTarget(), {
    dataset: { then: '/measures' },
    lines: open.map(() => ({ hidden: true })),
    querySelector: () => (alarm ? { dataset: { then: alarm } } : null),
    querySelectorAll: (which) => (which.includes('missing') ? form.lines : open),
  });
  globalThis.location = { hash: '' };
  whole(form);
  let sent = 0;
  form.addEventListener('submit', () => { sent += 1; });
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  return { form, sent };
}

test('with a question open nothing is sent, and the way leads to the first of them', () => {
  const seen = [];
  const item = (id) => ({ id, focus: () => seen.push(id) });
  const { form, sent } = questionnaire({ open: [item('item-3'), item('item-7')] });
  assert.equal(sent, 0);
  assert.deepEqual([location.hash, seen], ['item-3', ['item-3']]);
  assert.deepEqual(form.lines, [{ hidden: false }, { hidden: false }]);
});

test('answered whole it is sent, and leads on as the page says', () => {
  const { form, sent } = questionnaire();
  assert.equal(sent, 1);
  assert.equal(form.dataset.then, '/measures');
});

test('an answer that needs a person leads there (Y-30), also without a network', () => {
  assert.equal(questionnaire({ alarm: '/not-safe' }).form.dataset.then, '/not-safe');
});
