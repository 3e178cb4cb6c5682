import datetime as dt
import hashlib

import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.documents import DocumentRefused
from setara.handover.acts.filing import Signed, file_record, record_digest
from setara.handover.acts.planning import close_ceremony
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.audit import record_faults
from setara.handover.models import Record
from setara.history.models import Entry
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from tests import factories

pytestmark = pytest.mark.django_db
SIGNED = Signed(" BA/17/2026 ", factories.ON, "35.15")


@pytest.fixture
def ceremony():
    factories.certificate()
    return factories.ceremony()


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "berita.png"
    path.write_bytes(factories.png())
    return path


def filed(ceremony, scan, signed=SIGNED, actor=CONSOLE):
    return file_record(ceremony.pk, scan, signed, content_store(), actor=actor, at=factories.AT)


def test_a_signed_record_is_kept_and_its_digest_stands_in_the_history(ceremony, scan):
    record = filed(ceremony, scan)
    sha256 = hashlib.sha256(factories.png()).hexdigest()
    assert (record.number, record.district_code, record.sha256) == ("BA/17/2026", "35.15", sha256)
    assert content_store().path(sha256).read_bytes() == factories.png()
    entry = Entry.objects.filter(stream=ceremony.stream).latest("position")
    assert (entry.kind, entry.data) == (
        "ceremony.record_filed",
        {"file": sha256, "digest": record_digest(record)},
    )


def test_a_record_comes_back_after_the_event_was_closed(ceremony, scan):
    close_ceremony(ceremony.pk, actor=CONSOLE, at=factories.AT)
    assert filed(ceremony, scan, Signed("BA/1", factories.ON)).district_code == ""


@pytest.mark.parametrize(
    ("signed", "code"),
    [
        (Signed(" ", factories.ON), "record_number_missing"),
        (Signed("9" * 201, factories.ON), "record_number_missing"),
        (Signed("BA/1", factories.ON + dt.timedelta(days=1)), "record_in_future"),
        (Signed("BA/1", factories.ON, "35.78"), "not_in_ceremony"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(ceremony, scan, signed, code):
    with pytest.raises(CeremonyRefused) as refused:
        filed(ceremony, scan, signed)
    assert (refused.value.code, Record.objects.count()) == (code, 0)


def test_the_same_file_is_filed_once(ceremony, scan):
    filed(ceremony, scan)
    with pytest.raises(CeremonyRefused, match="already_filed"):
        filed(ceremony, scan)
    assert filed(ceremony, scan, Signed("BA/2", factories.ON)).pk


def test_what_is_no_scan_is_refused(ceremony, tmp_path):
    (tmp_path / "x").write_text("bukan berkas")
    with pytest.raises(DocumentRefused, match="document_not_a_document"):
        filed(ceremony, tmp_path / "x")


def test_a_record_changed_taken_away_or_slipped_in_is_found(ceremony, scan):
    record = filed(ceremony, scan)
    assert list(record_faults()) == []
    Record.objects.update(number="BA/18/2026")
    assert [(one.stream, one.code) for one in record_faults()] == [(ceremony.stream, "records_differ")]
    record.save()
    assert list(record_faults()) == []
    factories.filed_record(ceremony)
    assert [one.code for one in record_faults()] == ["records_differ"]
    Record.objects.all().delete()
    assert [one.code for one in record_faults()] == ["records_differ"]


def test_it_takes_who_plans_the_event(ceremony, scan):
    with pytest.raises(NotPermitted):
        filed(ceremony, scan, actor=factories.actor("verifier"))
