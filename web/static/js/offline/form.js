// A form whose words are kept on the phone first, sent after.
import { listen, uuid7 } from '../small/small.js';
import { draftOf } from './drafts.js';
import { fieldOf, fillBlank, fillFields } from './fields.js';

const GONE = [404, 409]; // then the words become a new entry
const OWN = ['id', 'version', 'event', 'written_at'];
const ITS = ['id', 'version', 'parent'];
const carried = new WeakMap();

/** What a form brings along beside its fields: recordings and pictures. @type {Carry} */
export const carry = (form, pack) => carried.set(form, pack);

/** @type {Behaviour} */
export function outbox(form, { again, outbox: box, soon, storage, deliver, clock, tag, word, go }) {
  if (!tag || form.enctype === 'multipart/form-data') return undefined;
  const { kind = '', label = '', says, stay } = form.dataset;
  const { pathname, href } = location;
  const line = form.querySelector('[role=status]:not([data-draft-status])');
  const say = (text) => line?.replaceChildren(text);
  let busy = false;
  let reopened; // the refused item whose words this form holds

  function entryFrom(submitter, now) {
    const action = new URL(submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '', href);
    /** @type {any} */
    const fields = new FormData(form, submitter);
    const group = form.dataset.group ?? fields.get('id') ?? '';
    const path = reopened?.path ?? action.pathname + action.search;
    const { order = form.dataset.first && 0 } = reopened ?? {}; // what asks for somebody goes before all that waits
    const said = [label, ...(says?.split(' ').map((name) => fields.get(name)) ?? [])].filter(Boolean).join(' · ');
    return { key: uuid7(now), path, body: `${new URLSearchParams(fields)}`, kind, label: said, group, order, from: pathname };
  }

  /** A phone that cannot keep sends from here, and is not `safe`. */
  async function keep(entry) {
    const draft = draftOf(form);
    try {
      const { parts, alongside = [] } = await carried.get(form)?.(entry.group) ?? {};
      await box.add(entry, [
        ...alongside, ...(draft ? [await draft.release()] : []),
        ...(reopened ? [{ store: 'outbox', remove: reopened.key }, ...await box.follow(reopened.group, entry.group)] : [])], parts);
    } catch {
      draft?.touched();
      say(word('cannot-keep'));
      form.querySelector('[data-rescue]')?.removeAttribute('hidden');
      if (fieldOf(form, 'media')?.value) return {}; // what was recorded could not follow
      const answer = await deliver({ ...entry, tag });
      if (answer.kind === 'kept' && draft) storage.write([await draft.release()]).catch(() => {});
      return answer;
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
    const stamp = new Date(now).toISOString();
    // A copy for the pocket was made without one.
    const about = ('copy' in form.dataset && new URLSearchParams(location.search).get('about')) || '';
    const empty = fillBlank(form, { id: uuid7(now), version: uuid7(now), event: uuid7(now), written_at: stamp, about });
    const entry = entryFrom(event.submitter, now);
    const version = fieldOf(form, 'version')?.value;
    const answer = await keep(entry);
    if (answer.kind === 'refused') {
      if (answer.safe) hold(answer);
      if (GONE.includes(answer.status)) clear(empty);
      say(answer.message || word('refused'));
    } else if (answer.kind === 'kept' || answer.safe) {
      empty(); // writing again here must not reuse the id of what is kept
      for (const [name, value] of [['parent', version], ['media', '']]) { // it grows from what was sent just now
        const field = fieldOf(form, name);
        if (field) field.value = value ?? '';
      }
      return leave(answer);
    }
    busy = false;
  }

  function clear(empty) {
    empty();
    for (const name of kind === 'entry' ? ITS : []) if (fieldOf(form, name)) fieldOf(form, name).value = '';
  }

  function hold(item) {
    const { key, order, path, status, group } = item;
    reopened = { key, order, group, path: GONE.includes(status) ? undefined : path };
  }

  function leave(answer) {
    const { then } = form.dataset; // by then an answer may have changed it
    if (answer.kind === 'sign-in') return go('/sign-in');
    if (stay === undefined || (stay === 'offline' && answer.kind === 'kept')) return go(answer.then || then || pathname);
    if (stay !== 'keep') form.reset();
    say(word(answer.kind === 'kept' ? 'kept' : 'on-phone'));
    form.dispatchEvent(new CustomEvent('stayed', { bubbles: true, detail: answer.then || then }));
    reopened = null;
    busy = false;
  }

  async function reopen() {
    const item = await storage.get('outbox', again);
    if (item?.tag !== tag || item.kind !== kind || !item.body) return;
    hold(item);
    fillFields(form, new URLSearchParams(item.body), { hidden: ['prompt', 'media', ...(reopened.path ? [...OWN, 'parent'] : [])] });
    say(item.message || word('refused'));
    form.dispatchEvent(new Event('input', { bubbles: true }));
    form.dispatchEvent(new CustomEvent('reopened', { bubbles: true }));
  }

  if (again) reopen().catch(() => say(word('cannot-read'))).then(() => draftOf(form)?.look());
  return listen([form, 'submit', submit], [window, 'pageshow', () => { busy = false; }]);
}
