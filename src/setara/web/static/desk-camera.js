// Reads QR codes from the camera: by the browser where it can, else by the office from a grey picture.
"use strict";
const deskCamera = ({ view, picture, token, found, failed }) => {
	const WIDTH = 800;
	const canvas = document.createElement("canvas");
	let stream = null;
	const own = "BarcodeDetector" in window ? new BarcodeDetector({ formats: ["qr_code"] }) : null;

	async function textsByOffice() {
		const scale = Math.min(1, WIDTH / view.videoWidth);
		canvas.width = Math.round(view.videoWidth * scale);
		canvas.height = Math.round(view.videoHeight * scale);
		const pen = canvas.getContext("2d", { willReadFrequently: true });
		pen.drawImage(view, 0, 0, canvas.width, canvas.height);
		const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
		const grey = new Uint8Array(canvas.width * canvas.height);
		for (let at = 0; at < grey.length; at++) grey[at] = (data[4 * at] * 77 + data[4 * at + 1] * 150 + data[4 * at + 2] * 29) >> 8;
		const answer = await fetch(`${picture}?width=${canvas.width}`, {
			method: "POST", body: grey, headers: { "X-CSRFToken": token(), "Content-Type": "application/octet-stream" },
		});
		return answer.ok && !answer.redirected ? (await answer.json()).texts : [];
	}

	async function watch() {
		while (stream) {
			if (view.videoWidth) {
				try {
					const texts = own ? (await own.detect(view)).map((code) => code.rawValue) : await textsByOffice();
					if (texts.length && stream) {
						stop();
						found(texts[0]);
						return;
					}
				} catch {
					if (!own) failed("camera_needs_net");
				}
			}
			await new Promise((done) => setTimeout(done, own ? 150 : 400));
		}
	}

	function stop() {
		for (const track of stream?.getTracks() ?? []) track.stop();
		stream = null;
		view.hidden = true;
	}

	return {
		get isOn() { return Boolean(stream); },
		stop,
		async start() {
			try {
				stream = await navigator.mediaDevices.getUserMedia({
					video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false,
				});
			} catch {
				failed("no_camera");
				return;
			}
			view.srcObject = stream;
			view.hidden = false;
			await view.play();
			watch();
		},
	};
};
