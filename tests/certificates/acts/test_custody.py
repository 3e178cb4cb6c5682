import datetime as dt

import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.custody import Move, move_custody, move_originals, transfer_digest, undo_transfer
from setara.certificates.acts.decisions import DecisionRefused
from setara.certificates.models import Certificate, Transfer, TransferLine
from setara.history.models import Entry
from setara.history.store import entries_of
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.kernel.certificates.transfers import MOST, UNDO_WITHIN, MoveOutcome
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
    line = TransferLine.objects.get(outcome=MoveOutcome.MOVED)
    assert entries_of(made.stream)[-1].data == {
        "custody": str(to),
        "transfer": line.transfer_id,
        "digest": transfer_digest(made, line.transfer),
    }


def test_moving_it_to_where_it_is_changes_nothing():
    made = certificate()
    move_custody(made.pk, Custody.AT_BODY, actor=CONSOLE, at=AT, on=ON)
    assert len(entries_of(made.stream)) == 1


def test_leadership_moves_nothing():
    with pytest.raises(NotPermitted):
        move_custody(certificate().pk, Custody.WITH_OWNER, actor=actor("leadership"), at=AT, on=ON)


ARRIVED = Move(Custody.AT_PROVINCE, ON, " TT/12/2026 ")


def outcomes(transfer: Transfer) -> list[str]:
    return [line.outcome for line in transfer.lines.order_by("certificate_id")]


def places() -> list[str]:
    return list(Certificate.objects.order_by("pk").values_list("custody", flat=True))


def test_a_pile_moves_at_once_and_each_line_says_what_became_of_it():
    one, there = certificate(), certificate()
    move_custody(there.pk, Custody.AT_PROVINCE, actor=CONSOLE, at=AT, on=ON)
    moved = move_originals([one.pk, there.pk, one.pk], ARRIVED, actor=CONSOLE, at=AT)
    assert outcomes(moved) == [MoveOutcome.MOVED, MoveOutcome.ALREADY_THERE]
    assert (places(), moved.paper) == ([Custody.AT_PROVINCE] * 2, "TT/12/2026")


def test_who_may_move_some_moves_those():
    here, elsewhere = certificate(district_code="35.15"), certificate(district_code="35.78")
    who = actor("district_proposer", "35.15")
    moved = move_originals([here.pk, elsewhere.pk], ARRIVED, actor=who, at=AT)
    assert outcomes(moved) == [MoveOutcome.MOVED, MoveOutcome.NOT_PERMITTED]
    assert places() == [Custody.AT_PROVINCE, Custody.AT_BODY]
    with pytest.raises(NotPermitted):
        move_custody(elsewhere.pk, Custody.AT_PROVINCE, actor=who, at=AT, on=ON)


@pytest.mark.parametrize(
    ("move", "number", "code"),
    [
        (Move(Custody.AT_PROVINCE, AT.date() + dt.timedelta(2)), 1, "custody_in_future"),
        (ARRIVED, MOST + 1, "too_many_originals"),
    ],
)
def test_what_cannot_be_moves_nothing(move, number, code):
    with pytest.raises(DecisionRefused, match=code):
        move_originals(range(1, number + 1), move, actor=CONSOLE, at=AT)
    assert not Transfer.objects.exists()


def test_a_transfer_is_undone_by_entries_of_its_own():
    one, other = certificate(), certificate()
    moved = move_originals([one.pk, other.pk], ARRIVED, actor=CONSOLE, at=AT)
    undone = undo_transfer(moved.pk, actor=CONSOLE, at=AT + UNDO_WITHIN)
    assert (places(), outcomes(undone)) == ([Custody.AT_BODY] * 2, [MoveOutcome.MOVED_BACK] * 2)
    kinds = [entry.kind for entry in entries_of(one.stream)]
    assert kinds == ["certificate.recorded", "certificate.custody_moved", "certificate.custody_moved"]


def test_what_moved_again_since_stays_and_says_so():
    one, other = certificate(), certificate()
    moved = move_originals([one.pk, other.pk], ARRIVED, actor=CONSOLE, at=AT)
    move_custody(one.pk, Custody.WITH_OWNER, actor=CONSOLE, at=AT, on=ON)
    undone = undo_transfer(moved.pk, actor=CONSOLE, at=AT)
    assert outcomes(undone) == [MoveOutcome.MOVED_SINCE, MoveOutcome.MOVED_BACK]
    assert places() == [Custody.WITH_OWNER, Custody.AT_BODY]


def test_undoing_is_refused_twice_late_and_where_nothing_is_left():
    one = certificate()
    moved = move_originals([one.pk], ARRIVED, actor=CONSOLE, at=AT)
    with pytest.raises(DecisionRefused, match="undo_too_late"):
        undo_transfer(moved.pk, actor=CONSOLE, at=AT + UNDO_WITHIN + dt.timedelta(seconds=1))
    move_custody(one.pk, Custody.WITH_OWNER, actor=CONSOLE, at=AT, on=ON)
    with pytest.raises(DecisionRefused, match="moved_since"):
        undo_transfer(moved.pk, actor=CONSOLE, at=AT)
    again = Transfer.objects.latest("pk")
    undo_transfer(again.pk, actor=CONSOLE, at=AT)
    with pytest.raises(DecisionRefused, match="already_undone"):
        undo_transfer(again.pk, actor=CONSOLE, at=AT)
    assert places() == [Custody.AT_PROVINCE]


def test_nobody_undoes_what_lies_outside_his_own():
    moved = move_originals([certificate(district_code="35.78").pk], ARRIVED, actor=CONSOLE, at=AT)
    before = Entry.objects.count()
    with pytest.raises(NotPermitted):
        undo_transfer(moved.pk, actor=actor("district_proposer", "35.15"), at=AT)
    assert (Entry.objects.count(), places()) == (before, [Custody.AT_PROVINCE])
