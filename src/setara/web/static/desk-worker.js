// Answers for the page of a desk while there is no network: the page and its parts, nothing else, are kept.
"use strict";
const KEPT = "setara-desk-1";
const PAGE = /^\/kantor\/meja\/[0-9]+\/pindai$/;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
	const { request } = event, url = new URL(request.url);
	const isPart = url.origin === location.origin && (PAGE.test(url.pathname) || url.pathname.startsWith("/static/"));
	if (request.method !== "GET" || !isPart) return;
	event.respondWith((async () => {
		const kept = await caches.open(KEPT);
		try {
			const answer = await fetch(request);
			if (answer.ok && !answer.redirected) await kept.put(url.pathname, answer.clone());
			return answer;
		} catch (gone) {
			const old = await kept.match(url.pathname);
			if (old) return old;
			throw gone;
		}
	})());
});
