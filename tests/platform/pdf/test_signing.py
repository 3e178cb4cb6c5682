import shutil
import subprocess
from io import BytesIO

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from setara.platform.pdf.signing import SIGNATURE_LENGTH, DocumentSigner, UnfitFileError, UnfitKeyError, self_signed
from tests.platform.pdf.forgery import FORGER, MOMENT, NAME, OFFICE, OFFICE_KEY, paper, signed


@pytest.fixture(scope="module")
def pdf():
    return signed()


@pytest.fixture(scope="module")
def signature(pdf):
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return signature


def test_another_reader_finds_the_signature_valid_over_the_whole_file(pdf, tmp_path):
    if not shutil.which("pdfsig"):
        pytest.skip("pdfsig of poppler-utils is not installed")
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, timeout=30).stdout
    assert told.count("Signature #") == 1
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert f"Signer Certificate Common Name: {NAME}" in told


def test_pyhanko_finds_the_signature_sound_and_covering_everything(signature):
    root = asn1_x509.Certificate.load(OFFICE.public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[root], moment=MOMENT)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.md_algorithm == "sha256"


def test_signature_is_pades_b_b(signature):
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    info = signature.signer_info
    assert {one["type"].native for one in info["signed_attrs"]} == {
        "content_type",
        "message_digest",
        "signing_certificate_v2",
    }
    assert len(info["unsigned_attrs"]) == 0
    assert signature.sig_object["/M"] == "D:20260302090000+07'00'"


def test_field_is_invisible_and_sound_for_pdf_a(signature, pdf):
    field = signature.sig_field
    assert [float(number) for number in field["/Rect"]] == [0, 0, 0, 0]
    flags = field["/F"]
    assert (flags & 4, flags & 0b100011) == (4, 0)
    form = PdfFileReader(BytesIO(pdf)).root["/AcroForm"]
    assert form["/SigFlags"] == 3
    assert set(form).isdisjoint({"/XFA", "/NeedAppearances"})


def test_file_before_the_signature_is_untouched(pdf):
    plain = paper()
    assert pdf.startswith(plain + b"\n")
    assert PdfFileReader(BytesIO(pdf)).root["/Metadata"].data == PdfFileReader(BytesIO(plain)).root["/Metadata"].data


def test_signing_again_and_again_always_fits_its_place():
    assert len({len(signed()) for _ in range(12)}) == 1
    assert SIGNATURE_LENGTH == 71


def test_signed_file_is_not_signed_again(pdf):
    with pytest.raises(UnfitFileError):
        signed(pdf)


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n0\n%%EOF"])
def test_what_is_no_file_is_refused(junk):
    with pytest.raises(UnfitFileError):
        DocumentSigner(OFFICE_KEY, OFFICE).sign(junk, MOMENT)


def test_key_and_certificate_must_belong_together():
    with pytest.raises(UnfitKeyError):
        DocumentSigner(OFFICE_KEY, FORGER)


def test_other_curves_are_refused():
    key = ec.generate_private_key(ec.SECP384R1())
    certificate = self_signed(key, NAME, MOMENT, MOMENT.replace(year=2030), 1)
    with pytest.raises(UnfitKeyError):
        DocumentSigner(key, certificate)


def test_certificate_is_for_signing_documents_and_nothing_else():
    usage = OFFICE.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert not OFFICE.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert OFFICE.serial_number == 7
    OFFICE.verify_directly_issued_by(OFFICE)
