"""A device that keeps passkeys, made of software: it answers as a browser hands it on."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV
NO_MODEL = b"\0" * 16


class Device:
    """One passkey, as a browser at `origin` uses it; `verifies` where it asks its owner for finger or PIN."""

    def __init__(self, origin: str = "https://sertifikat.example", *, verifies: bool = True) -> None:
        self.origin, self.flags = origin, PRESENT | VERIFIED if verifies else PRESENT
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.owner = ""

    def made(self, options: dict) -> str:
        """Answer what asks for a new passkey."""
        asked = options["creation_options"]["publicKey"]
        self.owner = asked["user"]["id"]
        kept = AttestedCredentialData.create(NO_MODEL, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(self._rp(asked["rp"]["id"]), self.flags | AuthenticatorData.FLAG.AT, 0, kept)
        answer = {
            "clientDataJSON": self._client("webauthn.create", asked["challenge"]),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._said(answer)

    def answered(self, options: dict) -> str:
        """Answer what asks for the passkey."""
        asked = options["request_options"]["publicKey"]
        data = AuthenticatorData.create(self._rp(asked["rpId"]), self.flags, 1)
        client = self._client("webauthn.get", asked["challenge"])
        signed = bytes(data) + hashlib.sha256(self._raw(asked["challenge"], "webauthn.get")).digest()
        answer = {
            "clientDataJSON": client,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": self.owner,
        }
        return self._said(answer)

    def _raw(self, challenge: str, kind: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _client(self, kind: str, challenge: str) -> str:
        return websafe_encode(self._raw(challenge, kind))

    def _rp(self, host: str) -> bytes:
        return hashlib.sha256(host.encode()).digest()

    def _said(self, response: dict) -> str:
        own = websafe_encode(self.id)
        said = {"id": own, "rawId": own, "type": "public-key", "clientExtensionResults": {}, "response": response}
        return json.dumps(said)
