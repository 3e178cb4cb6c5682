import datetime as dt
import json

import pytest

from setara.certificates.acts.decisions import Letter
from setara.issuance.acts.decide import daily, decide
from setara.issuance.acts.status_lists import publish_lists, renew_lists
from setara.issuance.models import Sheet, StatusList
from setara.issuance.office import pinned_office
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import EntryKind
from setara.kernel.credentials.integrity import proof_fault
from setara.kernel.credentials.status_list import ENTRIES, StatusPurpose, bit, decoded_list
from tests import factories
from tests.factories import AT, ON

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LETTER = Letter("SK-1", ON, "sebab")


def lists(number=1):
    return {one.purpose: json.loads(one.credential) for one in StatusList.objects.filter(number=number)}


def bits(certificate):
    index = certificate.sheets.get().status_index
    return {
        purpose: bit(decoded_list(document["credentialSubject"]["encodedList"]), index % ENTRIES)
        for purpose, document in lists(index // ENTRIES + 1).items()
    }


def test_list_is_signed_by_this_office_and_lives_a_day():
    factories.issued()
    for purpose, document in lists().items():
        assert proof_fault(document, pinned_office().credential_keys) is None
        assert document["id"] == f"https://sertifikat.example/status/{purpose}-1.json"
        assert (document["validFrom"], document["validUntil"]) == ("2026-11-24T03:00:00Z", "2026-11-25T03:00:00Z")
    assert set(lists()) == {*StatusPurpose}


@pytest.mark.parametrize(
    ("kinds", "revoked", "suspended"),
    [
        ([], False, False),
        ([EntryKind.SUSPENDED], False, True),
        ([EntryKind.SUSPENDED, EntryKind.REINSTATED], False, False),
        ([EntryKind.SUSPENDED, EntryKind.REVOKED], True, False),
        ([EntryKind.LAPSED], True, False),
    ],
)
def test_decision_sets_its_bit_when_it_is_committed(kinds, revoked, suspended, django_capture_on_commit_callbacks):
    made = factories.issued()
    factories.issued()
    with django_capture_on_commit_callbacks(execute=True):
        for kind in kinds:
            decide(made.pk, kind, LETTER, ON, actor=CONSOLE, at=AT, on=ON)
    assert bits(made) == {"revocation": revoked, "suspension": suspended}


def test_decision_to_come_sets_its_bit_on_its_day(django_capture_on_commit_callbacks):
    made = factories.issued()
    with django_capture_on_commit_callbacks(execute=True):
        decide(made.pk, EntryKind.SUSPENDED, LETTER, ON + DAY, actor=CONSOLE, at=AT, on=ON)
    assert bits(made)["suspension"] is False
    daily(AT + DAY)
    assert bits(made)["suspension"] is True
    assert lists()["suspension"]["validFrom"] == "2026-11-25T03:00:00Z"


@pytest.mark.parametrize(("hours", "anew"), [(15, False), (17, True), (30, True)])
def test_list_is_signed_anew_before_its_life_ends(hours, anew):
    factories.issued()
    before = lists()
    renew_lists(AT + dt.timedelta(hours=hours))
    assert (lists() != before) is anew
    daily(AT + dt.timedelta(hours=hours))
    renewed = lists()
    daily(AT + dt.timedelta(hours=hours))
    assert lists() == renewed


def test_second_list_is_published_when_a_sheet_lies_in_it():
    made = factories.issued()
    Sheet.objects.update(status_index=ENTRIES + 7)
    publish_lists(AT)
    assert bits(made) == {"revocation": False, "suspension": False}
    assert StatusList.objects.count() == 4
