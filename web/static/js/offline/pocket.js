// The few pages needed without a network, under the person's own tag, after they said yes.

const FRESH = 60e3;

/** @type {WipePocket} */
export async function wipePocket(caches, except) {
  for (const name of await caches.keys()) {
    if (name.startsWith('mine-') && name !== `mine-${except}`) await caches.delete(name);
  }
}

/** Only a whole page of this person's. */
async function keepable(answer, tag, now) {
  const text = await answer.text();
  const html = answer.headers.get('Content-Type')?.startsWith('text/html');
  if (answer.status !== 200 || answer.redirected || !html || !text.includes(`data-person="${tag}"`)) return undefined;
  const headers = new Headers(answer.headers);
  headers.delete('Content-Encoding');
  headers.set('x-kept-at', new Date(now).toISOString());
  return new Response(text, { headers });
}

/** @type {FillPocket} */
export async function fillPocket({ caches, fetch, clock, tag, paths, open, name = `mine-${tag}`, whole = true }) {
  const cache = await caches.open(name);
  for (const { url } of whole ? await cache.keys() : []) {
    if (!paths.includes(new URL(url).pathname)) await cache.delete(url);
  }
  for (const path of paths) {
    const held = path !== open && await cache.match(path);
    if (held && clock.now() - Date.parse(held.headers.get('x-kept-at')) < FRESH) continue;
    const answer = await fetch(path, { headers: { 'Tidemark-Pocket': '1', Accept: 'text/html' } });
    if (answer.status === 401 || new URL(answer.url).pathname === '/sign-in') return wipePocket(caches);
    const page = await keepable(answer, tag, clock.now());
    if (page) await cache.put(path, page);
    await new Promise((done) => { setTimeout(done, 50); });
  }
}

/** @type {MayFill} */
export async function mayFill(caches, { person, pocket, ended, role }) {
  if (role === 'sitter') return false; // a card is nobody's login
  const may = Boolean(person) && pocket === 'yes' && role !== 'staff';
  if (person || ended) await wipePocket(caches, may ? person : '');
  return may;
}
