import datetime as dt

import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.decisions import DecisionRefused, Letter, record_decision, refresh_due
from setara.certificates.models import Decision
from setara.history.models import Entry
from setara.history.store import check, entries_of, salted_digest
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import EntryKind, Status
from tests.factories import AT, ON, actor, certificate

pytestmark = pytest.mark.django_db

WEEK = dt.timedelta(days=7)
LETTER = Letter("SK-17/LSPr/2026", ON - WEEK, "Survailen tidak dilaksanakan")
SUSPENDED, REINSTATED = EntryKind.SUSPENDED, EntryKind.REINSTATED
REVOKED, LAPSED = EntryKind.REVOKED, EntryKind.LAPSED
TO = {Status.ACTIVE: [], Status.SUSPENDED: [SUSPENDED], Status.REVOKED: [REVOKED], Status.LAPSED: [LAPSED]}
ALLOWED = {
    (Status.ACTIVE, SUSPENDED): Status.SUSPENDED,
    (Status.ACTIVE, REVOKED): Status.REVOKED,
    (Status.ACTIVE, LAPSED): Status.LAPSED,
    (Status.SUSPENDED, REINSTATED): Status.ACTIVE,
    (Status.SUSPENDED, REVOKED): Status.REVOKED,
    (Status.SUSPENDED, LAPSED): Status.LAPSED,
}


def recorded(made, kind, effective=ON - WEEK, *, letter=LETTER, on=ON, actor=CONSOLE):
    return record_decision(made.pk, kind, letter, effective, actor=actor, at=AT, on=on)


@pytest.mark.parametrize("kind", [SUSPENDED, REINSTATED, REVOKED, LAPSED])
@pytest.mark.parametrize("status", Status)
def test_decision_in_every_state(status, kind):
    made = certificate()
    for earlier in TO[status]:
        recorded(made, earlier)
    before = Entry.objects.count()
    if (status, kind) in ALLOWED:
        assert recorded(made, kind).status == ALLOWED[status, kind]
        assert Entry.objects.count() == before + 1
    else:
        with pytest.raises(DecisionRefused):
            recorded(made, kind)
        assert Entry.objects.count() == before
        made.refresh_from_db()
        assert made.status == status


@pytest.mark.parametrize(
    ("letter", "effective", "code"),
    [
        (Letter("", ON, "sebab"), ON, "letter_number_missing"),
        (Letter(" \t", ON, "sebab"), ON, "letter_number_missing"),
        (Letter("SK-1", ON, ""), ON, "reason_missing"),
        (Letter("SK-1", ON, "  "), ON, "reason_missing"),
        (Letter("SK-1", ON + dt.timedelta(days=1), "sebab"), ON, "letter_in_future"),
        (Letter("SK-1", ON, "sebab"), dt.date(2026, 3, 16), "before_issue"),
    ],
)
def test_letter_and_days_are_compulsory(letter, effective, code):
    made = certificate(issue_date="2026-03-17")
    with pytest.raises(DecisionRefused) as refused:
        recorded(made, SUSPENDED, effective, letter=letter)
    assert refused.value.code == code
    assert Decision.objects.count() == 0
    assert [entry.kind for entry in entries_of(made.stream)] == ["certificate.recorded"]


def test_decision_cannot_be_recorded_over_one_that_is_pending():
    made = certificate()
    recorded(made, REVOKED, ON + WEEK)
    with pytest.raises(DecisionRefused, match="already_revoked"):
        recorded(made, SUSPENDED, ON + WEEK)


def test_decision_may_not_take_effect_before_the_one_before_it():
    made = certificate()
    recorded(made, SUSPENDED, ON)
    with pytest.raises(DecisionRefused, match="before_previous_decision"):
        recorded(made, REINSTATED, ON - dt.timedelta(days=1))


def test_decision_is_kept_with_its_letter_and_the_history_holds_its_digest_only():
    made = certificate()
    recorded(made, SUSPENDED, letter=Letter(" SK-17/LSPr/2026 ", ON, " Survailen "))
    kept = Decision.objects.get()
    assert (kept.letter_number, kept.letter_date, kept.reason) == ("SK-17/LSPr/2026", ON, "Survailen")
    entry = Entry.objects.get(position=kept.entry)
    content = {"number": kept.letter_number, "dated": kept.letter_date.isoformat(), "reason": kept.reason}
    assert entry.data == {"digest": salted_digest(bytes(made.salt), content)}
    assert (entry.stream, entry.kind, entry.effective) == (made.stream, "decision.suspended", ON - WEEK)
    assert check().faults == ()


@pytest.mark.parametrize("role", ["leadership", "operator"])
def test_only_the_officer_records_decisions(role):
    made = certificate()
    with pytest.raises(NotPermitted):
        recorded(made, SUSPENDED, actor=actor(role))


def test_pending_decision_takes_effect_on_its_day_by_the_daily_work():
    made = certificate()
    assert recorded(made, SUSPENDED, ON + WEEK).status == Status.ACTIVE
    assert refresh_due(ON + WEEK - dt.timedelta(days=1)) == 0
    assert refresh_due(ON + WEEK) == 1
    made.refresh_from_db()
    assert made.status == Status.SUSPENDED
    assert refresh_due(ON + WEEK) == 0


def test_daily_work_that_was_forgotten_for_months_is_made_up_for():
    made = certificate()
    recorded(made, SUSPENDED, ON + WEEK)
    recorded(made, REVOKED, ON + 2 * WEEK)
    assert refresh_due(ON + 30 * WEEK) == 1
    made.refresh_from_db()
    assert made.status == Status.REVOKED


def test_daily_work_looks_only_at_what_is_due(django_assert_max_num_queries):
    for _ in range(5):
        recorded(certificate(), SUSPENDED)
    with django_assert_max_num_queries(1):
        assert refresh_due(ON) == 0
