// The page in front of all others while the lock is on.
import { listen } from '../small/small.js';
import { forgetDevice, tryDevice } from './device.js';
import { asKey, empty, handOver, saying, tryPin } from './locking.js';

/** @type {Behaviour} */
export function unlock(form, { storage, caches, clock, deliver, fetch, lock }) {
  const { pathname, search } = location;
  const [pin, , device] = form.elements;
  const go = () => location.replace(pathname === '/lock' ? '/' : pathname + search);
  const say = saying(form.parentElement);
  let busy;
  async function end() {
    form.hidden = true;
    say('emptied');
    if (await handOver({ storage, caches, deliver, fetch })) location.replace('/sign-in');
    else say('later');
  }
  async function look() {
    const row = await storage.get('meta', 'lock');
    if (!row) return go(await caches.delete('locked')); // it was just switched off
    if (row.wiped) return end();
    if (!(row.tries < 10)) return forget();
    device.hidden = !row.device;
    return undefined;
  }
  async function submit(event) {
    event.preventDefault();
    if (busy || !pin.value) return;
    busy = true;
    say('trying');
    const { raw, said, n } = await tryPin(pin.value, { storage, clock });
    pin.value = '';
    if (raw) return go(lock.hold(await asKey(raw)));
    say(said, n);
    busy = false;
    look();
  }
  async function byDevice() {
    if (busy) return;
    busy = true;
    say('trying');
    const raw = await tryDevice({ storage }).catch(() => undefined);
    if (raw) return go(lock.hold(await asKey(raw)));
    say('refused');
    busy = false;
    look();
  }
  async function forget() {
    const { device: made } = await storage.get('meta', 'lock');
    await empty(storage);
    if (made) forgetDevice(made);
    await end();
  }
  form.elements[1].disabled = false;
  pin.focus();
  look();
  return listen([form, 'submit', submit], [window, 'online', look], [device, 'click', byDevice], [document.querySelector('[data-forget]'), 'click', forget]);
}
