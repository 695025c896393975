// Of an entry that is deleted nothing stays on this phone.

/** @type {TracesOf} */
export async function tracesOf({ key, kind, group }, storage, tag) {
  if (kind !== 'delete') return [];
  const form = `entry-${group}`;
  const of = async (store, mine) => (await storage.all(store, tag)).filter(mine);
  const copies = await of('kept', (one) => one.key !== key && (group ? one.group === group : one.kind === 'entry'));
  const drafts = await of('drafts', (one) => one.form === form || one.key === `${tag} ${form}`);
  const clips = await of('clips', (one) => one.form === form);
  return [
    ...copies.map((one) => ({ store: 'kept', remove: one.key })),
    ...drafts.map((one) => ({ store: 'drafts', remove: one.key })),
    ...clips.flatMap((one) => [{ store: 'clips', remove: one.key }, { store: 'bytes', under: `${one.key} ` }]),
  ];
}
