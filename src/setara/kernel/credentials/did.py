"""Who signs: the office's ``did:web`` identifier, its DID document, and keys as others want to read them.

Sources: did:web method specification (W3C CCG); Controlled Identifiers v1.0 (Multikey, JsonWebKey); RFC 7517/7518.
Keys are named for purpose and year (``qr-2026``) and never removed, so that what they signed can always be checked.
"""

import base64
from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import base58
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from setara.kernel.credentials.canonical import Json

PublicKey: TypeAlias = Ed25519PublicKey | EllipticCurvePublicKey

_ED25519_PREFIX = bytes.fromhex("ed01")
_P256_PREFIX = bytes.fromhex("8024")


def host_of(base: str) -> str:
    """Give host and port of a base URL, lower case; raises ValueError if `base` is no http(s) URL without query.

    >>> host_of("https://Sertifikat.example:8443/jatim")
    'sertifikat.example:8443'
    """
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname or base.endswith("/"):
        raise ValueError(f"not a base URL: {base}")
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError(f"not a base URL: {base}")
    return parts.netloc.lower()


def did_web(base: str) -> str:
    """Give the identifier that belongs to a base URL; raises ValueError as `host_of`.

    The method always fetches by https; over http (development) only the pinned keys of an installation count.

    >>> did_web("https://sertifikat.example.go.id"), did_web("http://127.0.0.1:8000/jatim")
    ('did:web:sertifikat.example.go.id', 'did:web:127.0.0.1%3A8000:jatim')
    """
    host = quote(host_of(base), safe="")
    path = urlsplit(base).path.strip("/")
    return ":".join(["did:web", host, *(path.split("/") if path else [])])


def multikey(key: PublicKey) -> str:
    """Write a public key as `publicKeyMultibase`: ``z6Mk…`` for Ed25519, ``zDn…`` for P-256.

    >>> multikey(Ed25519PublicKey.from_public_bytes(bytes(32)))
    'z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP'
    """
    if isinstance(key, Ed25519PublicKey):
        raw = _ED25519_PREFIX + key.public_bytes_raw()
    else:
        raw = _P256_PREFIX + _point(key, PublicFormat.CompressedPoint)
    return "z" + base58.b58encode(raw).decode()


def jwk(key: EllipticCurvePublicKey, name: str) -> dict[str, str]:
    """Write a P-256 public key as JSON Web Key with `name` as its `kid`, as browsers import it.

    >>> from cryptography.hazmat.primitives.asymmetric.ec import derive_private_key
    >>> sorted(jwk(derive_private_key(1, SECP256R1()).public_key(), "qr-2026"))
    ['alg', 'crv', 'kid', 'kty', 'x', 'y']
    """
    point = _point(key, PublicFormat.UncompressedPoint)
    return {
        "kty": "EC",
        "crv": "P-256",
        "alg": "ES256",
        "kid": name,
        "x": _base64url(point[1:33]),
        "y": _base64url(point[33:]),
    }


def did_document(did: str, keys: Mapping[str, PublicKey]) -> dict[str, Json]:
    """Make the DID document for keys by name; P-256 keys stand in it twice, as Multikey and as JsonWebKey.

    >>> document = did_document("did:web:a.example", {"credential-2026": Ed25519PublicKey.from_public_bytes(bytes(32))})
    >>> document["assertionMethod"]
    ['did:web:a.example#credential-2026']
    """
    methods: list[Mapping[str, Json]] = []
    for name, key in keys.items():
        methods.append(
            {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": multikey(key)}
        )
        if isinstance(key, EllipticCurvePublicKey):
            methods.append(
                {"id": f"{did}#{name}-jwk", "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk(key, name)}
            )
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _point(key: EllipticCurvePublicKey, form: PublicFormat) -> bytes:
    if key.curve.name != SECP256R1.name:
        raise ValueError(f"not a P-256 key: {key.curve.name}")
    return key.public_bytes(Encoding.X962, form)


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
