"""A copy of the body's original is kept under its digest and said in the history."""

import datetime as dt
import hashlib

import pytest

from setara.certificates.acts.documents import LARGEST, DocumentRefused
from setara.certificates.acts.originals import file_original
from setara.files.models import StoredFile
from setara.files.store import ContentStore
from setara.history.store import entries_of
from setara.kernel.access.rules import CONSOLE
from tests import factories

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
SCAN = factories.png()


def filed(certificate, content, tmp_path):
    scan = tmp_path / "scan"
    scan.write_bytes(content)
    return file_original(certificate.pk, scan, ContentStore(tmp_path), actor=CONSOLE, at=AT, on=AT.date())


def test_original_is_kept_and_recorded_once(tmp_path):
    certificate = factories.certificate()
    sha256 = hashlib.sha256(SCAN).hexdigest()
    assert filed(certificate, SCAN, tmp_path).original_sha256 == sha256
    filed(certificate, SCAN, tmp_path)
    assert ContentStore(tmp_path).get(sha256) == SCAN
    assert StoredFile.objects.get().media_type == "image/png"
    kinds = [entry.kind for entry in entries_of(certificate.stream)]
    assert kinds == ["certificate.recorded", "certificate.original_filed"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"PK\x03\x04", "document_not_a_document"), (b"%PDF-" + bytes(LARGEST), "document_too_large")],
)
def test_what_is_no_original_is_refused(content, code, tmp_path):
    certificate = factories.certificate()
    with pytest.raises(DocumentRefused) as refused:
        filed(certificate, content, tmp_path)
    assert refused.value.code == code
