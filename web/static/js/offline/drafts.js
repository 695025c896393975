// Typing is kept each second. "Kept" is said only once the phone has really kept it.
import { listen } from '../small/small.js';
import { fillFields, readFields } from './fields.js';

const SOON = 700;
const drafts = new WeakMap();

/** @type {DraftOf} */
export const draftOf = (form) => drafts.get(form);

/** @type {CreateDraft} */
export function createDraft({ storage, clock, tag, key, read, show }) {
  const name = `${tag} ${key}`;
  let cancel;
  let dirty = false;
  let line = Promise.resolve();

  const later = (wait) => { cancel ??= clock.after(wait, save); };
  function calm() {
    cancel?.();
    cancel = null;
  }
  async function keep() {
    if (!dirty) return;
    dirty = false;
    const put = { key: name, tag, at: new Date(clock.now()).toISOString(), fields: read() };
    try {
      await storage.write([{ store: 'drafts', put }]);
      show('kept-typing');
    } catch {
      dirty = true;
      show('cannot-keep');
      later(10 * SOON);
    }
  }
  function save() {
    calm();
    line = line.then(keep);
    return line;
  }

  return {
    save,
    touched() {
      dirty = true;
      later(SOON);
    },
    unsaved: () => dirty,
    find(back) { // no save before: it would write over it
      line = storage.get('drafts', name).then(back).catch(() => {});
      return line;
    },
    async release() {
      calm();
      dirty = false;
      await line;
      return { store: 'drafts', remove: name };
    },
  };
}

/** @type {Joined} */
export function joined(old, now) {
  if (now.startsWith(old)) return now;
  return old.startsWith(now) ? old : `${old}\n${now}`;
}

/** @type {Restore} */
export function restore(form, draft) {
  const { savedAt } = form.dataset;
  const blank = [...form.elements].every((field) => field.type !== 'textarea' || !field.defaultValue);
  if (!draft?.fields || (savedAt ? savedAt >= draft.at : !blank)) return false;
  fillFields(form, draft.fields, savedAt ? {} : { join: joined });
  return true;
}

/** @type {Behaviour} */
export function draft(form, { storage, clock, tag, word, again }) {
  const line = form.querySelector('[data-draft-status]');
  const show = (key) => { if (line) line.textContent = word(key); };
  const key = form.dataset.draft + (again ?? ''); // mending one entry must not write over the draft of another
  const mine = createDraft({ storage, clock, tag, key, read: () => readFields(form), show });
  drafts.set(form, mine);
  if (!again) {
    mine.find((found) => {
      if (!restore(form, found)) return;
      form.dispatchEvent(new Event('input', { bubbles: true }));
      show('kept-typing');
    });
  }
  const { save } = mine;
  const stop = listen([form, 'input', mine.touched], [window, 'pagehide', save], [document, 'visibilitychange', save]);
  return () => {
    stop();
    save();
  };
}
