"""What the QR code carries: a CBOR Web Token (RFC 8392) in COSE_Sign1 (RFC 9052) with ES256.

Tag 18 stands before it, the CWT tag 61 does not (RFC 8392 leaves it open; every byte counts). Never longer than
340 bytes, so that a QR code of version 15-M always holds it. ECDSA signatures come in pairs that verify alike;
only the one with the low s is ever written or accepted, so that no digit can change unseen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.credentials.cbor import Tagged, decoded
from setara.kernel.credentials.claims import Claims, claims_of, payload_of
from setara.kernel.credentials.credential import Recording
from setara.kernel.credentials.unreadable import UnreadableError

MAX_BYTES = 340
MAX_KID_BYTES = 12
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

COSE_SIGN1_TAG = 18
ALG, KID, ES256 = 1, 4, -7

SUBJECT_FLOOR, HOLDER_FLOOR, BODY_FLOOR, NUMBER_FLOOR = 12, 26, 30, 30
"""Bytes (UTF-8, with the ellipsis) that each text keeps at least when it is shortened."""


@dataclass(frozen=True, slots=True)
class Cwt:
    """A token taken apart; nothing in it is verified before `signature_fault` has said None."""

    kid: str
    claims: Claims
    signed: bytes
    signature: bytes


def encode(claims: Claims, key: EllipticCurvePrivateKey, kid: str) -> bytes:
    """Sign claims; the same claims and key always give the same bytes, at most 340.

    Texts too long for that are shortened, ending in ``…``: first the subject, then holder, body, number.
    Raises ValueError for a kid over 12 bytes, an issuer over 84 bytes and facts that no claim can hold.

    >>> import datetime as dt
    >>> from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
    >>> from setara.kernel.certificates.kinds import Kind
    >>> key = derive_private_key(1, SECP256R1())
    >>> claims = Claims("did:web:a.example", "A" * 16, Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.15",
    ...                 "ISO 9001:2015", dt.date(2026, 1, 2), None, 5, dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    >>> token = decode(encode(claims, key, "qr-2026"))
    >>> token.claims == claims, signature_fault(token, {"qr-2026": key.public_key()})
    (True, None)
    """
    protected = _protected(kid)
    payload = payload_of(_fitted(claims, protected))
    signature = key.sign(_to_be_signed(protected, payload), ECDSA(SHA256(), deterministic_signing=True))
    r, s = decode_dss_signature(signature)
    return _token(protected, payload, r.to_bytes(32, "big") + min(s, P256_ORDER - s).to_bytes(32, "big"))


def decode(content: bytes) -> Cwt:
    """Take a token apart; raises `UnreadableError`.

    Codes: ``cwt_length not_cbor not_canonical_cbor not_a_cwt unknown_suite claims``. Read is only what `encode`
    could have written: deterministic CBOR, the known headers and claims and no others.

    >>> decode(b"\\xd2\\x84")
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: not_cbor
    """
    if len(content) > MAX_BYTES:
        raise UnreadableError("cwt_length")
    match decoded(content):
        case Tagged(
            tag=18, value=[bytes() as protected, dict() as unprotected, bytes() as payload, bytes() as signature]
        ) if not unprotected and len(signature) == 64:
            kid = _kid(protected)
            return Cwt(kid, claims_of(payload), _to_be_signed(protected, payload), signature)
        case _:
            raise UnreadableError("not_a_cwt")


def signature_fault(token: Cwt, keys: Mapping[str, EllipticCurvePublicKey]) -> str | None:
    """Say why the signature does not hold by a pinned key: ``unknown_key high_s signature_mismatch``, or None.

    `keys` are the office's QR keys by name. `encode` has an example.
    """
    key = keys.get(token.kid)
    if key is None:
        return "unknown_key"
    r, s = int.from_bytes(token.signature[:32], "big"), int.from_bytes(token.signature[32:], "big")
    if s > P256_ORDER // 2:
        return "high_s"
    try:
        key.verify(encode_dss_signature(r, s), token.signed, ECDSA(SHA256()))
    except InvalidSignature:
        return "signature_mismatch"
    return None


def claims_for(facts: CertificateFacts, recording: Recording) -> Claims:
    """Choose what the QR code says of a certificate: `subject` is standard, then product or title, in one line.

    >>> from datetime import UTC, datetime
    >>> from setara.kernel.certificates.kinds import Kind
    >>> facts = CertificateFacts(Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.15", standard="ISO 9001:2015",
    ...                          product="Keripik")
    >>> recording = Recording("https://a.example", "did:web:a.example", "Dinas A", "A" * 16,
    ...                       datetime(2026, 11, 24, tzinfo=UTC), None, 7)
    >>> claims_for(facts, recording).subject
    'ISO 9001:2015 · Keripik'
    """
    return Claims(
        issuer=recording.did,
        slug=recording.slug,
        kind=facts.kind,
        number=facts.number,
        body=facts.issuer,
        holder=facts.holder,
        district_code=facts.district_code,
        subject=" · ".join(text for text in (facts.standard, facts.product or facts.title) if text),
        issue_date=facts.issue_date,
        expiry_date=facts.expiry_date,
        status_index=recording.status_index,
        signed_at=recording.recorded_at,
    )


def shortened(text: str, limit: int) -> str:
    """Cut a text to at most `limit` bytes of UTF-8, at a whole character and with ``…`` for what is gone.

    >>> shortened("Kerajinan Batik Tulis", 13), shortened("Batik", 13)
    ('Kerajinan…', 'Batik')
    """
    raw = text.encode()
    if len(raw) <= limit:
        return text
    return raw[: limit - len("…".encode())].decode(errors="ignore").rstrip() + "…"


def _protected(kid: str) -> bytes:
    name = kid.encode("ascii")
    if not 1 <= len(name) <= MAX_KID_BYTES:
        raise ValueError(f"a key name has 1 to {MAX_KID_BYTES} characters: {kid}")
    return cbor2.dumps({ALG: ES256, KID: name}, canonical=True)


def _kid(protected: bytes) -> str:
    match decoded(protected):
        case {1: -7, 4: bytes() as kid, **rest} if not rest and 1 <= len(kid) <= MAX_KID_BYTES and kid.isascii():
            return kid.decode("ascii")
        case _:
            raise UnreadableError("unknown_suite")


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Sig_structure of RFC 9052, section 4.4."""
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _token(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(COSE_SIGN1_TAG, [protected, {}, payload, signature]), canonical=True)


def _fitted(claims: Claims, protected: bytes) -> Claims:
    """Shorten texts, in their order and each only by what is still too much, until the token fits."""

    def excess_of(claims: Claims) -> int:
        return len(_token(protected, payload_of(claims), bytes(64))) - MAX_BYTES

    def cut(text: str, floor: int) -> str:
        excess = excess_of(claims)
        return shortened(text, max(floor, len(text.encode()) - excess)) if excess > 0 else text

    if excess_of(claims) <= 0:
        return claims
    claims = replace(claims, subject=cut(claims.subject, SUBJECT_FLOOR))
    claims = replace(claims, holder=cut(claims.holder, HOLDER_FLOOR))
    claims = replace(claims, body=cut(claims.body, BODY_FLOOR))
    return replace(claims, number=cut(claims.number, NUMBER_FLOOR))
