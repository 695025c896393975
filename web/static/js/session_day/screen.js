// Keeps the screen on, three hours at the most.

/** @type {CreateScreen} */
export function createScreen({ wakeLock, after }) {
  let wanted = false;
  let lock;
  let cancel;

  async function again() {
    if (!wanted || (lock && !lock.released)) return;
    lock = await wakeLock?.request('screen').catch(() => null);
    if (!wanted) release();
  }
  function release() {
    wanted = false;
    cancel?.();
    lock?.release();
    lock = null;
  }
  return {
    again,
    release,
    hold() {
      wanted = true;
      cancel?.();
      cancel = after(3 * 3600e3, release);
      return again();
    },
  };
}
