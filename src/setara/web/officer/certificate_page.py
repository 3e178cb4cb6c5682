"""What the page of one certificate shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.forms import Form

from setara.certificates import queries
from setara.certificates.models import Certificate, Decision
from setara.history.models import Entry as HistoryEntry
from setara.history.store import entries_of
from setara.kernel.access.rules import Act, Actor, refusal
from setara.kernel.certificates.states import ALLOWED_FROM, END_OF_TIME, Entry, EntryKind, SheetStatus, Status, fold
from setara.web.officer.forms import CorrectionForm, CustodyForm, DecisionForm, OriginalForm, WithdrawalForm
from setara.web.officer.people import names_of
from setara.web.officer.queries import sheets_of
from setara.words.certificates import entry_word

Shape = TypeVar("Shape", bound=Form)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the history in words."""

    position: int
    words: str
    effective: dt.date
    recorded_at: dt.datetime
    who: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The acts that state and role allow; None or empty where one is not."""

    custody: CustodyForm | None
    original: OriginalForm | None
    decisions: tuple[DecisionForm, ...]
    correction: CorrectionForm | None
    withdrawal: WithdrawalForm | None


def words_of(certificate: Certificate, actor: Actor, on: dt.date, failed: Form | None = None) -> dict[str, object]:
    """Gather everything that the page shows to this person; `failed` takes the place of its like."""
    decisions = queries.decisions_of(certificate.pk)
    return {
        "certificate": certificate,
        "row": queries.row_of(certificate),
        "pending": pending(decisions, on),
        "decisions": [(one, entry_word(one.kind)) for one in decisions],
        "sheets": sheets_of(certificate.pk),
        "history": history_lines(entries_of(certificate.stream)),
        "forms": forms_for(certificate, decisions, actor, on, failed),
        "failed": failed,
    }


def pending(decisions: Sequence[Decision], on: dt.date) -> dt.date | None:
    """Say when the next recorded decision takes effect."""
    return fold((Entry(EntryKind(one.kind), one.effective) for one in decisions), on).pending


def history_lines(entries: Sequence[HistoryEntry]) -> list[HistoryLine]:
    """Say each entry, newest first, with the person's name where a person acted."""
    people = names_of(entry.actor for entry in entries)
    return [
        HistoryLine(
            entry.position,
            str(entry_word(entry.kind)),
            entry.effective,
            entry.recorded_at,
            people[entry.actor],
        )
        for entry in reversed(entries)
    ]


def forms_for(
    certificate: Certificate, decisions: Sequence[Decision], actor: Actor, on: dt.date, failed: Form | None
) -> Forms:
    """Offer the acts that state and role allow."""
    state = fold((Entry(EntryKind(one.kind), one.effective) for one in decisions), END_OF_TIME)
    moves = refusal(actor, Act.MOVE_CUSTODY) is None
    records = refusal(actor, Act.RECORD_DECISION) is None
    withdraws = refusal(actor, Act.WITHDRAW) is None and certificate.sheet == SheetStatus.ISSUED
    return Forms(
        custody=_failed_or(failed, CustodyForm(now=certificate.custody, today=on.isoformat())) if moves else None,
        original=_failed_or(failed, OriginalForm()) if records else None,
        decisions=_decision_forms(state.status, failed) if records else (),
        correction=_failed_or(failed, CorrectionForm(certificate)) if withdraws else None,
        withdrawal=_failed_or(failed, WithdrawalForm()) if withdraws else None,
    )


def _decision_forms(status: Status, failed: Form | None) -> tuple[DecisionForm, ...]:
    forms = (DecisionForm(kind) for kind, since in ALLOWED_FROM.items() if status in since)
    return tuple(failed if isinstance(failed, DecisionForm) and failed.kind is form.kind else form for form in forms)


def _failed_or(failed: Form | None, fresh: Shape) -> Shape:
    return failed if isinstance(failed, type(fresh)) else fresh
