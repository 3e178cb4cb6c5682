"""TLS for the small server of an event: an authority of its own for telephones to trust, or the operator's files.

A browser gives camera and work without a network to pages of https addresses only, and only where it trusts the
certificate: the authority's file (``ca.crt``) is installed once on each telephone.
"""

import datetime as dt
import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from setara.platform.environment import UnsafeSetting

TEN_YEARS, THIRTEEN_MONTHS, MONTH = dt.timedelta(days=3652), dt.timedelta(days=397), dt.timedelta(days=30)
"""Browsers refuse leaves that are valid for more than 398 days."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Files in PEM: the certificate with its chain, and its private key (PKCS #8, unlocked)."""

    certificate: Path
    key: Path


def own_pair(folder: Path, names: Sequence[str], at: dt.datetime) -> Pair:
    """Make what is missing: an authority, once; a certificate for the names, anew before it ends or for other names.

    Files: ``ca.crt`` to install on telephones, ``ca.key``, ``server.crt``, ``server.key``.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    pair = Pair(folder / "server.crt", folder / "server.key")
    if not (folder / "ca.crt").exists():
        key = generate_private_key(SECP256R1())
        _write(folder / "ca.key", _unlocked(key))
        _write(folder / "ca.crt", _pem(_authority(key, at)))
    if not _still_serves(pair.certificate, names, at):
        authority = x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
        signer = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
        if not isinstance(signer, EllipticCurvePrivateKey):
            raise UnsafeSetting(f"{folder / 'ca.key'}: holds a key of another kind; remove the folder to make it anew")
        key = generate_private_key(SECP256R1())
        _write(pair.key, _unlocked(key))
        _write(pair.certificate, _pem(_leaf(key, authority, signer, names, at)) + _pem(authority))
    return pair


def checked_pair(pair: Pair) -> Pair:
    """Return the operator's files if a server can use them. Raises UnsafeSetting."""
    try:
        certificate = x509.load_pem_x509_certificate(pair.certificate.read_bytes())
    except (OSError, ValueError) as error:
        raise UnsafeSetting(f"SETARA_TLS_CERTIFICATE: {pair.certificate} is no certificate in PEM ({error})") from error
    try:
        text = pair.key.read_bytes()
        key = serialization.load_pem_private_key(text, None)
    except (OSError, ValueError, TypeError) as error:
        raise UnsafeSetting(f"SETARA_TLS_KEY: {pair.key} is no unlocked private key in PEM ({error})") from error
    if b"BEGIN PRIVATE KEY" not in text:
        raise UnsafeSetting(
            f"SETARA_TLS_KEY: {pair.key} must be PKCS #8; `openssl pkcs8 -topk8 -nodes -in OLD -out NEW` turns it"
        )
    if key.public_key() != certificate.public_key():
        raise UnsafeSetting(f"SETARA_TLS_KEY: {pair.key} is not the key of {pair.certificate}")
    return pair


def _still_serves(path: Path, names: Sequence[str], at: dt.datetime) -> bool:
    if not path.exists():
        return False
    there = x509.load_pem_x509_certificate(path.read_bytes())
    said = there.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(said) == set(_alternatives(names)) and there.not_valid_after_utc - at > MONTH


def _alternatives(names: Sequence[str]) -> list[x509.GeneralName]:
    found: list[x509.GeneralName] = []
    for name in dict.fromkeys(names):
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            found.append(x509.DNSName(name))
    return found


def _authority(key: EllipticCurvePrivateKey, at: dt.datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Setara (local authority)")])
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        _draft(name, name, key, at, TEN_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    key: EllipticCurvePrivateKey,
    authority: x509.Certificate,
    signer: EllipticCurvePrivateKey,
    names: Sequence[str],
    at: dt.datetime,
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        _draft(name, authority.subject, key, at, THIRTEEN_MONTHS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .add_extension(usage, critical=False)
        .sign(signer, hashes.SHA256())
    )


def _draft(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, at: dt.datetime, term: dt.timedelta
) -> x509.CertificateBuilder:
    # A day back: the clock of a telephone may be behind.
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=1))
        .not_valid_after(at + term)
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _unlocked(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
