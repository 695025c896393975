// Passkeys: what the browser answers goes into the form around the button, to the address that asked.
import { listen, make } from '../small/small.js';

const PARTS = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
const text = (from) => btoa(String.fromCharCode(...new Uint8Array(from))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

/** Hidden where there are none. With data-quiet what is known is also offered in the field for the name. @type {Behaviour} */
export function passkey(button, { fetch }) {
  const kind = window.PublicKeyCredential;
  const { form, name, value } = button;
  const quiet = 'quiet' in button.dataset && kind?.isConditionalMediationAvailable?.();
  let asking;
  if (!kind) return undefined;
  button.hidden = false;

  async function ask(mediation) {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const publicKey = await (await fetch(value)).json();
    for (const one of [publicKey.user, ...publicKey.excludeCredentials ?? []]) if (one) one.id = bytes(one.id);
    publicKey.challenge = bytes(publicKey.challenge);
    const { rawId, response } = await navigator.credentials[publicKey.user ? 'create' : 'get']({ publicKey, mediation, signal });
    const said = { transports: response.getTransports?.() };
    for (const part of PARTS) if (response[part]) said[part] = text(response[part]);
    const field = make('input', '');
    Object.assign(field, { type: 'hidden', name: name || 'answer' });
    field.value = JSON.stringify({ id: text(rawId), rawId: text(rawId), type: 'public-key', response: said });
    form.append(field);
    form.action = value;
    form.submit();
  }
  const offer = async () => { if (await quiet) await ask('conditional').catch(() => {}); };

  const again = setInterval(offer, 540e3); // a challenge lasts ten minutes
  offer();
  const deaf = listen([button, 'click', () => ask().catch(() => {
    button.nextElementSibling.hidden = false;
    offer();
  })]);
  return () => { deaf(); clearInterval(again); asking?.abort(); };
}
