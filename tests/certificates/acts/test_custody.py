import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.custody import move_custody
from setara.history.store import entries_of
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from tests.factories import AT, ON, actor, certificate

pytestmark = pytest.mark.django_db


def test_original_is_at_the_body_until_it_arrives_and_nowhere_before_it_is_issued():
    assert certificate().custody == Custody.AT_BODY
    assert certificate(issue_date=None).custody == Custody.NOT_YET_ISSUED


@pytest.mark.parametrize("to", [place for place in Custody if place is not Custody.AT_BODY])
def test_original_moves(to):
    made = certificate()
    assert move_custody(made.pk, to, actor=CONSOLE, at=AT, on=ON).custody == to
    made.refresh_from_db()
    assert made.custody == to
    assert entries_of(made.stream)[-1].data == {"custody": str(to)}


def test_moving_it_to_where_it_is_changes_nothing():
    made = certificate()
    move_custody(made.pk, Custody.AT_BODY, actor=CONSOLE, at=AT, on=ON)
    assert len(entries_of(made.stream)) == 1


def test_leadership_moves_nothing():
    with pytest.raises(NotPermitted):
        move_custody(certificate().pk, Custody.WITH_OWNER, actor=actor("leadership"), at=AT, on=ON)
