"""Checking the CMS structure of a PDF signature against keys that are known beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from asn1crypto import cms
from asn1crypto.parser import parse
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

DIGESTS: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@dataclass(frozen=True, slots=True)
class SealCheck:
    """`intact`: the bytes are those signed, by the certificate that the signature names; `pinned`: and that is of a
    pinned key; `as_sealed`: with SHA-256 and ECDSA, as the office seals. `signer` is the common name that the
    certificate gives itself, which proves nothing.
    """

    intact: bool = False
    pinned: bool = False
    as_sealed: bool = False
    signer: str = ""


def check_seal(contents: bytes, signed: bytes, pinned: Sequence[x509.Certificate]) -> SealCheck:
    """Check detached CMS data against the bytes that it should sign; anything malformed is simply not intact."""
    try:
        return _check(contents, signed, pinned)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError, StopIteration):
        return SealCheck()


def _check(contents: bytes, signed: bytes, pinned: Sequence[x509.Certificate]) -> SealCheck:
    structure = cms.ContentInfo.load(_without_padding(contents), strict=True)
    data = structure["content"]
    if structure["content_type"].native != "signed_data" or len(data["signer_infos"]) != 1:
        return SealCheck()
    signer = data["signer_infos"][0]
    digest = DIGESTS.get(signer["digest_algorithm"]["algorithm"].native)
    attributes = {attribute["type"].native: attribute["values"] for attribute in signer["signed_attrs"]}
    message = b"\x31" + signer["signed_attrs"].dump()[1:]
    detached = data["encap_content_info"]["content"].native is None
    typed = attributes["content_type"][0].native == "data"
    named = _named_certificate(attributes)
    carried = {choice.chosen.dump() for choice in data["certificates"]}
    certificate = x509.load_der_x509_certificate(next(der for der in carried if sha256(der).digest() == named))
    name = _common_name(certificate)
    if digest is None or not (detached and typed and attributes["message_digest"][0].native == _digest(signed, digest)):
        return SealCheck(signer=name)
    if not _verifies(certificate, message, signer["signature"].native, digest):
        return SealCheck(signer=name)
    return SealCheck(
        intact=True,
        pinned=_spki(certificate) in {_spki(one) for one in pinned},
        as_sealed=isinstance(digest, hashes.SHA256)
        and signer["signature_algorithm"]["algorithm"].native == "sha256_ecdsa",
        signer=name,
    )


def _spki(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def _without_padding(contents: bytes) -> bytes:
    _, _, _, header, content, trailer = parse(contents)
    length = len(header) + len(content) + len(trailer)
    if contents[length:].strip(b"\0"):
        raise ValueError
    return contents[:length]


def _named_certificate(attributes: dict[str, cms.SetOf]) -> bytes:
    values = attributes["signing_certificate_v2"]
    reference = values[0]["certs"][0]
    return bytes(reference["cert_hash"].native) if reference["hash_algorithm"]["algorithm"].native == "sha256" else b""


def _digest(signed: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(signed)
    return digest.finalize()


def _verifies(certificate: x509.Certificate, message: bytes, signature: bytes, digest: hashes.HashAlgorithm) -> bool:
    key = certificate.public_key()
    try:
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(signature, message, ECDSA(digest))
        elif isinstance(key, RSAPublicKey):
            key.verify(signature, message, PKCS1v15(), digest)
        else:
            return False
    except InvalidSignature:
        return False
    return True
