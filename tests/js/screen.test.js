// The screen stays on while the breath runs, and no longer than that.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScreen } from '../../web/static/js/session_day/screen.js';
import { fakeClock } from './fakes.js';

test('the screen is held, taken again after the page was hidden, and let go at stop or after three hours', async () => {
  const clock = fakeClock();
  const locks = [];
  const wakeLock = {
    async request() {
      const lock = { released: false, async release() { lock.released = true; } };
      locks.push(lock);
      return lock;
    },
  };
  const screen = createScreen({ wakeLock, after: clock.after });
  await screen.hold();
  await screen.again();
  assert.equal(locks.length, 1);
  locks[0].released = true;
  await screen.again();
  assert.deepEqual(locks.map(({ released }) => released), [true, false]);
  await clock.pass(3 * 3600e3);
  await screen.again();
  assert.deepEqual(locks.map(({ released }) => released), [true, true]);
  const opening = screen.hold();
  screen.release();
  await opening;
  assert.deepEqual([locks.length, locks[2].released, clock.pending()], [3, true, 0]);
});

test('a phone without wake lock, or in no mood for it, breathes all the same', async () => {
  await createScreen({ after: fakeClock().after }).hold();
  const refusing = { request: async () => { throw new Error('NotAllowedError'); } };
  const screen = createScreen({ wakeLock: refusing, after: fakeClock().after });
  await screen.hold();
  screen.release();
});
