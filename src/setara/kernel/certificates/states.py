"""The life of a certificate: history entries in, state out; and which act is allowed in which state.

Two lives run side by side. The *certificate* is the body's: the office records the body's suspension
(*pembekuan*), reinstatement, revocation (*pencabutan, pembatalan, penghapusan*) and lapse, each with its letter.
The *sheet* (*Lembar Verifikasi*) is the office's: it is issued, superseded by a corrected one, or withdrawn.
Entries stand in the order of recording. Only decisions wait for their effective day (Asia/Jakarta); what happens to a
sheet or to the original counts from the moment it is recorded.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.rulebook.regions import districts


class EntryKind(StrEnum):
    """Kinds of history entries of a certificate."""

    RECORDED = "certificate.recorded"
    CORRECTED = "certificate.corrected"
    CUSTODY_MOVED = "certificate.custody_moved"
    ORIGINAL_FILED = "certificate.original_filed"
    HANDED_OVER = "certificate.handed_over"
    HANDOVER_UNDONE = "certificate.handover_undone"
    CORRECTION_PROPOSED = "correction.proposed"
    CORRECTION_APPROVED = "correction.approved"
    CORRECTION_REJECTED = "correction.rejected"
    CORRECTION_WITHDRAWN = "correction.withdrawn"
    SUSPENDED = "decision.suspended"
    REINSTATED = "decision.reinstated"
    REVOKED = "decision.revoked"
    LAPSED = "decision.lapsed"
    SHEET_ISSUED = "sheet.issued"
    SHEET_SUPERSEDED = "sheet.superseded"
    SHEET_WITHDRAWN = "sheet.withdrawn"


MOVES = (EntryKind.CUSTODY_MOVED, EntryKind.HANDED_OVER, EntryKind.HANDOVER_UNDONE)
"""Entries by which an original went somewhere."""


class Status(StrEnum):
    """What the deciding body says of its certificate (ISO/IEC 17000 clause 8 terms)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    LAPSED = "lapsed"


class SheetStatus(StrEnum):
    """What the office says of its own sheet."""

    NONE = "none"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Custody(StrEnum):
    """Where the body's original is (*posisi asli*)."""

    NOT_YET_ISSUED = "not_yet_issued"
    AT_BODY = "at_body"
    AT_PROVINCE = "at_province"
    AT_DISTRICT = "at_district"
    WITH_OWNER = "with_owner"
    ELECTRONIC_ONLY = "electronic_only"


ISSUED = frozenset(Custody) - {Custody.NOT_YET_ISSUED}
"""Where the original of a certificate may be once the body has issued it."""
IN_OFFICE = frozenset({Custody.AT_PROVINCE, Custody.AT_DISTRICT})
"""Where an original is in an office's custody."""
CUSTODY_GROUPS: Mapping[str, frozenset[Custody]] = {"issued": ISSUED, "in_office": IN_OFFICE}
"""Places of an original that are asked for together, by the code that asks for them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `custody` stands only with RECORDED, CUSTODY_MOVED and the hand-over."""

    kind: EntryKind
    effective: dt.date
    custody: Custody | None = None


@dataclass(frozen=True, slots=True)
class CertificateState:
    """State on a day. `since` is the effective day of the decision in force; `pending` is the earliest day on
    which a decision that is recorded already will take effect."""

    status: Status = Status.ACTIVE
    sheet: SheetStatus = SheetStatus.NONE
    custody: Custody = Custody.AT_BODY
    since: dt.date | None = None
    pending: dt.date | None = None


END_OF_TIME = dt.date.max
"""The day on which every recorded decision is in force."""

FARTHEST_AHEAD = dt.timedelta(days=366)
"""Between a letter and its effect; farther ahead is a slip of the year, and no earlier decision could follow it."""

STATUS_AFTER = {
    EntryKind.SUSPENDED: Status.SUSPENDED,
    EntryKind.REINSTATED: Status.ACTIVE,
    EntryKind.REVOKED: Status.REVOKED,
    EntryKind.LAPSED: Status.LAPSED,
}
SHEET_AFTER = {
    EntryKind.SHEET_ISSUED: SheetStatus.ISSUED,
    EntryKind.SHEET_SUPERSEDED: SheetStatus.SUPERSEDED,
    EntryKind.SHEET_WITHDRAWN: SheetStatus.WITHDRAWN,
}
ALLOWED_FROM: dict[EntryKind, frozenset[Status]] = {
    EntryKind.SUSPENDED: frozenset({Status.ACTIVE}),
    EntryKind.REINSTATED: frozenset({Status.SUSPENDED}),
    EntryKind.REVOKED: frozenset({Status.ACTIVE, Status.SUSPENDED}),
    EntryKind.LAPSED: frozenset({Status.ACTIVE, Status.SUSPENDED}),
}


