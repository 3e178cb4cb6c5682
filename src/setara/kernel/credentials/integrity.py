"""Embedded proofs: *Data Integrity EdDSA Cryptosuites v1.0*, ``eddsa-jcs-2022`` (W3C Recommendation, 15 May 2025).

Stricter than the Recommendation in three things, since any change of a document must be seen: the proof's
`@context` equals the document's (the Recommendation lets contexts be appended), there is exactly one proof, and
it has no members beyond those that `secured` writes.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from setara.kernel.credentials.canonical import Json, canonical

CRYPTOSUITE = "eddsa-jcs-2022"
PURPOSE = "assertionMethod"
MEMBERS = frozenset({"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "@context", "proofValue"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_SIGNATURE = re.compile(r"z[1-9A-HJ-NP-Za-km-z]{64,88}", re.ASCII)


def moment_text(moment: dt.datetime) -> str:
    """Write an aware moment in UTC to the second; raises ValueError without a zone.

    >>> moment_text(dt.datetime(2026, 11, 24, 17, tzinfo=dt.timezone(dt.timedelta(hours=7))))
    '2026-11-24T10:00:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def moment_of(text: str) -> dt.datetime:
    """Read what `moment_text` wrote; raises ValueError for anything else, also for days and hours that do not exist.

    >>> moment_of("2026-11-24T10:00:00Z").isoformat()
    '2026-11-24T10:00:00+00:00'
    """
    if not _MOMENT.fullmatch(text):
        raise ValueError(f"not a moment in UTC: {text}")
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)


def secured(
    document: Mapping[str, Json], key: Ed25519PrivateKey, *, verification_method: str, created: dt.datetime
) -> dict[str, Json]:
    """Give the document with its proof; raises ValueError if it has one or cannot be canonicalised.

    >>> key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    >>> moment = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    >>> sealed = secured({"id": "urn:x"}, key, verification_method="did:web:a.example#k", created=moment)
    >>> proof_fault(sealed, {"did:web:a.example#k": key.public_key()})
    """
    if "proof" in document:
        raise ValueError("the document has a proof already")
    options: dict[str, Json] = {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": moment_text(created),
        "verificationMethod": verification_method,
        "proofPurpose": PURPOSE,
    }
    if "@context" in document:
        options["@context"] = document["@context"]
    signature = key.sign(_hash_data(document, options))
    return {**document, "proof": {**options, "proofValue": "z" + base58.b58encode(signature).decode()}}


def proof_fault(document: Mapping[str, Json], keys: Mapping[str, Ed25519PublicKey]) -> str | None:
    """Say why the proof does not hold, or None if it does. `keys` are the pinned ones by verification method.

    Codes, first that matches: ``no_proof malformed_proof unknown_suite wrong_purpose context_differs unknown_key
    malformed_signature signature_mismatch``.

    >>> proof_fault({"id": "urn:x"}, {})
    'no_proof'
    """
    proof = document.get("proof")
    if proof is None:
        return "no_proof"
    if not isinstance(proof, Mapping):
        return "malformed_proof"
    fault = _options_fault(document, proof)
    if fault:
        return fault
    key = keys.get(str(proof["verificationMethod"]))
    if key is None:
        return "unknown_key"
    return _signature_fault(document, proof, key)


def _options_fault(document: Mapping[str, Json], proof: Mapping[str, Json]) -> str | None:
    texts = [proof.get(name) for name in ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose")]
    if not proof.keys() <= MEMBERS or not all(isinstance(text, str) for text in texts):
        return "malformed_proof"
    if (proof["type"], proof["cryptosuite"]) != ("DataIntegrityProof", CRYPTOSUITE):
        return "unknown_suite"
    if proof["proofPurpose"] != PURPOSE:
        return "wrong_purpose"
    try:
        moment_of(str(proof["created"]))
    except ValueError:
        return "malformed_proof"
    if ("@context" in proof, proof.get("@context")) != ("@context" in document, document.get("@context")):
        return "context_differs"
    return None


def _signature_fault(document: Mapping[str, Json], proof: Mapping[str, Json], key: Ed25519PublicKey) -> str | None:
    value = proof.get("proofValue")
    if not isinstance(value, str) or not _SIGNATURE.fullmatch(value):
        return "malformed_signature"
    signature = base58.b58decode(value[1:])
    if len(signature) != 64:
        return "malformed_signature"
    unsecured = {name: member for name, member in document.items() if name != "proof"}
    options = {name: member for name, member in proof.items() if name != "proofValue"}
    try:
        key.verify(signature, _hash_data(unsecured, options))
    except InvalidSignature:
        return "signature_mismatch"
    return None


def _hash_data(document: Mapping[str, Json], options: Mapping[str, Json]) -> bytes:
    """Hash of the proof's options, then of the document (section 3.3.4)."""
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(document)).digest()
