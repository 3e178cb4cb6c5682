import pytest

from setara.accounts.permission import NotPermitted
from setara.handover.acts import planning
from setara.handover.acts.inviting import check_in, invite, may_receive, undo_check_in
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Invitation
from setara.history.models import Entry
from setara.kernel.access.rules import CONSOLE
from tests import factories

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}


@pytest.fixture
def invitation():
    holder = factories.business(name="UD Satu")
    factories.ready(2, holding=holder, kind="iso")
    ceremony = factories.ceremony()
    assert invite(ceremony.pk, **NOW) == 1
    return ceremony.invitations.get()


def refused(act, *given, **more):
    with pytest.raises(CeremonyRefused) as why:
        act(*given, **more)
    return why.value.code


def test_each_business_is_invited_once_and_codes_given_out_stay(invitation):
    factories.ready(1)
    planning.put_in_order(invitation.ceremony_id, **NOW)
    assert (invite(invitation.ceremony_id, **NOW), invite(invitation.ceremony_id, **NOW)) == (1, 0)
    codes = list(Invitation.objects.values_list("code", flat=True))
    assert invitation.code in codes
    assert [len(code) for code in codes] == [12, 12]


def test_who_came_is_kept_once_with_when_and_by_whom(invitation):
    came = check_in(invitation.code, **NOW)
    assert (came.came_at, came.came_by) == (factories.AT, "console")
    assert refused(check_in, invitation.code, **NOW) == "already_came"
    assert undo_check_in(invitation.code, **NOW).came_at is None
    assert refused(undo_check_in, invitation.code, **NOW) == "not_come"
    told = Entry.objects.filter(kind="guest.came").get()
    assert told.data == {"business": invitation.business_id}


def test_a_grant_for_one_facility_receives_guests_of_its_certificates(invitation):
    within, outside = (factories.actor("verifier", "35.15", facility) for facility in ("iso", "trademark"))
    assert (may_receive(within, invitation), may_receive(outside, invitation)) == (True, False)
    with pytest.raises(NotPermitted):
        check_in(invitation.code, actor=outside, at=factories.AT)


def test_a_helper_receives_guests_at_her_event_until_it_is_closed(invitation):
    helper = factories.user("desk_helper", email="meja@contoh.id")
    with pytest.raises(NotPermitted):
        check_in(invitation.code, actor=helper.actor, at=factories.AT)
    planning.set_helpers(invitation.ceremony.desks.get().pk, [helper.pk], **NOW)
    check_in(invitation.code, actor=helper.actor, at=factories.AT)
    planning.close_ceremony(invitation.ceremony_id, **NOW)
    with pytest.raises(NotPermitted):
        undo_check_in(invitation.code, actor=helper.actor, at=factories.AT)


def test_nobody_comes_to_a_closed_event(invitation):
    planning.close_ceremony(invitation.ceremony_id, **NOW)
    assert refused(check_in, invitation.code, **NOW) == "already_closed"
    assert refused(invite, invitation.ceremony_id, **NOW) == "already_closed"


def test_an_invitation_whose_business_has_nothing_left_is_received_by_its_district(invitation):
    invitation.ceremony.lines.all().delete()
    assert may_receive(factories.actor("verifier", "35.15"), invitation)
    assert not may_receive(factories.actor("verifier", "35.78"), invitation)
