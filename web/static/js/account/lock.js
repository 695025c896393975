// Where the lock is switched on and off, and its PIN chosen.
import { sealPocket } from '../offline/pocket.js';
import { listen } from '../small/small.js';
import { deviceCan, forDevice, forgetDevice } from './device.js';
import { amend, asKey, forPin, random, row as kept, saying, switchOff, tryPin } from './locking.js';

/** @type {Behaviour} */
export async function lock(form, { storage, caches, clock, fetch, lock: held, tag, tell, go }) {
  const { now, pin, again, minutes, device } = form.elements;
  const row = await storage.get('meta', 'lock');
  const others = Boolean(row) && (row.tag !== tag || row.wiped); // no other key may take the place of theirs
  const on = Boolean(row) && !others;
  const state = others ? 'others' : on ? 'yes' : 'no';
  const say = saying(form);
  let busy;
  async function change() {
    if (pin.value !== again.value) return say('differ');
    const { raw, said, n } = on ? await tryPin(now.value, { storage, clock }) : { raw: random(32) };
    if (!raw) return n ? say(said, n) : held.hide();
    const key = await asKey(raw);
    const had = on ? row.device : undefined;
    let has;
    if (minutes.value === 'off') {
      await switchOff(storage, key);
      await sealPocket(caches, undefined, key);
      await caches.delete('locked');
    } else {
      const sealed = on || await fetch(location.pathname, { method: 'POST', body: raw });
      if (sealed.ok === false) return say('cannot');
      has = device.checked ? had ?? await forDevice(raw, document.querySelector('h1').textContent) : undefined;
      if (has === null) return say('refused');
      if (device.checked && !has) {
        device.checked = false;
        return say('unable');
      }
      const chosen = { minutes: Number(minutes.value), tries: 0, sealing: true, device: has, ...(pin.value ? { pin: await forPin(raw, pin.value) } : {}) };
      await storage.write([on ? amend(chosen) : kept({ ...chosen, tag, escrow: await sealed.arrayBuffer() })]);
      await caches.open('locked');
      held.hold(key);
    }
    if (had && !has) forgetDevice(had);
    tell('ended');
    return go(location.pathname);
  }

  const { serviceWorker } = navigator;
  form.hidden = !serviceWorker?.controller;
  for (const part of form.querySelectorAll('[data-on]')) part.hidden = part.dataset.on !== state;
  form.querySelector('button').disabled = others;
  now.required = on;
  pin.required = again.required = !on;
  minutes.value = on ? row.minutes : 2;
  device.checked = on && row.device;
  deviceCan().then((can) => { form.querySelector('[data-device]').hidden = !can && !device.checked; });
  const awake = () => { form.hidden = false; }; // a worker that came after the page
  return listen(...(serviceWorker ? [[serviceWorker, 'controllerchange', awake]] : []), [form, 'submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    say('trying');
    await change().catch(() => say('cannot'));
    busy = false;
  }]);
}
