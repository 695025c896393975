// What staff were typing stays for them alone: not after they sign out, not for the next one, and not for long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskOf, noteSent, sayBefore, settleSent, tidyDesk } from '../../web/static/js/offline/desk.js';
import { restore } from '../../web/static/js/offline/restoring.js';
import { fakeClock, fakeStorage } from './fakes.js';

const HOUR = 3600e3;
const [theo, pria] = ['theo', 'pria'].map(deskOf);

async function computer(...whose) {
  const [storage, clock] = [fakeStorage(), fakeClock()];
  const put = (tag) => ({ store: 'drafts', put: { key: `${tag} message x`, tag, at: new Date(clock.now()).toISOString(), fields: [] } });
  await storage.write(whose.map(put));
  const left = () => storage.rows('drafts').map(({ tag }) => tag).sort();
  return { storage, clock, left };
}

test('whoever is at the desk keeps their own, for twelve hours', async () => {
  const { storage, clock, left } = await computer(theo);
  await tidyDesk({ storage, clock, tag: 'theo', owner: theo });
  clock.set(clock.now() + 11.9 * HOUR);
  await tidyDesk({ storage, clock, tag: 'theo', owner: theo });
  assert.deepEqual(left(), [theo]);
  clock.set(clock.now() + 0.2 * HOUR);
  await tidyDesk({ storage, clock, tag: 'theo', owner: theo });
  assert.deepEqual(left(), []);
});

test('after a sign-out nothing of anybody at the desk stays, and a patient’s own words stay', async () => {
  const { storage, clock, left } = await computer(theo, pria, 'mara');
  await tidyDesk({ storage, clock, tag: '', owner: '' });
  assert.deepEqual(left(), ['mara']);
});

test('the next one to sign in finds the words of nobody before them, staff or patient', async () => {
  for (const [tag, owner] of [['pria', pria], ['mara', 'mara']]) {
    const { storage, clock, left } = await computer(theo, 'mara');
    await tidyDesk({ storage, clock, tag, owner });
    assert.deepEqual(left(), ['mara']);
  }
});

test('a login that ended by itself leaves an hour to sign in again', async () => {
  const { storage, clock, left } = await computer(theo);
  clock.set(clock.now() + 0.9 * HOUR);
  await tidyDesk({ storage, clock, tag: '', owner: theo });
  assert.deepEqual(left(), [theo]);
  clock.set(clock.now() + 0.2 * HOUR);
  await tidyDesk({ storage, clock, tag: '', owner: theo });
  assert.deepEqual(left(), []);
});

test('what was sent goes only where the answer led on to a page of theirs', async () => {
  const cases = [
    [{ redirectCount: 1, responseStatus: 200 }, 'theo', []],
    [{ redirectCount: 1 }, 'theo', []], // a browser that does not tell
    [{ redirectCount: 0, responseStatus: 422 }, 'theo', [theo]],
    [{ redirectCount: 0, responseStatus: 200 }, 'theo', [theo]], // gone back to after no answer came
    [{ redirectCount: 1, responseStatus: 503 }, 'theo', [theo]],
    [{ redirectCount: 1, responseStatus: 200 }, '', [theo]], // the login had ended
  ];
  for (const [led, tag, expected] of cases) {
    const { storage, left } = await computer(theo);
    globalThis.sessionStorage = {};
    noteSent(`${theo} message x`);
    await settleSent({ storage, tag }, led);
    assert.deepEqual(left(), expected, JSON.stringify([led, tag]));
  }
});

test('what was sent is asked about once: a later page that leads on takes nothing', async () => {
  const { storage, left } = await computer(theo);
  globalThis.sessionStorage = {};
  noteSent(`${theo} message x`);
  await settleSent({ storage, tag: 'theo' }, { redirectCount: 0, responseStatus: 422 });
  await settleSent({ storage, tag: 'theo' }, { redirectCount: 1, responseStatus: 200 });
  assert.deepEqual(left(), [theo]);
});

test('words that were refused and sent back are found to be the same ones', () => {
  const field = { type: 'textarea', name: 'body', value: 'The sea', defaultValue: 'The sea' };
  const form = { elements: [field], dataset: {} };
  assert.equal(restore(form, { at: '2', fields: [['body', 'The sea']] }), true);
  assert.equal(field.value, 'The sea');
  assert.equal(restore(form, { at: '2', fields: [['body', 'Another']] }), false, 'other words are offered beside them');
});

test('what came back says so, and can be discarded', () => {
  let dropped = 0;
  globalThis.document = { createElement: () => ({ append(...children) { this.said = children; } }) };
  const line = { replaceChildren(...children) { this.children = children; } };
  sayBefore(line, (key) => key, () => { dropped += 1; });
  const [said, , button] = line.children;
  assert.deepEqual([said, button.said, button.type], ['kept-before', ['discard'], 'button']);
  button.onclick();
  assert.equal(dropped, 1);
});
