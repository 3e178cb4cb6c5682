"""What forgers make of a genuine sheet, each in one way. Their PDF files look as real ones do."""

import datetime as dt
from dataclasses import replace
from functools import cache
from io import BytesIO

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.conf import settings
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from setara.certificates.models import Certificate
from setara.issuance.making import Job, Made, printed
from setara.issuance.models import Sheet
from setara.issuance.office import content_store, keyring, workshop
from setara.platform.pdf.signing import DocumentSigner, self_signed
from tests import factories

FORGER_KEY = generate_private_key(SECP256R1())


def sheet_of(certificate: Certificate) -> Sheet:
    """The sheet in force, else the last."""
    return certificate.sheets.order_by("-issued_at", "status").first()


def pdf_of(certificate: Certificate) -> bytes:
    """The signed file of a sheet as it was issued."""
    return content_store().get(sheet_of(certificate).pdf_sha256)


@cache
def forger_certificate():
    """A certificate of the office's very name, made by somebody else."""
    begin = factories.AT - dt.timedelta(days=30)
    return self_signed(FORGER_KEY, settings.OFFICE_ID, begin, begin + dt.timedelta(days=3653), 4711)


def false_page(certificate: Certificate, **lies: str) -> bytes:
    """A page that says other things, unsigned, around the genuine credential."""
    sheet = sheet_of(certificate)
    facts = replace(certificate.facts, **(lies or {"holder": "UD Palsu Jaya"}))
    content = printed(facts, workshop(), sheet.slug, sheet.qr_text, sheet.issued_at)
    return factories.maker().press.pdf(content, sheet.credential.encode(), sheet.issued_at)


def signed_by_forger(pdf: bytes) -> bytes:
    """Signed as the office signs, by a forger's key and a certificate of the office's name."""
    return DocumentSigner(FORGER_KEY, forger_certificate()).sign(pdf, factories.AT)


def signed_by_stolen_key(pdf: bytes) -> bytes:
    """Signed by the office's own document key in a thief's hands."""
    keys = keyring()
    return DocumentSigner(keys.document, keys.document_certificate).sign(pdf, factories.AT)


def never_recorded(certificate: Certificate, **lies: str) -> Made:
    """A whole sheet made with all the office's keys, stolen, that the register has never seen."""
    sheet = sheet_of(certificate)
    facts = replace(certificate.facts, **(lies or {"holder": "UD Palsu Jaya"}))
    return factories.maker().make(
        Job(0, facts, "", sheet.slug, sheet.status_index, certificate.original_sha256 or None, sheet.issued_at)
    )


def with_incremental_update(pdf: bytes) -> bytes:
    """The genuine file with a revision behind its signature that changes the page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(page["/Contents"].get_object())
    writer.update_container(page)
    return _written(writer)


def with_a_word_behind_the_end(pdf: bytes) -> bytes:
    """The genuine file with a harmless comment behind it."""
    return pdf + b"% catatan\n"


def with_information_changed(pdf: bytes) -> bytes:
    """The genuine file with a revision that touches only the title."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.set_info(writer.add_object(_dictionary()))
    return _written(writer)


def _dictionary():
    from pyhanko.pdf_utils.generic import DictionaryObject

    return DictionaryObject({pdf_name("/Title"): pdf_string("Palsu")})


def signed_twice(pdf: bytes, *, stolen: bool = False) -> bytes:
    """The genuine file with a second signature, by the forger or by the office's stolen key."""
    key = keyring().document if stolen else FORGER_KEY
    certificate = keyring().document_certificate if stolen else forger_certificate()
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        cert_registry=SimpleCertificateStore(),
    )
    output = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), PdfSignatureMetadata(field_name="Kedua"), signer=signer)
    return output.getvalue()


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
