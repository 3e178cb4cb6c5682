"""Look at what somebody holds: does it name this office, does its signature hold, what does it say.

Only the keys given here count, never one that a file or a chain inside it brings along.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.credentials import cwt
from setara.kernel.credentials.canonical import Json, canonical, parsed
from setara.kernel.credentials.claims import Claims
from setara.kernel.credentials.credential import Recording, credential_digest, opened
from setara.kernel.credentials.digits import from_digits, read_qr_text
from setara.kernel.credentials.findings import Finding, failed, not_checked, passed
from setara.kernel.credentials.integrity import proof_fault
from setara.kernel.credentials.unreadable import UnreadableError

_ESCAPED = re.compile(rb"\\u00([2-7][0-9a-fA-F])")


@dataclass(frozen=True, slots=True)
class Office:
    """This office and its pinned public keys: credential keys by verification method, QR keys by name."""

    base: str
    did: str
    credential_keys: Mapping[str, Ed25519PublicKey]
    qr_keys: Mapping[str, EllipticCurvePublicKey]


@dataclass(frozen=True, slots=True)
class Examined:
    """What a credential or QR text turned out to be. Everything below `issuer` is None unless it could be read.

    `digest` (SHA-256, hex) is what the register must have recorded at issue: of the canonical credential with its
    proof, or of the token's bytes. `facts` come from a credential, `claims` from a QR text.
    """

    names_this_office: bool
    signature: Finding
    issuer: Finding
    slug: str | None = None
    digest: str | None = None
    issue_date: dt.date | None = None
    expiry_date: dt.date | None = None
    status_index: int | None = None
    facts: CertificateFacts | None = None
    recording: Recording | None = None
    claims: Claims | None = None


def examined_credential(raw: bytes | str, office: Office) -> Examined:
    """Examine credential JSON. Never raises for what stands in `raw`.

    >>> examined_credential("{}", Office("https://a.example", "did:web:a.example", {}, {})).signature.detail
    'no_proof'
    """
    try:
        # Read in canonical form: 2026.0 is the same number as 2026, for whoever signed it and for whoever reads it.
        document = parsed(canonical(parsed(raw)))
    except UnreadableError as error:
        return Examined(mentions(raw, office), failed(error.code), not_checked("unreadable"))
    if not isinstance(document, dict):
        return Examined(mentions(raw, office), failed("not_a_credential"), not_checked("unreadable"))
    names = _names_office(document, office)
    fault = proof_fault(document, office.credential_keys)
    if fault:
        return Examined(names, failed(fault), not_checked("not_trusted"))
    issuer = document.get("issuer")
    if isinstance(issuer, dict) and isinstance(issuer.get("id"), str) and issuer["id"] != office.did:
        return Examined(names, passed("genuine"), failed("issuer_differs"))
    try:
        facts, recording = opened(document, base=office.base)
    except UnreadableError as error:
        if _is_status_list(document):
            return Examined(names, passed("genuine"), not_checked("another_document"))
        return Examined(names, failed(error.code), not_checked("unreadable"))
    return Examined(
        names,
        passed("genuine"),
        passed("this_office"),
        slug=recording.slug,
        digest=credential_digest(document),
        issue_date=facts.issue_date,
        expiry_date=facts.expiry_date,
        status_index=recording.status_index,
        facts=facts,
        recording=recording,
    )


def examined_qr(text: str, office: Office) -> Examined:
    """Examine the text of a QR code, or its digits alone. Never raises for what stands in `text`.

    >>> office = Office("https://a.example", "did:web:a.example", {}, {})
    >>> examined = examined_qr("https://a.example/v#256", office)
    >>> examined.names_this_office, examined.signature.detail
    (True, 'digits_range')
    """
    try:
        base, digits = read_qr_text(text)
    except UnreadableError as error:
        return Examined(mentions(text, office), failed(error.code), not_checked("unreadable"))
    is_ours = bool(base) and _names(base, office)
    try:
        content = from_digits(digits)
        token = cwt.decode(content)
    except UnreadableError as error:
        return Examined(is_ours, failed(error.code), not_checked("unreadable"))
    names = is_ours or token.claims.issuer == office.did
    fault = cwt.signature_fault(token, office.qr_keys)
    if fault:
        return Examined(names, failed(fault), not_checked("not_trusted"))
    return Examined(
        True,
        passed("genuine"),
        _issuer(token.claims.issuer == office.did) if base in ("", office.base) else failed("other_host"),
        slug=token.claims.slug,
        digest=hashlib.sha256(content).hexdigest(),
        issue_date=token.claims.issue_date,
        expiry_date=token.claims.expiry_date,
        status_index=token.claims.status_index,
        claims=token.claims,
    )


def mentions(raw: bytes | str, office: Office) -> bool:
    """Say whether unreadable input still carries this office's identifier or its address, in any letter case.

    Seen through the escapes of JSON and the zero bytes of UTF-16.

    >>> office = Office("https://a.example", "did:web:a.example", {}, {})
    >>> [mentions(text, office) for text in ('{"id": "https://A.example/v/', "http://data.example", "a.example.org")]
    [True, False, False]
    """
    content = raw.encode(errors="replace") if isinstance(raw, str) else raw
    plain = _ESCAPED.sub(lambda escape: bytes.fromhex(escape[1].decode()), content.replace(b"\0", b""))
    address = urlsplit(office.base)
    names = b"|".join(re.escape(name.lower().encode()) for name in (office.did, address.netloc + address.path))
    whole = rb"(?<![a-z0-9.-])(?:" + names + rb")(?![a-z0-9-]|\.[a-z0-9])"
    return re.search(whole, plain.lower().replace(rb"\/", b"/")) is not None


def _is_status_list(document: Mapping[str, Json]) -> bool:
    types = document.get("type")
    return isinstance(types, list) and "BitstringStatusListCredential" in types


def _names_office(document: Mapping[str, Json], office: Office) -> bool:
    """Say whether id, issuer, key or status list of a document are this office's."""
    issuer, proof, status = (document.get(name) for name in ("issuer", "proof", "credentialStatus"))
    names = [document.get("id"), issuer]
    if isinstance(issuer, Mapping):
        names.append(issuer.get("id"))
    for part in [*_each(proof), *_each(status)]:
        if isinstance(part, Mapping):
            names += [part.get("verificationMethod"), part.get("statusListCredential")]
    return any(isinstance(name, str) and _names(name, office) for name in names)


def _each(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else [value]


def _names(identifier: str, office: Office) -> bool:
    """Say whether a DID, DID URL or URL is this office's or lies under it; http and https are alike here."""
    mine = (office.did, f"https:{office.base.split(':', 1)[1]}")
    text = identifier.lower()
    text = f"https:{text.removeprefix('http:')}" if text.startswith("http:") else text
    return any(text == name.lower() or text.startswith(tuple(f"{name.lower()}{end}" for end in "/#?")) for name in mine)


def _issuer(is_office: bool) -> Finding:
    return passed("this_office") if is_office else failed("issuer_differs")
