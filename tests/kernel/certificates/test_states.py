import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import (
    ALLOWED_FROM,
    CertificateState,
    Custody,
    DecisionFacts,
    Entry,
    EntryKind,
    SheetStatus,
    Status,
    decision_refusal,
    fold,
    sheet_lack,
    sheet_refusal,
)

DAY = dt.date(2026, 3, 17)
ONE = dt.timedelta(days=1)
FACTS = CertificateFacts(Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.15")
SUSPENDED, REINSTATED = EntryKind.SUSPENDED, EntryKind.REINSTATED
REVOKED, LAPSED = EntryKind.REVOKED, EntryKind.LAPSED

TABLE = {
    (Status.ACTIVE, SUSPENDED): None,
    (Status.ACTIVE, REINSTATED): "not_suspended",
    (Status.ACTIVE, REVOKED): None,
    (Status.ACTIVE, LAPSED): None,
    (Status.SUSPENDED, SUSPENDED): "already_suspended",
    (Status.SUSPENDED, REINSTATED): None,
    (Status.SUSPENDED, REVOKED): None,
    (Status.SUSPENDED, LAPSED): None,
    (Status.REVOKED, SUSPENDED): "already_revoked",
    (Status.REVOKED, REINSTATED): "already_revoked",
    (Status.REVOKED, REVOKED): "already_revoked",
    (Status.REVOKED, LAPSED): "already_revoked",
    (Status.LAPSED, SUSPENDED): "already_lapsed",
    (Status.LAPSED, REINSTATED): "already_lapsed",
    (Status.LAPSED, REVOKED): "already_lapsed",
    (Status.LAPSED, LAPSED): "already_lapsed",
}


def decision(kind, letter=DAY, effective=DAY, issued=None):
    return DecisionFacts(kind, "SK-1", letter, "sebab", effective, issued)


def test_table_speaks_of_every_state_and_every_decision():
    assert set(TABLE) == {(status, kind) for status in Status for kind in ALLOWED_FROM}


@pytest.mark.parametrize(("status", "kind"), TABLE)
def test_decision_in_state(status, kind):
    assert decision_refusal(CertificateState(status=status), decision(kind), DAY) == TABLE[status, kind]


@pytest.mark.parametrize(
    ("facts", "since", "code"),
    [
        (decision(SUSPENDED, letter=DAY), None, None),
        (decision(SUSPENDED, letter=DAY + ONE), None, "letter_in_future"),
        (decision(SUSPENDED, effective=DAY + 90 * ONE), None, None),
        (decision(SUSPENDED, effective=DAY - ONE, issued=DAY), None, "before_issue"),
        (decision(SUSPENDED, effective=DAY + dt.timedelta(days=400)), None, "effective_too_far"),
        (decision(SUSPENDED, effective=DAY, issued=DAY), None, None),
        (decision(SUSPENDED, effective=DAY - ONE), DAY, "before_previous_decision"),
        (decision(SUSPENDED, effective=DAY), DAY, None),
    ],
)
def test_days_that_bound_a_decision(facts, since, code):
    assert decision_refusal(CertificateState(since=since), facts, DAY) == code


@pytest.mark.parametrize(
    ("on", "status", "since", "pending"),
    [
        (DAY - ONE, Status.ACTIVE, None, DAY),
        (DAY, Status.SUSPENDED, DAY, DAY + 9 * ONE),
        (DAY + 8 * ONE, Status.SUSPENDED, DAY, DAY + 9 * ONE),
        (DAY + 9 * ONE, Status.REVOKED, DAY + 9 * ONE, None),
    ],
)
def test_each_decision_takes_effect_on_its_own_day(on, status, since, pending):
    state = fold([Entry(SUSPENDED, DAY), Entry(REVOKED, DAY + 9 * ONE)], on)
    assert (state.status, state.since, state.pending) == (status, since, pending)


def test_a_history_of_other_things_leaves_the_certificate_active():
    entries = [
        Entry(EntryKind.RECORDED, DAY, Custody.NOT_YET_ISSUED),
        Entry(EntryKind.SHEET_ISSUED, DAY),
        Entry(EntryKind.CORRECTED, DAY),
        Entry(EntryKind.CUSTODY_MOVED, DAY, Custody.WITH_OWNER),
    ]
    assert fold(entries, DAY) == CertificateState(Status.ACTIVE, SheetStatus.ISSUED, Custody.WITH_OWNER)


@pytest.mark.parametrize(
    ("kind", "sheet"),
    [
        (EntryKind.SHEET_WITHDRAWN, SheetStatus.WITHDRAWN),
        (EntryKind.SHEET_SUPERSEDED, SheetStatus.SUPERSEDED),
    ],
)
def test_the_offices_own_acts_leave_the_bodys_certificate_alone(kind, sheet):
    state = fold([Entry(EntryKind.SHEET_ISSUED, DAY), Entry(kind, DAY)], DAY)
    assert (state.sheet, state.status) == (sheet, Status.ACTIVE)


@pytest.mark.parametrize(
    ("number", "reason", "code"),
    [("", "sebab", "letter_number_missing"), (" \t", "", "letter_number_missing"), ("SK-1", " ", "reason_missing")],
)
def test_letter_has_a_number_and_a_reason(number, reason, code):
    facts = DecisionFacts(SUSPENDED, number, DAY, reason, DAY, None)
    assert decision_refusal(CertificateState(), facts, DAY) == code


SHEET_ACTS = {
    SheetStatus.NONE: (None, "no_sheet", "no_sheet"),
    SheetStatus.ISSUED: ("sheet_exists", None, None),
    SheetStatus.SUPERSEDED: (None, "already_superseded", "already_superseded"),
    SheetStatus.WITHDRAWN: ("already_withdrawn", "already_withdrawn", "already_withdrawn"),
}


@pytest.mark.parametrize("sheet", SheetStatus)
def test_acts_on_a_sheet(sheet):
    state = CertificateState(sheet=sheet)
    kinds = (EntryKind.SHEET_ISSUED, EntryKind.SHEET_SUPERSEDED, EntryKind.SHEET_WITHDRAWN)
    assert tuple(sheet_refusal(state, kind, FACTS) for kind in kinds) == SHEET_ACTS[sheet]


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.REVOKED, Status.LAPSED])
def test_only_what_is_in_force_gets_a_sheet_but_any_record_may_be_corrected(status):
    assert sheet_refusal(CertificateState(status=status), EntryKind.SHEET_ISSUED, FACTS) == "not_active"
    issued = CertificateState(status=status, sheet=SheetStatus.ISSUED)
    for kind in (EntryKind.SHEET_SUPERSEDED, EntryKind.SHEET_WITHDRAWN):
        assert sheet_refusal(issued, kind, FACTS) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issuer": ""}, "issuer_missing"),
        ({"district_code": ""}, "district_missing"),
        ({"district_code": "35.99"}, "district_missing"),
    ],
)
def test_sheet_names_body_and_district(change, code):
    facts = replace(FACTS, **change)
    issued = CertificateState(sheet=SheetStatus.ISSUED)
    assert (sheet_lack(FACTS), sheet_lack(facts)) == (None, code)
    assert sheet_refusal(CertificateState(), EntryKind.SHEET_ISSUED, facts) == code
    assert sheet_refusal(issued, EntryKind.SHEET_SUPERSEDED, facts) == code
    assert sheet_refusal(issued, EntryKind.SHEET_WITHDRAWN, facts) is None


@given(
    st.lists(st.tuples(st.sampled_from(sorted(ALLOWED_FROM)), st.integers(-3, 3), st.integers(0, 5)), max_size=8),
    st.integers(-5, 12),
)
def test_whatever_is_recorded_in_its_turn_folds_to_an_allowed_way(asked, days):
    """Only decisions that are not refused are recorded; then no day shows a certificate come back from its end."""
    recorded, effective = [], DAY
    for kind, step, _ in asked:
        facts = decision(kind, effective=effective + step * ONE)
        if decision_refusal(fold(recorded, dt.date.max), facts, DAY) is None:
            effective = facts.effective
            recorded.append(Entry(kind, effective))
    ended = [entry for entry in recorded if entry.kind in (REVOKED, LAPSED)]
    assert ended in ([], recorded[-1:])
    on = DAY + days * ONE
    in_force = [entry for entry in recorded if entry.effective <= on]
    assert fold(recorded, on).since == (in_force[-1].effective if in_force else None)
    assert in_force == recorded[: len(in_force)]