def fold(entries: Iterable[Entry], on: dt.date) -> CertificateState:
    """Fold a history into the state at the end of a day.

    >>> day = dt.date(2026, 3, 17)
    >>> fold([Entry(EntryKind.SUSPENDED, day)], day).status
    <Status.SUSPENDED: 'suspended'>
    >>> fold([Entry(EntryKind.SUSPENDED, day)], dt.date(2026, 3, 16)).status
    <Status.ACTIVE: 'active'>
    """
    state = CertificateState()
    for entry in entries:
        if entry.custody is not None:
            state = replace(state, custody=entry.custody)
        if entry.kind in SHEET_AFTER:
            state = replace(state, sheet=SHEET_AFTER[entry.kind])
        if entry.kind in STATUS_AFTER:
            if entry.effective <= on:
                state = replace(state, status=STATUS_AFTER[entry.kind], since=entry.effective)
            else:
                state = replace(state, pending=min(entry.effective, state.pending or entry.effective))
    return state


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision of the body as its letter states it; `issue_date` is that of the certificate, which bounds it."""

    kind: EntryKind
    letter_number: str
    letter_date: dt.date
    reason: str
    effective: dt.date
    issue_date: dt.date | None


def decision_refusal(state: CertificateState, decision: DecisionFacts, on: dt.date) -> str | None:
    """Say by a code why a decision of the body cannot be recorded, or None where it can.

    `state` is the state with all recorded entries in force (fold on the far future), so that a decision cannot be
    recorded over one that is pending.
    Codes: ``letter_number_missing reason_missing letter_in_future before_issue effective_too_far
    before_previous_decision     not_suspended already_suspended already_revoked already_lapsed``.

    >>> day = dt.date(2026, 3, 17)
    >>> decision_refusal(CertificateState(), DecisionFacts(EntryKind.REINSTATED, "B-1", day, "selesai", day, None), day)
    'not_suspended'
    """
    if not decision.letter_number.strip():
        return "letter_number_missing"
    if not decision.reason.strip():
        return "reason_missing"
    if decision.letter_date > on:
        return "letter_in_future"
    if decision.issue_date and decision.effective < decision.issue_date:
        return "before_issue"
    if decision.effective - max(on, decision.letter_date) > FARTHEST_AHEAD:
        return "effective_too_far"
    if state.since and decision.effective < state.since:
        return "before_previous_decision"
    if state.status in ALLOWED_FROM[decision.kind]:
        return None
    return {
        Status.ACTIVE: "not_suspended",
        Status.SUSPENDED: "already_suspended",
        Status.REVOKED: "already_revoked",
        Status.LAPSED: "already_lapsed",
    }[state.status]


def sheet_refusal(state: CertificateState, kind: EntryKind, facts: CertificateFacts) -> str | None:
    """Say by a code why the office's own act on its sheet cannot be done, or None where it can.

    To issue: ``sheet_exists already_withdrawn not_active issuer_missing district_missing``; the office takes no sheet
    back to issue it again, and vouches only for what is in force. To supersede: ``no_sheet already_superseded
    already_withdrawn`` or what the corrected `facts` lack; a record may be corrected whatever the body decided since.
    To withdraw: ``no_sheet already_superseded already_withdrawn``.

    >>> from setara.kernel.certificates.kinds import Kind
    >>> facts = CertificateFacts(Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.15")
    >>> sheet_refusal(CertificateState(), EntryKind.SHEET_WITHDRAWN, facts)
    'no_sheet'
    >>> sheet_refusal(CertificateState(status=Status.REVOKED), EntryKind.SHEET_ISSUED, facts)
    'not_active'
    """
    if kind is EntryKind.SHEET_ISSUED:
        if state.sheet is SheetStatus.ISSUED:
            return "sheet_exists"
        if state.sheet is SheetStatus.WITHDRAWN:
            return "already_withdrawn"
        return sheet_lack(facts) if state.status is Status.ACTIVE else "not_active"
    if state.sheet is not SheetStatus.ISSUED:
        return "no_sheet" if state.sheet is SheetStatus.NONE else f"already_{state.sheet}"
    return sheet_lack(facts) if kind is EntryKind.SHEET_SUPERSEDED else None


def sheet_lack(facts: CertificateFacts) -> str | None:
    """Say by a code what the facts lack for a sheet, which names body and district, or None where nothing.

    >>> from setara.kernel.certificates.kinds import Kind
    >>> sheet_lack(CertificateFacts(Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.99"))
    'district_missing'
    """
    if not facts.issuer:
        return "issuer_missing"
    return None if facts.district_code in districts() else "district_missing"


def first_custody(issue_date: dt.date | None) -> Custody:
    """Say where an original is when its certificate is first recorded: with the body, once the body has issued it.

    >>> first_custody(None), first_custody(dt.date(2026, 3, 17))
    (<Custody.NOT_YET_ISSUED: 'not_yet_issued'>, <Custody.AT_BODY: 'at_body'>)
    """
    return Custody.NOT_YET_ISSUED if issue_date is None else Custody.AT_BODY
