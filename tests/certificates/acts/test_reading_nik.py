import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.reading_nik import read_nik
from setara.history.store import entries_of
from tests.factories import AT, ON, actor, business, certificate

pytestmark = pytest.mark.django_db
NIK = "3515014101900000"


def test_who_read_a_nik_stands_in_the_history_and_the_nik_does_not():
    one = business(nik=NIK)
    assert read_nik(one, actor=actor("district_proposer", "35.15"), at=AT).nik == NIK
    assert [(entry.kind, entry.actor, entry.effective, entry.data) for entry in entries_of(one.stream)] == [
        ("nik.read", "somebody", ON, {})
    ]


@pytest.mark.parametrize("who", [("treasurer",), ("district_proposer", "35.78"), ("verifier", "", "iso")])
def test_it_is_not_shown_to_whoever_may_not_see_it(who):
    one = business(nik=NIK)
    with pytest.raises(NotPermitted):
        read_nik(one, actor=actor(*who), at=AT)
    assert entries_of(one.stream) == []


def test_one_certificate_within_a_facility_is_reason_enough():
    one = business(nik=NIK)
    certificate(holding=one, kind="iso")
    assert read_nik(one, actor=actor("verifier", "", "iso"), at=AT).nik == NIK
