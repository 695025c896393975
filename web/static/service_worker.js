// Only whole pages and static files pass through here. The server writes in the two names.

const ROOT = '__ROOT__';
const FILES = [...__SHELL__, '/offline', '/breathe', '/help', '/hard', '/journal/waiting', '/lock'];
const OPEN = ['/breathe', '/help', '/hard']; // behind the phone's lock, as everybody may see them
const SHELL = `shell-${ROOT.split('/').pop()}`;
const WEEK = 7 * 86400e3;
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
const named = async (start) => (await caches.keys()).filter((name) => name.startsWith(start));
const drop = (names) => Promise.all(names.map((name) => caches.delete(name)));
const shell = async (path) => (await caches.open(SHELL)).match(path, { ignoreSearch: true });

const tabs = new BroadcastChannel('lock');
let key; // of a page that is on its way, while the phone's lock is open

/** An open page alone has it: with none open, the phone is locked. */
async function unlocked() {
  if (!(await clients.matchAll({ includeUncontrolled: true })).length) return (key = undefined);
  if (!key) tabs.postMessage('ask');
  for (let left = 50; left && !key; left -= 1) await wait(20);
  return key;
}

async function install() {
  await (await caches.open(SHELL)).addAll(FILES.map((path) => new Request(path, { credentials: 'omit' })));
}

async function activate() {
  await drop((await named('shell-')).filter((name) => name !== SHELL));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

/** Signed out without a network: no page passes before it is true. */
async function ended() {
  await drop(await named('mine-'));
  const [wish] = await (await caches.open('ended')).keys();
  const answer = await fetch(wish.url, { method: 'POST', redirect: 'manual' }).catch(() => null);
  return answer?.status < 500 && caches.delete('ended');
}

async function opened(answer) {
  if (!answer.headers.has('x-sealed')) return answer.text();
  const bytes = await answer.arrayBuffer();
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, key, bytes.slice(12)));
}

/** With the time it was kept in it: scripts cannot read headers. */
async function pocket({ href, pathname }) {
  for (const name of [...await named('mine-'), ...await named('card-')]) {
    const answer = await caches.match(href, { cacheName: name }) ?? (pathname.endsWith('/write') && await caches.match(pathname, { cacheName: name }));
    const { headers } = answer ?? {};
    const at = headers?.get('x-kept-at');
    if (Date.now() - Date.parse(at) < WEEK) {
      const text = await opened(answer).catch(() => '');
      if (text) return new Response(text.replace('<body', `<body data-from-pocket="${at}"`), { headers });
    }
    if (answer) await drop([name]);
  }
  return undefined;
}

async function page({ request, preloadResponse }) {
  const url = new URL(request.url);
  if (await caches.has('ended')) {
    return (await ended() && await fetch(request).catch(() => null)) || (await shell(url.pathname) ?? shell('/offline'));
  }
  if (await caches.has('locked') && !await unlocked()) return shell(OPEN.includes(url.pathname) ? url.pathname : '/lock');
  const network = preloadResponse.then((early) => early ?? fetch(request)).catch(() => null);
  let answer = await Promise.race([network, wait(3500)]);
  if (!answer || [502, 503, 504].includes(answer.status)) {
    const kept = await pocket(url) ?? await shell(url.pathname);
    if (kept) return kept;
    answer ??= await network;
  }
  if (answer?.ok && url.pathname === '/sign-in') await drop(await named('mine-'));
  return answer ?? shell('/offline');
}

/** A kept page may ask for an older file: this version's will do. */
async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request).catch(() => Response.error());
  const path = new URL(request.url).pathname.replace(/^\/static\/[^/]+/, ROOT);
  return answer.ok ? answer : await shell(path) ?? answer;
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('message', ({ data }) => (data === 'skip-waiting' ? self.skipWaiting() : ({ key } = data)));
tabs.onmessage = ({ data }) => {
  if (data === 'ask') tabs.postMessage({ key });
  else if (data !== 'here') ({ key } = data);
};
// Always shown: after three that are not, a phone ends its subscription.
addEventListener('push', (event) => {
  const { title, navigate } = event.data.json().notification;
  navigator.setAppBadge?.(1);
  event.waitUntil(registration.showNotification(title, { tag: title, data: navigate }));
});
addEventListener('notificationclick', ({ notification }) => {
  notification.close();
  clients.openWindow(notification.data);
});
addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/static/')) event.respondWith(file(request));
  else if (request.mode === 'navigate') event.respondWith(page(event));
});
