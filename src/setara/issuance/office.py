"""This installation as an issuer: its address, files, keys, and the keys it pins."""

from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from setara.files.store import ContentStore
from setara.issuance.keys import Keyring, load_keyring
from setara.issuance.making import Workshop
from setara.issuance.models import PublicKey
from setara.kernel.credentials.did import did_web
from setara.kernel.credentials.examine import Office


def keys_folder() -> Path:
    """Say where the private keys lie."""
    return Path(settings.DATA) / "keys"


def content_store() -> ContentStore:
    """Return the store of signed sheets and originals."""
    return ContentStore(Path(settings.DATA) / "files")


@cache
def keyring() -> Keyring:
    """Open the keys in use, once per process. Raises KeyTrouble."""
    return load_keyring(keys_folder(), settings.KEY_PASSPHRASE)


def workshop() -> Workshop:
    """Return what a worker process needs."""
    keys = keyring()
    return Workshop(
        base_url=settings.BASE_URL,
        office_id=settings.OFFICE_ID,
        office_en=settings.OFFICE_EN,
        programme_id=settings.PROGRAMME_ID,
        programme_en=settings.PROGRAMME_EN,
        files=content_store().root,
        credential_key=_der(keys.credential),
        credential_name=keys.credential_name,
        qr_key=_der(keys.qr),
        qr_name=keys.qr_name,
        document_key=_der(keys.document),
        document_certificate=keys.document_certificate.public_bytes(serialization.Encoding.DER),
    )


def _der(key: Ed25519PrivateKey | EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_keys() -> dict[str, Ed25519PublicKey | EllipticCurvePublicKey]:
    """Return every public key of this installation, old ones included, by name."""
    keys: dict[str, Ed25519PublicKey | EllipticCurvePublicKey] = {}
    for row in PublicKey.objects.order_by("id"):
        key = serialization.load_pem_public_key(row.public_pem.encode())
        if isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey):
            keys[row.name] = key
    return keys


def document_certificates() -> list[x509.Certificate]:
    """Return the certificates of every document key of this installation: the only ones whose seal counts."""
    pems = PublicKey.objects.filter(purpose="document").order_by("id").values_list("certificate_pem", flat=True)
    return [x509.load_pem_x509_certificate(pem.encode()) for pem in pems]


def pinned_office() -> Office:
    """Return this office with its pinned keys, as the kernel examines documents against it."""
    did = did_web(settings.BASE_URL)
    keys = public_keys()
    return Office(
        base=settings.BASE_URL,
        did=did,
        credential_keys={f"{did}#{n}": key for n, key in keys.items() if isinstance(key, Ed25519PublicKey)},
        qr_keys={n: k for n, k in keys.items() if n.startswith("qr-") and isinstance(k, EllipticCurvePublicKey)},
    )
