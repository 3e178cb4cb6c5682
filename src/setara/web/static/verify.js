/* Verifies a QR code's content in the browser, then asks the register; shows the worse. Rules: docs/formats.md.
The page offers, in its own language:
  meta[name=setara-did], meta[name=setara-keys]  the office's DID; its QR keys: [{kid, kty, crv, x, y}, …]
  #setara-answer  gets the outcome and data-outcome, data-reason, data-asked (no, yes, unreachable)
  #setara-facts-here, ul#setara-checks-here  both hidden until filled
  template#setara-outcome-CODE, -CODE-KIND where a kind has its own  may hold [data-slot=reason], a[data-link=record]
  template#setara-facts  [data-row] with one [data-fact=kind|number|body|holder|district|subject|issue_date|expiry_date]
  template#setara-words  [data-word=KEY]: kind.CODE district.CODE check.CODE result.CODE code.CODE */
(() => {
	"use strict";
	const listed = (text) => text.split(" ");
	const ORDER = listed("altered unknown_here withdrawn superseded revoked lapsed suspended expired not_yet_valid valid");
	const CHECKS = listed("signature issuer register_digest status validity pdf_signature pdf_coverage");
	const KINDS = listed("sppt_sni barcode iso batikmark trademark copyright industrial_design product_test");
	const BYTES_OF = { 3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7 };
	const HALF_ORDER = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";
	const refuse = (code) => { throw new Error(code); };
	const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

	function fromDigits(text) {
		if (!/^[0-9]+$/.test(text)) refuse("not_digits");
		if (text.length % 17 && !BYTES_OF[text.length % 17]) refuse("digits_length");
		const out = [];
		for (let at = 0; at < text.length; at += 17) {
			const group = text.slice(at, at + 17), start = out.length;
			let value = BigInt(group);
			for (let n = BYTES_OF[group.length]; n; n--, value >>= 8n) out.splice(start, 0, Number(value & 255n));
			if (value) refuse("digits_range");
		}
		return Uint8Array.from(out);
	}

	/* Deterministic CBOR: shortest heads, ascending keys, no more. */
	function decoded(bytes) {
		let at = 0;
		const take = (count) => {
			if (at + count > bytes.length) refuse("not_cbor");
			return bytes.subarray(at, at += count);
		};
		const item = (depth) => {
			if (depth > 8) refuse("not_cbor");
			const first = take(1)[0], major = first >> 5, short = first & 31;
			let number = short;
			if (short >= 24) {
				const width = { 24: 1, 25: 2, 26: 4 }[short] || refuse("not_cbor");
				number = take(width).reduce((sum, byte) => sum * 256 + byte);
				if (number < { 1: 24, 2: 256, 4: 65536 }[width]) refuse("not_canonical_cbor");
			}
			if (major === 0) return number;
			if (major === 1) return -1 - number;
			if (major === 2) return take(number);
			if (major === 3) {
				const raw = take(number);
				try { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw); }
				catch { refuse("not_cbor"); }
			}
			if (major === 4) {
				const items = [];
				for (let n = 0; n < number; n++) items.push(item(depth + 1));
				return items;
			}
			if (major === 5) {
				const map = new Map();
				let previous = "";
				for (let n = 0; n < number; n++) {
					const start = at, key = item(depth + 1), written = hex(bytes.subarray(start, at));
					if (!Number.isInteger(key)) refuse("not_cbor");
					if (written <= previous) refuse("not_canonical_cbor");
					previous = written;
					map.set(key, item(depth + 1));
				}
				return map;
			}
			if (major === 6) return { tag: number, value: item(depth + 1) };
			return refuse("not_cbor");
		};
		const value = item(1);
		if (at !== bytes.length) refuse("not_canonical_cbor");
		return value;
	}

	const isBytes = (value) => value instanceof Uint8Array;
	const utf8 = (text) => new TextEncoder().encode(text);
	const hasOnly = (map, keys) => map instanceof Map && [...map.keys()].every((key) => keys.includes(key));

	function claimsOf(payload) {
		const map = decoded(payload);
		const need = (good) => good || refuse("claims");
		const number = (value, lowest, highest) => {
			need(Number.isInteger(value) && value >= lowest && value <= highest);
			return value;
		};
		need(hasOnly(map, [1, 6, 7, -65537]));
		const issuer = map.get(1), slug = map.get(7), facts = map.get(-65537);
		need(typeof issuer === "string" && issuer && utf8(issuer).length <= 84 && isBytes(slug) && slug.length === 12);
		number(map.get(6), 0, 0xffffffff);
		need(hasOnly(facts, [1, 2, 3, 4, 5, 6, 7, 8, 9]));
		number(facts.get(9), 0, 0xffffffff);
		const text = (key) => {
			if (!facts.has(key)) return "";
			need(typeof facts.get(key) === "string" && facts.get(key));
			return facts.get(key);
		};
		const day = (key) => facts.has(key)
			? new Date(number(facts.get(key), -719162, 2932896) * 864e5).toISOString().slice(0, 10) : "";
		const district = facts.has(5) ? String(number(facts.get(5), 0, 9999)).padStart(4, "0") : "";
		return {
			issuer, slug: btoa(String.fromCharCode(...slug)).replaceAll("+", "-").replaceAll("/", "_"),
			kind: KINDS[number(facts.get(1), 1, 8) - 1],
			number: text(2), body: text(3), holder: text(4), subject: text(6),
			district: district && `${district.slice(0, 2)}.${district.slice(2)}`,
			issue_date: day(7), expiry_date: day(8),
		};
	}

	function token(bytes) {
		if (bytes.length > 340) refuse("cwt_length");
		const outer = decoded(bytes);
		const [protectedPart, unprotected, payload, signature] = outer.tag === 18 && Array.isArray(outer.value)
			&& outer.value.length === 4 ? outer.value : refuse("not_a_cwt");
		if (!isBytes(protectedPart) || !hasOnly(unprotected, []) || !isBytes(payload) || !isBytes(signature)
			|| signature.length !== 64) refuse("not_a_cwt");
		const header = decoded(protectedPart);
		const kid = hasOnly(header, [1, 4]) && header.get(1) === -7 && header.get(4);
		if (!isBytes(kid) || !kid.length || kid.length > 12 || kid.some((byte) => byte > 127)) refuse("unknown_suite");
		const string = (part) => part.length < 24 ? [64 + part.length, ...part]
			: part.length < 256 ? [88, part.length, ...part] : [89, part.length >> 8, part.length & 255, ...part];
		const signed = Uint8Array.from(
			[0x84, 0x6a, ...utf8("Signature1"), ...string(protectedPart), 0x40, ...string(payload)]);
		return { kid: String.fromCharCode(...kid), claims: claimsOf(payload), signed, signature };
	}

	async function signatureFault(found, keys) {
		const jwk = keys.find(({ kid }) => kid === found.kid);
		if (!jwk) return "unknown_key";
		if (hex(found.signature.subarray(32)) > HALF_ORDER) return "high_s";
		const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
		const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
		return await crypto.subtle.verify(algorithm, key, found.signature, found.signed) ? null : "signature_mismatch";
	}

	const element = (id) => document.getElementById(`setara-${id}`);
	const meta = (name) => document.querySelector(`meta[name=setara-${name}]`).content;
	const recordUrl = (slug) => `${location.pathname.replace(/\/$/, "")}/${slug}`;
	const word = (key) => {
		const found = element("words").content.querySelector(`[data-word="${CSS.escape(key)}"]`);
		return found?.textContent ?? key.slice(key.indexOf(".") + 1);
	};

	function show({ outcome, reason, checks, genuine }, claims) {
		const place = element("answer"), template = element(`outcome-${outcome}-${genuine && claims.kind}`);
		const content = (template ?? element(`outcome-${outcome}`)).content.cloneNode(true);
		for (const slot of content.querySelectorAll("[data-slot=reason]")) slot.textContent = word(`code.${reason}`);
		for (const link of content.querySelectorAll("a[data-link=record]"))
			claims ? link.href = recordUrl(claims.slug) : link.remove();
		place.replaceChildren(content);
		Object.assign(place.dataset, { outcome, reason });
		showFacts(genuine && claims);
		const list = element("checks-here");
		list.hidden = false;
		list.replaceChildren(...CHECKS.map((check) => {
			const line = document.createElement("li");
			const [result, detail] = checks[check] || ["not_checked", check.startsWith("pdf") ? "not_a_pdf" : "not_trusted"];
			Object.assign(line.dataset, { check, result });
			line.textContent = `${word(`check.${check}`)} · ${word(`result.${result}`)} · ${word(`code.${detail}`)}`;
			return line;
		}));
	}

	function showFacts(claims) {
		const place = element("facts-here");
		place.hidden = !claims;
		if (!claims) return place.replaceChildren();
		const content = element("facts").content.cloneNode(true);
		for (const row of content.querySelectorAll("[data-row]")) {
			const slot = row.querySelector("[data-fact]"), name = slot.dataset.fact, value = claims[name];
			if (!value) row.remove();
			else if (/_date$/.test(name)) slot.textContent = dayText(value);
			else slot.textContent = /^(kind|district)$/.test(name) ? word(`${name}.${value}`) : value;
		}
		place.replaceChildren(content);
	}

	const dayText = (iso) => new Intl.DateTimeFormat(document.documentElement.lang,
		{ dateStyle: "long", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));

	const answerOf = (outcome, reason, checks, genuine) => ({ outcome, reason, checks, genuine });
	const altered = (reason, checks) => ({ answer: answerOf("altered", reason, checks) });

	async function alone(digits) {
		let bytes, found;
		try {
			found = token(bytes = fromDigits(digits));
		} catch (error) {
			return altered(error.message, { signature: ["failed", error.message] });
		}
		const { claims } = found;
		if (!globalThis.crypto?.subtle) {
			const checks = { signature: ["not_checked", "insecure_page"] };
			return { claims, answer: answerOf("cannot_check", "insecure_page", checks) };
		}
		const fault = await signatureFault(found, JSON.parse(meta("keys")));
		if (fault) return altered(fault, { signature: ["failed", fault] });
		const checks = { signature: ["passed", "genuine"], issuer: ["passed", "this_office"] };
		if (claims.issuer !== meta("did"))
			return altered("issuer_differs", { ...checks, issuer: ["failed", "issuer_differs"] });
		const today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10);
		Object.assign(checks, {
			register_digest: ["not_checked", "offline"], status: ["not_checked", "offline"],
			validity: ["passed", claims.expiry_date ? "in_force" : "no_end_named"],
		});
		let outcome = ["valid", "valid_offline"];
		if (claims.expiry_date && today > claims.expiry_date) outcome = ["expired", "expiry_day_past"];
		else if (claims.issue_date && today < claims.issue_date) outcome = ["not_yet_valid", "issue_day_ahead"];
		if (outcome[0] !== "valid") checks.validity = ["failed", outcome[1]];
		const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
		return { claims, checks, digest, answer: answerOf(...outcome, checks, true) };
	}

	async function online({ claims, checks, digest, answer }) {
		let record;
		try {
			const response = await fetch(`${recordUrl(claims.slug)}.json`, { cache: "no-store" });
			record = await response.json();
		} catch { return null; }
		if (!ORDER.includes(record?.outcome)) return null;
		const fault = record.outcome === "unknown_here" ? "not_in_register"
			: record.certificate?.qr_sha256 === digest ? null : "digest_not_recorded";
		if (fault) return answerOf("altered", fault, { ...checks, register_digest: ["failed", fault] });
		const status = record.checks?.find((entry) => entry.check === "status");
		const both = { ...checks, register_digest: ["passed", "recorded_at_issue"] };
		if (status) both.status = [status.result, status.detail];
		const isWorse = ORDER.indexOf(record.outcome) < ORDER.indexOf(answer.outcome);
		const { outcome, reason } = isWorse ? record : answer;
		return answerOf(outcome, outcome === "valid" ? "valid_online" : reason, both, true);
	}

	let turn = 0;
	async function verify() {
		const mine = ++turn, text = location.hash.slice(1), { dataset } = element("answer");
		if (!text || document.getElementById(text)) return;
		dataset.asked = "no";
		const found = await alone(text);
		if (mine !== turn) return;
		show(found.answer, found.claims);
		const both = found.digest && await online(found);
		if (mine !== turn) return;
		if (both) show(both, found.claims);
		dataset.asked = both ? "yes" : "unreachable";
	}

	addEventListener("hashchange", verify);
	verify();
})();
