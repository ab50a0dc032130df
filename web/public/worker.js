// Keeps the shell and the files of the pages, so that a page opens while the server is away and
// says so. What the business answers is never kept: it would be old.

const KEPT = 'dure-pages';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The newest shell; the one that was kept, where the server does not answer. */
async function shell(request) {
  const kept = await caches.open(KEPT);
  const key = new URL('./', self.registration.scope).href;
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(key, answer.clone());
    return answer;
  } catch (cause) {
    const old = await kept.match(key);
    if (old) return old;
    throw cause;
  }
}

/** Files with hashed names never change. */
async function asset(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const below = pathname.slice(new URL(self.registration.scope).pathname.length);
  if (below.startsWith('assets/')) event.respondWith(asset(request));
  else if (request.mode === 'navigate' && !below.startsWith('docs')) {
    if (!/\.[a-z]+$/.test(below)) event.respondWith(shell(request));
  }
});
