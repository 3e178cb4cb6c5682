"""Copies of the body's original: what is taken, where it stands, who sees it and how."""

import hashlib
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from setara.certificates.acts.documents import LARGEST
from setara.certificates.models import Certificate
from setara.files.models import StoredFile
from tests import factories
from tests.platform.scans.test_looking import bomb, document
from tests.web.visitors import browser_of, officer, visitor

pytestmark = pytest.mark.django_db
FIRST, SECOND = factories.png(3, 5), document(2)


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def file(certificate: Certificate, content: bytes, name: str = "asli.pdf") -> Any:
    return officer().post(f"/kantor/sertifikat/{certificate.pk}/asli", {"copy": SimpleUploadedFile(name, content)})


def address(certificate: Certificate, content: bytes) -> str:
    return f"/kantor/sertifikat/{certificate.pk}/asli/{hashlib.sha256(content).hexdigest()}"


def test_copies_stand_beside_the_record_with_what_they_are_and_who_filed_them() -> None:
    certificate = factories.certificate()
    for content in (FIRST, SECOND):
        assert file(certificate, content).status_code == 302
    page = said(browser_of("leadership").get(f"/kantor/sertifikat/{certificate.pk}"))
    assert page.index("Copy that counts") < page.index("PDF, 2 pages") < page.index("Earlier copy")
    assert f'<img src="{address(certificate, FIRST)}"' in page
    assert f'<img src="{address(certificate, SECOND)}"' not in page
    assert ("PNG, 3 × 5" in page, "Contoh activity_officer" in page) == (True, True)
    assert hashlib.sha256(SECOND).hexdigest()[:16] + "…" in page


@pytest.mark.parametrize(
    ("content", "how", "kind"), [(FIRST, "inline", "image/png"), (SECOND, "attachment", "application/pdf")]
)
def test_a_copy_is_served_so_that_nothing_of_it_runs(content: bytes, how: str, kind: str) -> None:
    certificate = factories.certificate()
    file(certificate, content, "../../<script>.html")
    answer = browser_of("leadership").get(address(certificate, content))
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert answer["Content-Disposition"].startswith(f'{how}; filename="asli-')
    assert "script" not in answer["Content-Disposition"]


def test_a_copy_is_seen_by_those_who_see_its_record_and_under_no_other() -> None:
    certificate, other = factories.certificate(district_code="35.15"), factories.certificate(district_code="35.78")
    file(certificate, FIRST)
    url = address(certificate, FIRST)
    assert browser_of("district_proposer", "35.15").get(url).status_code == 200
    assert browser_of("district_proposer", "35.78").get(url).status_code == 404
    assert browser_of("operator").get(url).status_code == 403
    assert visitor().get(url).status_code == 302
    assert officer().get(address(other, FIRST)).status_code == 404
    assert officer().get(address(certificate, SECOND)).status_code == 404


def test_a_copy_that_is_lost_is_not_there() -> None:
    certificate = factories.certificate()
    content = factories.png(11, 13)
    file(certificate, content)
    sha256 = hashlib.sha256(content).hexdigest()
    (settings.DATA / "files" / sha256[:2] / sha256[2:]).unlink()
    assert officer().get(address(certificate, content)).status_code == 404
    StoredFile.objects.all().delete()
    assert officer().get(address(certificate, content)).status_code == 404
    assert "Copy that counts" in said(officer().get(f"/kantor/sertifikat/{certificate.pk}"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"MZ garbage", "The file is no PDF, PNG or JPEG."),
        (bomb(20_000, 20_000), "more than 100 million pixels"),
        (document().replace(b"startxref", b"startxxxx"), "damaged or was cut off"),
        (b"%PDF-1.7" + bytes(LARGEST), "larger than 20 MB"),
        (b"", "The submitted file is empty."),
    ],
)
def test_a_hostile_file_is_answered_in_words(content: bytes, message: str) -> None:
    certificate = factories.certificate()
    answer = file(certificate, content)
    assert (answer.status_code, message in said(answer)) == (422, True)
    assert not StoredFile.objects.exists()


def test_the_largest_file_is_looked_at() -> None:
    picture = factories.png()
    padding = factories.png_chunk(b"tEXt", b"x" * (LARGEST - len(picture) - 12))
    content = picture[:33] + padding + picture[33:]
    certificate = factories.certificate()
    assert (len(content), file(certificate, content).status_code) == (LARGEST, 302)
    assert StoredFile.objects.get().size == LARGEST
