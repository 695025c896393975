// The few pages needed without a network, under the person's own tag, after they said yes.
import { lockWith, openWith } from './seal.js';

const FRESH = 60e3;

/** @type {WipePocket} */
export async function wipePocket(caches, except) {
  for (const name of await caches.keys()) {
    if (name.startsWith('mine-') && name !== `mine-${except}`) await caches.delete(name);
  }
}

/** What the worker opens again with the same key, while the phone's lock is open. */
async function kept(text, headers, key) {
  if (!key) return new Response(text, { headers });
  const { iv, data } = await lockWith(key, new TextEncoder().encode(text));
  headers.set('x-sealed', '1');
  return new Response(new Blob([iv, data]), { headers });
}

/** Every page that is kept in the clear; without a key, `old` opens them all. @type {SealPocket} */
export async function sealPocket(caches, key, old) {
  for (const name of await caches.keys()) if (name.startsWith('mine-')) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const answer = await cache.match(url);
      const headers = new Headers(answer.headers);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const sealed = headers.has('x-sealed');
      if (sealed === Boolean(key)) continue;
      headers.delete('x-sealed');
      const text = sealed ? await openWith(old, { iv: bytes.slice(0, 12), data: bytes.slice(12) }) : bytes;
      await cache.put(url, await kept(new TextDecoder().decode(text), headers, key));
    }
  }
}

/** Only a whole page of this person's. */
async function keepable(answer, tag, now, key) {
  const text = await answer.text();
  const html = answer.headers.get('Content-Type')?.startsWith('text/html');
  if (answer.status !== 200 || answer.redirected || !html || !text.includes(`data-person="${tag}"`)) return undefined;
  const headers = new Headers(answer.headers);
  headers.delete('Content-Encoding');
  headers.set('x-kept-at', new Date(now).toISOString());
  return kept(text, headers, key);
}

/** @type {FillPocket} */
export async function fillPocket({ caches, fetch, clock, tag, paths, open, name = `mine-${tag}`, whole = true, key }) {
  const cache = await caches.open(name);
  for (const { url } of whole ? await cache.keys() : []) {
    if (!paths.includes(new URL(url).pathname)) await cache.delete(url);
  }
  for (const path of paths) {
    const held = path !== open && await cache.match(path);
    if (held && clock.now() - Date.parse(held.headers.get('x-kept-at')) < FRESH) continue;
    const answer = await fetch(path, { headers: { 'Tidemark-Pocket': '1', Accept: 'text/html' } });
    if (answer.status === 401 || new URL(answer.url).pathname === '/sign-in') return wipePocket(caches);
    const page = await keepable(answer, tag, clock.now(), key);
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
