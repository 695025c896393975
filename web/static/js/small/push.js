// Asks the browser for notifications, by a touch alone, and sends on what it gives. Where it has them, no button shows.
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

  const show = (had) => { form.hidden = Boolean(had) || !('PushManager' in window); };
  if ('on' in form.dataset) registered.then((one) => one.pushManager.getSubscription()).then(show, () => show());
  else show();
  return listen([form, 'submit', ask]);
}
