"""The office's keys: made once, encrypted at rest, public halves kept for ever."""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from setara.issuance.models import PublicKey
from setara.platform.pdf.signing import self_signed

PrivateKey = Ed25519PrivateKey | EllipticCurvePrivateKey
PURPOSES = ("credential", "qr", "document")
TEN_YEARS = dt.timedelta(days=3653)


class KeyTrouble(Exception):
    """A key that is missing or does not open; the sentence says which and what to do."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The private keys in use, with the names under which did.json lists them."""

    credential: Ed25519PrivateKey
    credential_name: str
    qr: EllipticCurvePrivateKey
    qr_name: str
    document: EllipticCurvePrivateKey
    document_certificate: x509.Certificate


def key_path(folder: Path, name: str) -> Path:
    """Say where a private key lies."""
    return folder / f"{name}.pem"


def make_keys(folder: Path, passphrase: str, office: str, at: dt.datetime) -> list[str]:
    """Make the keys of the current year that do not exist yet; return the names of those made.

    The private file is written before the public row: a key that nobody lists signs nothing.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for purpose in PURPOSES:
        name = f"{purpose}-{at.year}"
        if PublicKey.objects.filter(purpose=purpose).exists():
            continue
        key: PrivateKey = Ed25519PrivateKey.generate() if purpose == "credential" else generate_private_key(SECP256R1())
        _write(key_path(folder, name), key, passphrase)
        _list(name, purpose, key, office, at)
        made.append(name)
    return made


def _write(path: Path, key: PrivateKey, passphrase: str) -> None:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(pem)
        out.flush()
        os.fsync(out.fileno())


def _list(name: str, purpose: str, key: PrivateKey, office: str, at: dt.datetime) -> None:
    certificate = ""
    if isinstance(key, EllipticCurvePrivateKey) and purpose == "document":
        made = self_signed(key, office, at, at + TEN_YEARS, x509.random_serial_number())
        certificate = made.public_bytes(serialization.Encoding.PEM).decode()
    PublicKey.objects.create(
        name=name,
        purpose=purpose,
        public_pem=_public_pem(key),
        certificate_pem=certificate,
        made_at=at,
    )


def load_keyring(folder: Path, passphrase: str) -> Keyring:
    """Open the newest key of each purpose. Raises KeyTrouble."""
    newest = {key.purpose: key for key in PublicKey.objects.order_by("made_at", "id")}
    if set(newest) != set(PURPOSES):
        raise KeyTrouble("no keys yet: run `setara init`")
    credential, qr, document = (_open(folder, newest[purpose], passphrase) for purpose in PURPOSES)
    if not (
        isinstance(credential, Ed25519PrivateKey)
        and isinstance(qr, EllipticCurvePrivateKey)
        and isinstance(document, EllipticCurvePrivateKey)
    ):
        raise KeyTrouble(f"{folder}: a key file holds a key of another kind; restore it from the backup")
    return Keyring(
        credential=credential,
        credential_name=newest["credential"].name,
        qr=qr,
        qr_name=newest["qr"].name,
        document=document,
        document_certificate=x509.load_pem_x509_certificate(newest["document"].certificate_pem.encode()),
    )


def _open(folder: Path, listed: PublicKey, passphrase: str) -> PrivateKey:
    """Open a private key and hold it against the public one that is listed: another would sign what nobody trusts."""
    path = key_path(folder, listed.name)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode())
    except OSError as error:
        raise KeyTrouble(f"{path}: cannot be read ({error.strerror}); restore it from the backup") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyTrouble(f"{path}: does not open with SETARA_KEY_PASSPHRASE") from error
    if not isinstance(key, Ed25519PrivateKey | EllipticCurvePrivateKey):
        raise KeyTrouble(f"{path}: not a key of ours")
    if _public_pem(key) != listed.public_pem:
        raise KeyTrouble(f"{path}: not the key that is listed as {listed.name}; restore it from the backup")
    return key


def _public_pem(key: PrivateKey) -> str:
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(encoding, form).decode()
