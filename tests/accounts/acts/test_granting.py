import datetime as dt

import pytest

from setara.accounts.acts.granting import GrantRefused, end_grant, give_grant
from setara.accounts.models import GivenGrant, User
from setara.accounts.permission import NotPermitted, may
from setara.history.store import entries_of
from setara.kernel.access.acts import Act
from setara.kernel.access.roles import Role, default_roles
from setara.kernel.access.rules import CONSOLE, About, Grant
from tests.factories import AT, ON, actor, user

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ROLES = default_roles()


def person(email="a@contoh.example"):
    return User.objects.create_user(email)


def given(someone, grant=None, starts=ON, **more):
    return give_grant(
        someone, grant or Grant(ROLES["district_proposer"], "35.15"), starts=starts, actor=CONSOLE, at=AT, **more
    )


def test_a_grant_counts_from_its_first_day_to_its_last():
    one = given(person(), starts=ON, ends=ON + DAY)
    days = [ON - DAY, ON, ON + DAY, ON + 2 * DAY]
    assert [one in GivenGrant.objects.in_force(day) for day in days] == [False, True, True, False]


def test_a_grant_without_a_last_day_counts_until_it_is_ended():
    one = given(person())
    assert one in GivenGrant.objects.in_force(ON + 9999 * DAY)
    assert may(User.objects.get().actor, Act.SEE_REGISTER, About("35.15", "iso"))


def test_what_was_granted_and_ended_stands_in_the_history():
    someone = person()
    one = given(someone)
    end_grant(one.pk, actor=CONSOLE, at=AT)
    assert [(entry.kind, entry.effective, entry.data) for entry in entries_of(f"user:{someone.pk}")] == [
        (kind, ON, {"role": "district_proposer", "area": "35.15", "facility": "", "starts": "2026-11-24", "ends": None})
        for kind in ("grant.given", "grant.ended")
    ]
    assert User.objects.get().actor.grants == ()


@pytest.mark.parametrize(
    ("grant", "ends", "code"),
    [
        (Grant(Role("boss", "bos", "boss", frozenset(Act))), None, "unknown_role"),
        (Grant(Role("operator", "operator", "operator", frozenset(Act))), None, "unknown_role"),
        (Grant(ROLES["verifier"], "31.71"), None, "unknown_area"),
        (Grant(ROLES["verifier"], "", "halal"), None, "unknown_facility"),
        (Grant(ROLES["verifier"]), ON - DAY, "ends_before_start"),
    ],
)
def test_a_grant_of_what_there_is_not_is_refused(grant, ends, code):
    someone = person()
    with pytest.raises(GrantRefused, match=rf"^{code}$"):
        given(someone, grant, ends=ends)
    assert not someone.given.exists()


def test_nobody_grants_to_himself_nor_ends_what_makes_him_manage_people():
    operator = user("operator")
    with pytest.raises(GrantRefused, match=r"^own_grant$"):
        give_grant(operator, Grant(ROLES["activity_officer"]), starts=ON, actor=operator.actor, at=AT)
    with pytest.raises(GrantRefused, match=r"^own_grant$"):
        end_grant(operator.given.get().pk, actor=operator.actor, at=AT)


def test_a_grant_is_ended_once():
    one = given(person())
    end_grant(one.pk, actor=CONSOLE, at=AT)
    with pytest.raises(GrantRefused, match=r"^already_ended$"):
        end_grant(one.pk, actor=CONSOLE, at=AT)


def test_only_whoever_manages_people_grants():
    someone, officer = person(), actor("activity_officer")
    with pytest.raises(NotPermitted):
        give_grant(someone, Grant(ROLES["verifier"]), starts=ON, actor=officer, at=AT)
    with pytest.raises(NotPermitted):
        end_grant(given(someone).pk, actor=officer, at=AT)


def test_who_lost_his_grant_while_he_waited_for_the_chain_grants_no_more():
    operator = user("operator")
    asked = operator.actor
    end_grant(operator.given.get().pk, actor=CONSOLE, at=AT)
    with pytest.raises(NotPermitted):
        give_grant(person(), Grant(ROLES["operator"]), starts=ON, actor=asked, at=AT)
    assert GivenGrant.objects.count() == 1
