"""The page of one certificate and the acts on it."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from setara.certificates.models import Certificate, Decision
from setara.history.store import entries_of
from setara.issuance.models import Sheet
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db

LETTER = {
    "letter_number": "B-17/2026",
    "letter_date": "2026-06-01",
    "effective": "2026-06-02",
    "code": "other",
    "reason": "Survailen belum dilaksanakan",
    "confirmed": "1",
}


def text_of(certificate: Certificate, who: str = "activity_officer") -> str:
    return " ".join(browser_of(who).get(f"/kantor/sertifikat/{certificate.pk}").content.decode().split())


def test_a_suspension_is_recorded_with_its_letter() -> None:
    certificate = factories.issued()
    answer = officer().post(f"/kantor/sertifikat/{certificate.pk}/keputusan/decision.suspended", LETTER)
    assert (answer.status_code, answer["Location"]) == (302, f"/kantor/sertifikat/{certificate.pk}")
    certificate.refresh_from_db()
    decision = Decision.objects.get()
    assert (certificate.status, decision.letter_number, decision.reason) == (
        "suspended",
        "B-17/2026",
        "Survailen belum dilaksanakan",
    )
    page = text_of(certificate)
    assert "<b>The body suspended it</b>" in page
    assert "Contoh activity_officer" in page


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"letter_number": ""}, "This field is required."),
        ({"letter_date": "1/6/2026"}, "Enter a valid date."),
        ({"letter_date": "2999-01-01"}, "The letter carries a date that has not come yet."),
        ({"effective": "2020-01-01"}, "The decision would take effect before the certificate was issued."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(change: dict[str, str], message: str) -> None:
    certificate = factories.certificate()
    answer = officer().post(f"/kantor/sertifikat/{certificate.pk}/keputusan/decision.suspended", {**LETTER, **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert "Survailen belum dilaksanakan" in page
    assert not Decision.objects.exists()


def test_only_what_the_state_allows_is_offered() -> None:
    certificate = factories.issued()
    assert "Record a suspension by the body" in text_of(certificate)
    assert "Record that the body lifted the suspension" not in text_of(certificate)
    officer().post(f"/kantor/sertifikat/{certificate.pk}/keputusan/decision.revoked", LETTER)
    assert "Record a suspension by the body" not in text_of(certificate)


def test_a_decision_that_the_state_forbids_is_refused_with_its_reason() -> None:
    certificate = factories.certificate()
    answer = officer().post(f"/kantor/sertifikat/{certificate.pk}/keputusan/decision.reinstated", LETTER)
    assert (answer.status_code, "The certificate is not suspended." in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("code", ["sheet.issued", "x", "decision.suspended%00"])
def test_a_code_that_is_no_decision_is_refused(code: str) -> None:
    certificate = factories.certificate()
    assert officer().post(f"/kantor/sertifikat/{certificate.pk}/keputusan/{code}", LETTER).status_code == 400


def test_the_original_is_moved() -> None:
    certificate = factories.certificate()
    officer().post(f"/kantor/sertifikat/{certificate.pk}/posisi", {"custody": "at_province", "on": "2026-11-20"})
    certificate.refresh_from_db()
    assert certificate.custody == "at_province"
    assert entries_of(certificate.stream)[-1].effective.isoformat() == "2026-11-20"


def test_a_copy_of_the_original_is_kept_and_anything_else_refused() -> None:
    certificate = factories.certificate()
    url = f"/kantor/sertifikat/{certificate.pk}/asli"
    answer = officer().post(url, {"copy": SimpleUploadedFile("asli.pdf", b"MZ no document")})
    assert (answer.status_code, "no PDF, PNG or JPEG" in answer.content.decode()) == (422, True)
    content = factories.png()
    assert officer().post(url, {"copy": SimpleUploadedFile("asli.png", content)}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.original_sha256 == hashlib.sha256(content).hexdigest()


def test_the_office_withdraws_its_own_sheet() -> None:
    certificate = factories.issued()
    officer().post(f"/kantor/sertifikat/{certificate.pk}/penarikan", {"why": "Salah cetak"})
    assert (Sheet.objects.get().status, Sheet.objects.get().ended_because) == ("withdrawn", "Salah cetak")


def test_leadership_reads_and_is_offered_no_act() -> None:
    page = text_of(factories.issued(), "leadership")
    assert ("Only officers record decisions and moves." in page, "csrfmiddlewaretoken" in page) == (True, False)
