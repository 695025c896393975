// A form whose words are kept on the phone first, sent after.
import { listen, uuid7 } from '../small/small.js';
import { draftOf } from './drafts.js';
import { fillFields } from './fields.js';

const GONE = [404, 409]; // then the words become a new entry
const OWN = ['id', 'event', 'written_at'];

/** @type {Behaviour} */
export function outbox(form, { again, outbox: box, soon, storage, deliver, clock, tag, word, go }) {
  if (!tag || form.enctype === 'multipart/form-data') return undefined;
  const { kind = '', label = '', says, then, stay } = form.dataset;
  const { pathname, href } = location;
  const line = form.querySelector('[role=status]:not([data-draft-status])');
  const say = (text) => line?.replaceChildren(text);
  let busy = false;
  let reopened; // the refused item whose words this form holds

  /** Fills what a phone fills; answers how to empty it. */
  function fillOwn(now) {
    const made = { id: uuid7(now), event: uuid7(now), written_at: new Date(now).toISOString() };
    const blank = [...form.elements].filter((field) => field.type === 'hidden' && OWN.includes(field.name) && !field.value);
    for (const field of blank) field.value = made[field.name];
    return () => { for (const field of blank) field.value = ''; };
  }

  function entryFrom(submitter, now) {
    const action = new URL(submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '', href);
    /** @type {any} */
    const fields = new FormData(form, submitter);
    const group = form.dataset.group ?? fields.get('id') ?? '';
    const path = reopened?.path ?? action.pathname + action.search;
    const { order } = reopened ?? {};
    const said = [label, ...(says?.split(' ').map((name) => fields.get(name)) ?? [])].filter(Boolean).join(' · ');
    return { key: uuid7(now), path, body: `${new URLSearchParams(fields)}`, kind, label: said, group, order, from: pathname };
  }

  /** A phone that cannot keep sends from here, and is not `safe`. */
  async function keep(entry) {
    const draft = draftOf(form);
    try {
      await box.add(entry, [
        ...(draft ? [await draft.release()] : []), ...(reopened ? [{ store: 'outbox', remove: reopened.key }] : [])]);
    } catch {
      draft?.touched();
      say(word('cannot-keep'));
      form.querySelector('[data-rescue]')?.removeAttribute('hidden');
      return deliver({ ...entry, tag });
    }
    navigator.storage.persist();
    say(word('on-phone'));
    const round = await soon();
    const { state, ...rest } = await box.outcome(entry.key).catch(() => ({ state: 'waiting' }));
    return { ...rest, safe: true, kind: state === 'waiting' && round === 'sign-in' ? round : state };
  }

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const now = clock.now();
    const empty = fillOwn(now);
    const entry = entryFrom(event.submitter, now);
    const answer = await keep(entry);
    if (answer.kind === 'refused') {
      if (answer.safe) hold(answer);
      if (GONE.includes(answer.status)) empty();
      say(answer.message || word('refused'));
    } else if (answer.kind === 'kept' || answer.safe) {
      empty(); // writing again here must not reuse the id of what is kept
      return leave(answer);
    }
    busy = false;
  }

  function hold(item) {
    const { key, order, path, status } = item;
    reopened = { key, order, path: GONE.includes(status) ? undefined : path };
  }

  function leave(answer) {
    if (answer.kind === 'sign-in') return go('/sign-in');
    if (stay === undefined || (stay === 'offline' && answer.kind === 'kept')) return go(answer.then || then || pathname);
    if (stay !== 'keep') form.reset();
    say(word(answer.kind === 'kept' ? 'kept' : 'on-phone'));
    reopened = null;
    busy = false;
  }

  async function reopen() {
    const item = await storage.get('outbox', again);
    if (item?.tag !== tag || item.kind !== kind || !item.body) return;
    hold(item);
    fillFields(form, new URLSearchParams(item.body), { hidden: reopened.path ? OWN : [] });
    say(item.message || word('refused'));
    form.dispatchEvent(new Event('input', { bubbles: true }));
  }

  if (again) reopen().catch(() => say(word('cannot-read')));
  return listen([form, 'submit', submit], [window, 'pageshow', () => { busy = false; }]);
}
