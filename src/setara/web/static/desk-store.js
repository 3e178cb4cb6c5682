// What a desk keeps on this device: the list of envelopes without names, and hand-overs sealed for the office (JWE,
// RSA-OAEP-256 and A256GCM). Nothing kept here names a person; what is sealed cannot be read here again.
"use strict";
const deskStore = (() => {
	const base64url = (bytes) => {
		let text = "";
		for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
		return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
	};
	const utf8 = (text) => new TextEncoder().encode(text);
	const asked = (request) => new Promise((done, failed) => {
		request.onsuccess = () => done(request.result);
		request.onerror = () => failed(request.error);
	});
	const opened = (desk) => new Promise((done, failed) => {
		const request = indexedDB.open(`setara-desk-${desk}`, 1);
		request.onupgradeneeded = () => {
			request.result.createObjectStore("facts");
			request.result.createObjectStore("queue", { keyPath: "place", autoIncrement: true });
		};
		request.onsuccess = () => done(request.result);
		request.onerror = () => failed(request.error);
	});
	const completed = (transaction) => new Promise((done, failed) => {
		transaction.oncomplete = () => done();
		transaction.onerror = transaction.onabort = () => failed(transaction.error);
	});

	async function sealed(jwk, content) {
		const header = base64url(utf8(JSON.stringify({ alg: "RSA-OAEP-256", enc: "A256GCM" })));
		const office = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
		const raw = crypto.getRandomValues(new Uint8Array(32)), iv = crypto.getRandomValues(new Uint8Array(12));
		const once = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
		const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: "RSA-OAEP" }, office, raw));
		const both = new Uint8Array(await crypto.subtle.encrypt(
			{ name: "AES-GCM", iv, additionalData: utf8(header), tagLength: 128 }, once, utf8(JSON.stringify(content))));
		const tag = both.subarray(both.length - 16), text = both.subarray(0, both.length - 16);
		return [header, ...[wrapped, iv, text, tag].map(base64url)].join(".");
	}

	async function digest(text) {
		const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text)));
		return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
	}

	return async (desk) => {
		const database = await opened(desk);
		const read = (store) => database.transaction(store).objectStore(store);
		const write = async (store, act) => {
			const transaction = database.transaction(store, "readwrite", { durability: "strict" });
			act(transaction.objectStore(store));
			await completed(transaction);
		};
		return {
			sealed, digest,
			fact: (name) => asked(read("facts").get(name)),
			keepFact: (name, value) => write("facts", (store) => store.put(value, name)),
			queue: () => asked(read("queue").getAll()),
			enqueue: (item) => write("queue", (store) => store.add(item)),
			requeue: (item) => write("queue", (store) => store.put(item)),
			drop: (place) => write("queue", (store) => store.delete(place)),
		};
	};
})();
