/* Asks the browser for a passkey and hands its answer to the form. The page offers, in its own language:
  form[data-passkey=create|get]  hidden until this browser turns out able; holds input[name=credential] and one button
  #passkey-options  what is asked, as JSON; without it the form's own address is asked for it
  [data-unable]  shown until this browser turns out able
  [data-problem=cancelled|known|failed]  hidden until it happened */
(() => {
	"use strict";
	const form = document.querySelector("form[data-passkey]");
	if (!form || !window.PublicKeyCredential || !navigator.credentials) return;
	const problems = document.querySelectorAll("[data-problem]");
	const PROBLEMS = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" };

	function bytes(text) {
		return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
	}
	function written(buffer) {
		const text = btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""));
		return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
	}

	async function asked() {
		const here = document.getElementById("passkey-options");
		if (here) return JSON.parse(here.textContent);
		const answer = await fetch(form.action, { headers: { Accept: "application/json" }, cache: "no-store" });
		if (!answer.ok) throw new Error(String(answer.status));
		return answer.json();
	}
	function understood({ publicKey: key }) {
		const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
		const read = { ...key, challenge: bytes(key.challenge) };
		if (key.user) read.user = { ...key.user, id: bytes(key.user.id) };
		if (key.excludeCredentials) read.excludeCredentials = known(key.excludeCredentials);
		if (key.allowCredentials) read.allowCredentials = known(key.allowCredentials);
		return read;
	}
	function told(made) {
		const response = {};
		for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
			if (made.response[name]) response[name] = written(made.response[name]);
		}
		if (made.response.getTransports) response.transports = made.response.getTransports();
		const { id, type, authenticatorAttachment } = made;
		const clientExtensionResults = made.getClientExtensionResults();
		return { id, rawId: written(made.rawId), type, authenticatorAttachment, clientExtensionResults, response };
	}

	async function ask() {
		const { creation_options: creation, request_options: request } = await asked();
		const made = form.dataset.passkey === "create"
			? await navigator.credentials.create({ publicKey: understood(creation) })
			: await navigator.credentials.get({ publicKey: understood(request) });
		form.elements.credential.value = JSON.stringify(told(made));
		form.submit();
	}
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		const button = form.querySelector("button");
		button.disabled = true;
		for (const one of problems) one.hidden = true;
		try {
			await ask();
		} catch (error) {
			const what = PROBLEMS[error.name] || "failed";
			for (const one of problems) one.hidden = one.dataset.problem !== what;
			button.disabled = false;
		}
	});
	for (const one of document.querySelectorAll("[data-unable]")) one.hidden = true;
	form.hidden = false;
})();
