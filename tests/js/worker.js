// The service worker in a room of its own, for tests.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { fakeCaches } from './fakes.js';

const SOURCE = readFileSync(new URL('../../web/static/service_worker.js', import.meta.url), 'utf8');
const SITE = 'https://clinic.example';

/** The worker, installed and in charge, on a network that answers as told. */
export async function worker({ hash = 'h1', caches = fakeCaches(), tabs = {} } = {}) {
  const heard = {};
  const network = { answer: async (path) => new Response(`network ${path}`), posts: [] };
  caches.open = ((open) => async (name) => {
    const cache = await open(name);
    return Object.assign(cache, { addAll: (asked) => Promise.all(asked.map(({ url }) => cache.put(url, new Response(`shell ${url}`)))) });
  })(caches.open);
  let skipped = false;
  const self = {
    BroadcastChannel: class {
      constructor() { tabs.worker = this; }

      postMessage(data) { tabs.heard?.(data); }
    },
    crypto, TextDecoder, caches, Response, Headers, URL, Date, Promise, setTimeout: (act, ms) => setTimeout(act, Math.min(ms, 20)), location: new URL(SITE),
    Request: class { constructor(url) { this.url = url; } },
    addEventListener: (name, act) => { heard[name] = act; },
    registration: { navigationPreload: { enable: async () => {} } }, clients: { claim: async () => {}, matchAll: async () => (tabs.heard ? [{}] : []) }, skipWaiting() { skipped = true; },
    fetch: async (asked, how = {}) => {
      const path = (asked.url ?? asked).replace(SITE, '');
      if (how.method === 'POST') network.posts.push(path);
      const answer = await network.answer(path, how);
      Object.defineProperty(answer, 'url', { value: SITE + path });
      return answer;
    },
  };
  self.self = self;
  vm.runInNewContext(SOURCE.replace('__ROOT__', `/static/${hash}`).replace('__SHELL__', `['/static/${hash}/main.js']`), self);
  const run = (name) => new Promise((done) => { heard[name]({ waitUntil: (work) => work.then(done) }); });
  await run('install');
  await run('activate');
  async function ask(path, { mode = 'navigate', method = 'GET', origin = SITE } = {}) {
    let answer;
    const request = { url: origin + path, mode, method };
    heard.fetch({ request, preloadResponse: Promise.resolve(), respondWith: (work) => { answer = work; } });
    return answer && (await answer)?.text();
  }
  async function keep(path, tag = 'mara', age = 0) {
    const headers = { 'x-kept-at': new Date(Date.now() - age).toISOString(), 'Content-Security-Policy': "default-src 'self'" };
    await (await caches.open(`mine-${tag}`)).put(path, new Response('<html><body class="x">mine', { headers }));
  }
  return { ask, keep, caches, network, heard, skipped: () => skipped };
}
