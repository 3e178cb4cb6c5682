"""One PAdES-B-B signature over a whole file, by the office's document key."""

import asyncio
import datetime as dt
import re
from io import BytesIO

from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Segel"
DIGEST = "sha256"
SIGNATURE_LENGTH = 71
"""Bytes of a P-256 signature in DER: 71 in about half of all cases, else 70 or 72."""


class UnfitKeyError(ValueError):
    """The key is not on P-256, or the certificate is not of that key."""


class UnfitFileError(ValueError):
    """The bytes are no PDF file to which a signature can be added."""


class DocumentSigner:
    """Signs PDF files with one key; keep one per process.

    Rules it keeps: exactly one signature is added, of subfilter ETSI.CAdES.detached, with signing-certificate-v2,
    without time-stamp and revocation data (PAdES-B-B); the field is invisible and leaves PDF/A-3 sound; the signed
    range is the whole file but the signature itself.
    """

    def __init__(self, key: EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        """Raises `UnfitKeyError` where key and certificate do not fit together or are not on P-256."""
        if not isinstance(key.curve, SECP256R1) or certificate.public_key() != key.public_key():
            raise UnfitKeyError
        self._seal = _Seal(key, certificate)

    def sign(self, pdf: bytes, moment: dt.datetime) -> bytes:
        """The file with its signature; `moment` (aware) stands in it as the claimed time of signing.

        Raises `UnfitFileError` for anything but a PDF file without signatures.
        """
        try:
            writer = _Writer(BytesIO(pdf.rstrip(b"\r\n") + b"\n"))
            if "/AcroForm" in writer.root:
                raise UnfitFileError
            steps = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, writer)
            next(steps)
            dictionary = PdfSignedData(
                pdf_name("/Sig"), SigSeedSubFilter.PADES, moment, bytes_reserved=2 * len(self._seal)
            )
            steps.send(SigObjSetup(sig_placeholder=dictionary))
            prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
            steps.send(self._seal.over(prepared.document_digest))
        except PdfError as error:
            raise UnfitFileError from error
        return bytes(output.getvalue())


class _Writer(IncrementalPdfFileWriter):
    """Adds the signature and nothing else: title, dates and XMP stay as the press wrote them."""

    def _update_meta(self) -> None:
        pass


class _Seal:
    """The CMS structure of one key, made once by pyHanko; for each file only digest and signature are new.

    Building the structure anew would cost sixteen milliseconds a file, the signature a fraction of one.
    """

    def __init__(self, key: EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        digest, signature = b"\xd1" * 32, b"\x51" * SIGNATURE_LENGTH
        signer = ExternalSigner(
            signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
            signature_value=signature,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        structure = asyncio.run(signer.async_sign(digest, DIGEST, use_pades=True))
        attributes = structure["content"]["signer_infos"][0]["signed_attrs"].untag().dump()
        self._before, self._between, self._after = re.split(digest + b"|" + signature, structure.dump())
        self._head, self._tail = attributes.split(digest)

    def __len__(self) -> int:
        return len(self._before) + 32 + len(self._between) + SIGNATURE_LENGTH + len(self._after)

    def over(self, digest: bytes) -> bytes:
        """The CMS structure over the digest of the signed range."""
        signature = b""
        while len(signature) != SIGNATURE_LENGTH:
            signature = self._key.sign(self._head + digest + self._tail, ECDSA(hashes.SHA256()))
        return self._before + digest + self._between + signature + self._after


def self_signed(
    key: EllipticCurvePrivateKey, subject: str, not_before: dt.datetime, not_after: dt.datetime, serial: int
) -> x509.Certificate:
    """A certificate for document signing, signed by its own key; `subject` is the office's name (64 characters).

    An end-entity certificate: the key signs documents and nothing else. Trust comes from pinning it, never from
    a chain.
    """
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
