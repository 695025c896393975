// A form that keeps what is typed, finds what was typed before, and lets go of it once it is sent.
import { listen } from '../small/small.js';
import { noteSent, sayBefore } from './desk.js';
import { createDraft, setDraft } from './drafts.js';
import { readFields } from './fields.js';
import { bringIn, CARRIED, hasWords, offer, restore } from './restoring.js';

/** @type {Behaviour} */
export function draft(form, { storage, clock, tag, desk, settled, word, again, life }) {
  const line = form.querySelector('[data-draft-status]');
  function show(key) {
    if (line) line.textContent = word(key);
    if (key === 'cannot-keep') form.querySelector('[data-rescue]')?.removeAttribute('hidden');
  }
  const typing = () => show(desk ? 'kept-desk' : 'kept-typing');
  const key = form.dataset.draft + (again ?? ''); // mending one entry must not write over the draft of another
  const from = location.pathname + (again ? `?again=${again}` : '');
  const mine = createDraft({
    storage, clock, tag: desk || tag, key, life, from, read: () => readFields(form, CARRIED), show: (key) => (key === 'cannot-keep' ? show(key) : typing()),
  });
  const { save, touched } = mine;
  const tell = () => form.dispatchEvent(new Event('input', { bubbles: true }));
  const drop = async () => storage.write([await mine.release()]).catch(() => {});
  let sent;

  async function discard() {
    form.reset();
    await drop();
    line.textContent = '';
    form.querySelector('textarea, input:not([type=hidden])').focus();
  }
  async function look() {
    await settled;
    const left = await mine.find((found) => {
      const first = found.find((one) => hasWords(form, one)) ?? found[0];
      if (!restore(form, first, Boolean(again))) return undefined;
      if (desk) sayBefore(line, word, discard);
      else tell(typing());
      return first;
    });
    offer({ form, line, word, found: left.filter((one) => hasWords(form, one)), take(one) {
      bringIn(form, one);
      tell();
      return mine.take(one);
    } });
  }
  /** A form of the desk; what goes by the outbox is let go of there. */
  function submitted() {
    if (!desk || form.dataset.kind) return;
    sent = true;
    if (!form.hasAttribute('hx-post')) noteSent(mine.name);
    touched();
    save();
  }
  /** The desk came anew without this form: its answer was taken. */
  const taken = () => sent && document.querySelector('#desk') && !document.querySelector(`[data-draft="${key}"]`);

  setDraft(form, Object.assign(mine, { look }));
  if (!again) look();
  const stop = listen([form, 'input', touched], [form, 'submit', submitted], [window, 'pagehide', save], [document, 'visibilitychange', save]);
  return () => (taken(stop()) ? drop() : save());
}
