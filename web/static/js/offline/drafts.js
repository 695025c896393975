// Typing is kept each second, for each tab apart. "Kept" is said only once the phone has really kept it.

const SOON = 700;
const drafts = new WeakMap();

/** @type {SetDraft} */
export const setDraft = (form, draft) => drafts.set(form, draft);

/** @type {DraftOf} */
export const draftOf = (form) => drafts.get(form);

/** @type {CreateDraft} */
export function createDraft({ storage, clock, tag, key, life, from, read, show }) {
  const name = `${tag} ${key} ${life.id}`;
  let cancel;
  let dirty = false;
  let taken = []; // what was brought in, and goes in the same transaction
  let line = life.begin();

  const later = (wait) => { cancel ??= clock.after(wait, save); };
  function calm() {
    cancel?.();
    cancel = null;
  }
  async function keep() {
    if (!dirty) return;
    dirty = false;
    const put = { key: name, tag, at: new Date(clock.now()).toISOString(), form: key, life: life.name, from, fields: read() };
    const { length } = taken;
    try {
      await storage.write([{ store: 'drafts', put }, ...taken]);
      taken = taken.slice(length);
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

  /** What no living tab writes any more, the newest first. */
  async function orphans() {
    const living = await life.living();
    const mine = ({ key: kept, form, life: whose, fields }) => fields && kept !== name && !living.has(whose)
      && (form === key || kept === `${tag} ${key}`);
    return (await storage.all('drafts', tag)).filter(mine).sort((a, b) => (a.at < b.at ? 1 : -1));
  }
  const adopt = (back) => life.alone(async () => {
    const found = await orphans();
    const first = back(found);
    if (first) {
      const put = { ...first, key: name, form: key, life: life.name };
      await storage.write([{ store: 'drafts', put }, { store: 'drafts', remove: first.key }]);
    }
    return found.filter((one) => one !== first);
  });

  return {
    name,
    save,
    touched() {
      dirty = true;
      later(SOON);
    },
    take(orphan) {
      taken = [...taken, { store: 'drafts', remove: orphan.key }];
      dirty = true;
      return save();
    },
    unsaved: () => dirty,
    find(back) { // no save before
      const finding = line.then(() => adopt(back)).catch(() => []);
      line = finding.then(() => {});
      return finding;
    },
    async release() {
      calm();
      dirty = false;
      await line;
      return { store: 'drafts', remove: name };
    },
  };
}
