// When sending fails it is tried again, ever more seldom, without end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff, createSender } from '../../web/static/js/offline/sending.js';
import { dice, fakeClock, settled } from './fakes.js';

/** An outbox whose rounds end as told. */
function sender(...endings) {
  const clock = fakeClock();
  const states = [];
  const rounds = [];
  const flush = async () => {
    rounds.push(clock.now());
    const ending = endings.length > 1 ? endings.shift() : endings[0];
    if (ending instanceof Error) throw ending;
    return ending;
  };
  const send = createSender({ flush }, { clock, random: () => 0.5, onState: (state) => states.push(state) });
  return { clock, states, rounds, send };
}

test('the wait doubles from a second to five minutes and stays there', () => {
  const waits = [1, 2, 3, 9, 10, 50, 5000].map((failures) => backoff(failures, () => 0.5));
  assert.deepEqual(waits, [1000, 2000, 4000, 256e3, 300e3, 300e3, 300e3]);
});

test('phones that fail together do not come back together', () => {
  const random = dice(3);
  const waits = Array.from({ length: 200 }, () => backoff(4, random));
  assert.ok(Math.min(...waits) >= 6000 && Math.max(...waits) <= 10000);
  assert.ok(new Set(waits.map(Math.round)).size > 150);
});

test('after a day without a network it is still trying', async () => {
  const { clock, rounds, send } = sender('later');
  await send();
  await clock.pass(86400e3);
  assert.ok(rounds.length > 280, `${rounds.length} rounds`);
  assert.ok(86400e3 - (rounds.at(-1) - rounds[0]) <= 300e3);
  assert.equal(clock.pending(), 1);
});

test('success ends the trying, and the next failure starts again at a second', async () => {
  const { clock, rounds, states, send } = sender('later', 'later', 'done', 'later', 'done');
  const start = clock.now();
  await send();
  await clock.pass(10e3);
  assert.deepEqual([states, clock.pending()], [['later', 'later', 'done'], 0]);
  await send();
  await clock.pass(5e3);
  assert.deepEqual(rounds.map((at) => at - start), [0, 1000, 3000, 10e3, 11e3]);
});

test('a sign-in that is needed is said, and not tried at by a timer', async () => {
  const { clock, states, send } = sender('sign-in');
  assert.equal(await send(), 'sign-in');
  assert.deepEqual([states, clock.pending()], [['sign-in'], 0]);
});

test('a phone that cannot read its own store says so and tries again', async () => {
  const { clock, states, send } = sender(new Error('QuotaExceededError'), 'done');
  assert.equal(await send(), 'cannot-read');
  await clock.pass(2000);
  assert.deepEqual(states, ['cannot-read', 'done']);
});

test('being asked again and again starts one more round, not one for each', async () => {
  const { rounds, send } = sender('done');
  const first = send();
  await settled();
  await Promise.all([first, send(), send(), send()]);
  assert.equal(rounds.length, 2);
});
