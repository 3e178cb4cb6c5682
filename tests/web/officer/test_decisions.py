"""The body's decisions on screen: reasons in public words, what a checker will read, the letter."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from setara.certificates.models import Certificate, Decision
from setara.history.models import Entry
from setara.issuance.audit import register_faults
from setara.issuance.models import Sheet
from tests import factories
from tests.web.visitors import OFFICER, browser_of, officer, visitor

pytestmark = pytest.mark.django_db
LETTER = {
    "letter_number": "B-17/2026",
    "letter_date": "2026-06-01",
    "effective": "2026-06-02",
    "code": "surveillance_not_done",
}


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def address(certificate: Certificate, code: str = "decision.suspended") -> str:
    return f"/kantor/sertifikat/{certificate.pk}/keputusan/{code}"


def test_nothing_is_recorded_before_it_was_looked_at_in_both_languages() -> None:
    certificate = factories.issued()
    before = Entry.objects.count()
    answer = officer().post(address(certificate), LETTER)
    page = said(answer)
    assert answer.status_code == 200
    assert "The yearly surveillance has not been done." in page
    assert "Surveilan tahunan belum dilaksanakan." in page
    assert "Nothing has been recorded yet." in page
    assert (Decision.objects.count(), Entry.objects.count()) == (0, before)


def quoted(page: str, language: str) -> list[str]:
    """What stands in an answer in one language, markup taken out."""
    part = page.split(f'<div lang="{language}">')[1] if f'<div lang="{language}">' in page else page
    part = part[part.index('class="answer') :]
    part = part[: part.index("<img")]
    return [text.strip() for text in re.findall(r">([^<]+)<", part) if text.strip()]


def test_what_was_promised_is_what_a_checker_reads() -> None:
    certificate, browser = factories.issued(), officer()
    promised = said(browser.post(address(certificate), LETTER))
    assert browser.post(address(certificate), {**LETTER, "confirmed": "1"}).status_code == 302
    reader = visitor()
    for language in ("id", "en"):
        reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = said(reader.get(f"/v/{Sheet.objects.get().slug}"))
        assert quoted(page, language) == quoted(promised, language)


def test_code_and_words_are_kept_and_the_history_holds() -> None:
    certificate = factories.issued()
    officer().post(address(certificate), {**LETTER, "confirmed": "1"})
    decision = Decision.objects.get()
    assert (decision.reason_code, decision.reason, decision.reason_en) == (
        "surveillance_not_done",
        "Surveilan tahunan belum dilaksanakan.",
        "The yearly surveillance has not been done.",
    )
    assert list(register_faults(factories.ON)) == []
    Decision.objects.update(reason_en="Something else")
    assert [fault.code for fault in register_faults(factories.ON)] == ["decisions_differ"]


def test_a_later_day_is_foretold_as_such() -> None:
    page = said(officer().post(address(factories.issued()), {**LETTER, "effective": "2027-01-05"}))
    assert "What a checker will read from 5 January 2027" in page
    assert "Until then the page says what it says today." in page


def test_without_a_sheet_it_is_said_who_reads_what() -> None:
    page = said(officer().post(address(factories.certificate()), LETTER))
    assert "No verification sheet stands for this certificate" in page


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"code": ""}, "This field is required."),
        ({"code": "not_renewed"}, "Select a valid choice."),
        ({"code": "other"}, "Say which reason."),
        ({"code": "other", "reason": "  "}, "Say which reason."),
        ({"effective": "2020-01-01"}, "The decision would take effect before the certificate was issued."),
    ],
)
def test_what_is_wrong_is_said_before_the_preview(change: dict[str, str], message: str) -> None:
    answer = officer().post(address(factories.certificate()), {**LETTER, **change})
    assert (answer.status_code, message in said(answer), "B-17/2026" in said(answer)) == (422, True, True)


def test_whoever_would_change_something_finds_what_was_typed() -> None:
    answer = officer().post(address(factories.certificate()), {**LETTER, "again": "1"})
    assert (answer.status_code, 'value="B-17/2026"' in said(answer)) == (200, True)


def test_the_preview_is_for_those_who_record() -> None:
    certificate = factories.certificate()
    assert browser_of("verifier").post(address(certificate), LETTER).status_code == 403
    assert browser_of(OFFICER, "35.78").post(address(certificate), LETTER).status_code == 404


def test_whoever_comes_back_to_the_address_begins_at_the_certificate() -> None:
    certificate = factories.certificate()
    answer = officer().get(address(certificate))
    assert (answer.status_code, answer["Location"]) == (302, f"/kantor/sertifikat/{certificate.pk}")


def test_the_letter_is_kept_in_the_digest_and_read_by_some() -> None:
    certificate = factories.issued()
    scan = factories.png(4, 4)
    sent = {**LETTER, "confirmed": "1", "scan": SimpleUploadedFile("surat.png", scan)}
    assert officer().post(address(certificate), sent).status_code == 302
    url = f"/kantor/sertifikat/{certificate.pk}/surat/{Decision.objects.get().pk}"
    answer = browser_of("verifier").get(url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, scan)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("inline;")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"].split(";")[0]) == ("nosniff", "sandbox")
    assert browser_of("leadership").get(url).status_code == 403
    assert browser_of("verifier", "35.78").get(url).status_code == 404
    assert url in said(officer().get(f"/kantor/sertifikat/{certificate.pk}"))
    assert url not in said(browser_of("leadership").get(f"/kantor/sertifikat/{certificate.pk}"))
    assert list(register_faults(factories.ON)) == []
    Decision.objects.update(letter_sha256="0" * 64)
    assert [fault.code for fault in register_faults(factories.ON)] == ["decisions_differ"]
    assert browser_of("verifier").get(url).status_code == 404


def test_a_letter_that_is_no_document_or_of_a_decision_that_cannot_stand_is_not_kept() -> None:
    certificate, browser = factories.certificate(), officer()
    for sent in (
        {"scan": SimpleUploadedFile("surat.pdf", b"MZ no document")},
        {"scan": SimpleUploadedFile("surat.png", factories.png(7, 9)), "effective": "2020-01-01"},
    ):
        answer = browser.post(address(certificate), {**LETTER, "confirmed": "1", **sent})
        assert answer.status_code == 422
    assert not Decision.objects.exists()
    kept = [path.read_bytes() for path in Path(settings.DATA, "files").rglob("*") if path.is_file()]
    assert factories.png(7, 9) not in kept
