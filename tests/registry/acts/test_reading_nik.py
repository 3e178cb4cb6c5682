import pytest

from setara.accounts.permission import NotPermitted
from setara.history.store import entries_of
from setara.registry.acts.reading_nik import read_nik
from tests.factories import AT, ON, actor, business

pytestmark = pytest.mark.django_db
NIK = "3515014101900000"


def test_who_read_a_nik_stands_in_the_history_and_the_nik_does_not():
    one = business(nik=NIK)
    assert read_nik(one, actor=actor("district_proposer", "35.15"), at=AT) == NIK
    assert [(entry.kind, entry.actor, entry.effective, entry.data) for entry in entries_of(one.stream)] == [
        ("nik.read", "user:1", ON, {})
    ]


@pytest.mark.parametrize("who", [("treasurer",), ("district_proposer", "35.78")])
def test_it_is_not_shown_to_whoever_may_not_see_it(who):
    one = business(nik=NIK)
    with pytest.raises(NotPermitted):
        read_nik(one, actor=actor(*who), at=AT)
    assert entries_of(one.stream) == []
