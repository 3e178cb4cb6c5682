// The desk: find an envelope, hand it over, keep that sealed, send it. Each hand-over is kept before it is sent, under a
// key of its own, so that a network that goes half way loses nothing and doubles nothing.
"use strict";
(async () => {
	const { desk, list, look, picture, report, worker } = document.body.dataset;
	const element = (id) => document.getElementById(id);
	const word = (key) => element("words").content.querySelector(`[data-word="${key}"]`)?.textContent ?? key;
	const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
	const shown = (id, text, tone) => {
		element(id).hidden = !text;
		element(id).textContent = text;
		if (tone) element(id).className = `note ${tone}`;
	};
	if (!window.isSecureContext || !("serviceWorker" in navigator)) {
		element("cannot").hidden = false;
		element("find").hidden = true;
		return;
	}
	const store = await deskStore(desk);
	const doneHere = new Map();
	let current = null, sending = false, channel = "typed";

	function net(state) {
		element("net").textContent = word(state);
		element("net").className = `badge ${state === "online" ? "good" : "wait"}`;
	}

	async function refresh() {
		try {
			const answer = await fetch(list);
			if (answer.redirected || !answer.ok) return net("sign_in");
			await store.keepFact("list", await answer.json());
			net("online");
		} catch {
			net("offline");
		}
	}

	async function install() {
		await navigator.serviceWorker.register(worker);
		await navigator.serviceWorker.ready;
		const parts = [...document.querySelectorAll("link[href], script[src]")].map((part) => part.href || part.src);
		const kept = await caches.open("setara-desk-1");
		await Promise.all([location.pathname, ...parts.map((part) => new URL(part).pathname)].map(async (part) => {
			const answer = await fetch(part);
			if (answer.ok && !answer.redirected) await kept.put(part, answer);
		}));
		document.body.dataset.installed = "yes";
	}

	// As the office compares numbers: letter case, blanks and kinds of dash do not count.
	const numberKey = (text) => text.normalize("NFKC").toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s/gu, "");

	async function linesKept(text) {
		const kept = await store.fact("list");
		if (!kept) return null;
		const slug = text.match(/\/v\/([A-Za-z0-9_-]{16})(?![A-Za-z0-9_-])/)?.[1];
		const page = slug && await store.digest(slug), code = await store.digest(text), number = numberKey(text);
		const envelope = /^[0-9]{1,5}$/.test(text) ? kept.lines.filter((line) => line.position === Number(text)) : [];
		if (envelope.length) return envelope;
		return kept.lines.filter((line) => line.code === code || (page && line.slug === page)
			|| (number && line.number_key === number));
	}

	async function find(text, how) {
		if (!text.trim()) return;
		channel = how;
		shown("said", "");
		element("several").hidden = element("envelope").hidden = true;
		let lines = null;
		try {
			const answer = await fetch(`${look}?${new URLSearchParams({ q: text.trim() })}`);
			if (answer.ok && !answer.redirected) lines = (await answer.json()).lines;
			net(answer.redirected || !answer.ok ? "sign_in" : "online");
		} catch {
			net("offline");
		}
		lines ??= await linesKept(text.trim());
		element("text").value = "";
		if (lines === null) return shown("said", word("old_list"), "stop");
		if (!lines.length) return shown("said", `${text.slice(0, 60)}: ${word("nothing")}`, "stop");
		if (lines.length === 1) return open(lines[0], text);
		shown("said", word("several"), "info");
		element("several").hidden = false;
		element("several").replaceChildren(...lines.map((line) => {
			const item = document.createElement("li"), button = document.createElement("button");
			button.type = "button";
			button.className = "button quiet";
			button.textContent = `${line.position} · ${line.kind} · ${line.holder ?? line.number}`;
			button.addEventListener("click", () => { element("several").hidden = true; shown("said", ""); open(line, text); });
			item.append(button);
			return item;
		}));
	}

	function open(line, text) {
		current = { ...line, said: text.slice(0, 200) };
		for (const place of element("envelope").querySelectorAll("[data-fact]")) place.textContent = line[place.dataset.fact] ?? "";
		element("envelope").querySelector("[data-row=holder]").hidden = !line.holder;
		const barred = line.first ? `${word("already")} ${line.first}`
			: line.done || doneHere.has(line.line) ? word("done_here") : line.hold ? `${word("hold")} ${line.hold}.` : "";
		shown("barred", barred);
		element("barred").className = "note stop";
		shown("more", line.others?.length ? `${word("also")} ${line.others.join(", ")}.` : "", "info");
		element("hand").hidden = Boolean(barred);
		element("hand").reset();
		element("name").value = line.owner ?? "";
		element("envelope").hidden = false;
		(barred ? element("text") : element("name")).focus();
	}

	async function smaller(file) {
		const MOST = 1600, bitmap = await createImageBitmap(file);
		const scale = Math.min(1, MOST / Math.max(bitmap.width, bitmap.height));
		const canvas = document.createElement("canvas");
		canvas.width = Math.round(bitmap.width * scale);
		canvas.height = Math.round(bitmap.height * scale);
		canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
		return canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
	}

	async function hand(event) {
		event.preventDefault();
		const form = new FormData(element("hand")), line = current;
		const file = form.get("receiver") === "proxy" ? form.get("letter") : null;
		const letter = file?.size ? await smaller(file) : "";
		if (form.get("receiver") === "proxy" && !letter && !form.get("letter_number").trim()) {
			return shown("said", word("letter_needed"), "stop");
		}
		const kept = await store.fact("list");
		if (!kept) return shown("said", word("old_list"), "stop");
		const content = {
			key: crypto.randomUUID(), line: line.line, said: line.said, receiver: form.get("receiver"),
			name: form.get("name").trim(), letter_number: form.get("letter_number").trim(), letter, channel,
			happened_at: new Date().toISOString(),
		};
		// Twice sealed: once as said while its person stands here, once as it is told when the network was away.
		const [now, later] = await Promise.all([false, true].map(
			(away) => store.sealed(kept.key, { ...content, was_offline: away })));
		try {
			await store.enqueue({ now, later, line: line.line, position: line.position, was_tried: false });
		} catch {
			return shown("said", word("full"), "stop");
		}
		doneHere.set(line.line, true);
		element("envelope").hidden = true;
		shown("said", "");
		await send();
		element("text").focus();
	}

	function logged(item, key, says, tone) {
		const line = document.createElement("li");
		line.dataset.position = item.position;
		line.dataset.outcome = key;
		line.textContent = `${word("envelope")} ${item.position}: ${word(key)}${says ? `. ${says}` : ""}`;
		if (tone) line.className = tone;
		element("log").prepend(line);
		while (element("log").children.length > 20) element("log").lastChild.remove();
	}

	async function send() {
		if (sending) return;
		sending = true;
		try {
			for (const item of await store.queue()) {
				const answer = await fetch(report, {
					method: "POST", body: item.was_tried ? item.later : item.now,
					headers: { "X-CSRFToken": token(), "Content-Type": "application/jose" },
				});
				if (answer.redirected || !answer.ok) {
					net("sign_in");
					break;
				}
				const { outcome, says } = await answer.json();
				if (outcome === "unreadable") {
					// Kept on the device: nothing is thrown away that the office did not take.
					if (!item.was_told) logged(item, outcome, says);
					await store.requeue({ ...item, was_told: true });
					continue;
				}
				await store.drop(item.place);
				if (outcome === "refused") doneHere.delete(item.line);
				logged(item, outcome === "kept" ? "person" : outcome, says);
				if (outcome === "refused" || outcome === "already") shown("said", `${word(outcome)}: ${says}`, "stop");
				net("online");
			}
		} catch {
			net("offline");
			for (const item of await store.queue()) {
				if (item.was_tried) continue;
				await store.requeue({ ...item, was_tried: true });
				logged(item, "kept", "");
			}
		} finally {
			sending = false;
			const left = await store.queue();
			element("waiting").textContent = left.length;
			for (const item of left) doneHere.set(item.line, true);
		}
	}

	const camera = deskCamera({
		view: element("view"), picture, token, found: (text) => { pressed(); find(text, "camera"); },
		failed: (key) => { shown("said", word(key), "wait"); camera.stop(); pressed(); },
	});
	function pressed() { element("camera").setAttribute("aria-pressed", String(camera.isOn)); }

	element("find").addEventListener("submit", (event) => {
		event.preventDefault();
		const text = element("text").value;
		find(text, text.length > 100 || text.includes("/v/") ? "scanner" : "typed");
	});
	element("hand").addEventListener("submit", hand);
	element("send").addEventListener("click", send);
	element("camera").addEventListener("click", async () => {
		if (camera.isOn) camera.stop(); else await camera.start();
		pressed();
	});
	addEventListener("online", () => { refresh(); send(); });
	addEventListener("offline", () => net("offline"));
	setInterval(send, 10000);
	setInterval(refresh, 60000);
	await refresh();
	// What an earlier visit kept has happened already, whatever became of its network.
	for (const item of await store.queue()) if (!item.was_tried) await store.requeue({ ...item, was_tried: true });
	await send();
	await install();
})();
