// Whether a tab still lives: it holds a lock for as long.

/** @type {CreateLife} */
export function createLife({ locks, id }) {
  const name = `tidemark-tab ${id}`;
  let begun;
  const hold = () => new Promise((ready) => {
    const until = () => new Promise(() => { ready(undefined); });
    locks.request(name, until).catch(ready);
  });
  return {
    id,
    name,
    begin: () => (begun ??= hold()),
    /** Where nothing can be asked, words are rather found twice than never. */
    async living() {
      const { held } = await locks.query().catch(() => ({ held: [] }));
      return new Set(held.map((lock) => lock.name));
    },
    alone: (work) => locks.request('tidemark-drafts', work),
  };
}
