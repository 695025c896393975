// Passkeys: what the browser answers goes into the field before the button, and that form to the address that asked.

/** Hidden where there are none. With data-quiet what is known is also offered in the field for the name. @type {Behaviour} */
export function passkey(button, { fetch }) {
  const { form, value } = button;
  const kind = window.PublicKeyCredential;
  const quiet = 'quiet' in button.dataset && kind?.isConditionalMediationAvailable?.();
  let asking;
  button.hidden = !kind?.parseRequestOptionsFromJSON;

  async function ask(mediation) {
    asking?.abort();
    asking = new AbortController();
    const asked = await (await fetch(value)).json();
    const given = await (asked.user
      ? navigator.credentials.create({ publicKey: kind.parseCreationOptionsFromJSON(asked) })
      : navigator.credentials.get({ publicKey: kind.parseRequestOptionsFromJSON(asked), mediation, signal: asking.signal }));
    button.previousElementSibling.value = JSON.stringify(given);
    form.action = value;
    form.submit();
  }
  const offer = async () => await quiet && ask('conditional').catch(() => {});

  setInterval(offer, 300e3); // a challenge lasts ten minutes
  offer();
  button.onclick = () => ask().catch(() => {
    button.nextElementSibling.hidden = false;
    offer();
  });
}
