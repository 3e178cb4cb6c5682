"""One PAdES-B-B signature over a whole file, by the office's document key."""

import datetime as dt
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Segel"
DIGEST = "sha256"


class UnfitKeyError(ValueError):
    """The key is not on P-256, or the certificate is not of that key."""


class DocumentSigner:
    """Signs PDF files with one key; keep one per process.

    Rules it keeps: exactly one signature is added, of subfilter ETSI.CAdES.detached, with signing-certificate-v2,
    without time-stamp and revocation data (PAdES-B-B); the field is invisible and leaves PDF/A-3 sound; the signed
    range is the whole file but the signature itself.
    """

    def __init__(self, key: EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        if not isinstance(key.curve, SECP256R1) or certificate.public_key() != key.public_key():
            raise UnfitKeyError
        private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        signer = SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=SimpleCertificateStore(),
        )
        self._signer = signer

    def sign(self, pdf: bytes, moment: dt.datetime) -> bytes:
        """The file with its signature; `moment` (aware) stands in it as the claimed time of signing."""
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        metadata = PdfSignatureMetadata(field_name=FIELD, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES)
        signer = PdfSigner(metadata, self._signer, new_field_spec=SigFieldSpec(FIELD))
        output = BytesIO()
        signer.sign_pdf(writer, output=output)
        return output.getvalue()


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
