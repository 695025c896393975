// Asks the browser for notifications, by a touch alone, and sends on what it gives.
import { listen } from './small.js';

/** @type {Behaviour} */
export function push(form, { registered }) {
  async function ask(event) {
    event.preventDefault();
    const options = { userVisibleOnly: true, applicationServerKey: form.dataset.key };
    const given = await registered.then((one) => one.pushManager.subscribe(options)).catch(() => null);
    form.querySelector('[role=status]').hidden = Boolean(given);
    if (!given) return;
    form.elements.subscription.value = JSON.stringify(given);
    form.submit();
  }

  form.hidden = !('PushManager' in window);
  return listen([form, 'submit', ask]);
}
