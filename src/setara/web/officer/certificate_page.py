"""What the page of one certificate shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.forms import Form

from setara.accounts.permission import may, scope
from setara.certificates import queries
from setara.certificates.models import Certificate, Decision
from setara.handover.queries import receipts_of
from setara.history.store import entries_of
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.corrections import CorrectionState
from setara.kernel.certificates.states import ALLOWED_FROM, END_OF_TIME, Entry, EntryKind, SheetStatus, Status, fold
from setara.web.officer.forms import CustodyForm, DecisionForm, OriginalForm, WithdrawalForm
from setara.web.officer.history_lines import history_lines
from setara.web.officer.originals import filed_originals
from setara.web.officer.queries import sheets_of
from setara.words.certificates import CORRECTION_WORDS
from setara.words.handover import RECEIVER_WORDS
from setara.words.history import entry_word
from setara.words.intake import field_word

Shape = TypeVar("Shape", bound=Form)


@dataclass(frozen=True, slots=True)
class Forms:
    """The acts that state and role allow; None or empty where one is not."""

    custody: CustodyForm | None
    original: OriginalForm | None
    decisions: tuple[DecisionForm, ...]
    is_proposing: bool
    withdrawal: WithdrawalForm | None


def words_of(certificate: Certificate, actor: Actor, on: dt.date, failed: Form | None = None) -> dict[str, object]:
    """Gather everything that the page shows to this person; `failed` takes the place of its like."""
    decisions, entries = queries.decisions_of(certificate.pk), entries_of(certificate.stream)
    districts, personal = scope(actor, Act.SEE_REGISTER).districts, scope(actor, Act.SEE_PERSONAL)
    return {
        "certificate": certificate,
        "is_business_shown": districts is None or certificate.business.district_code in districts,
        "is_source_shown": certificate.source_id and queries.is_source_within(certificate.source_id, personal),
        "row": queries.row_of(certificate),
        "pending": pending(decisions, on),
        "decisions": [(one, entry_word(one.kind)) for one in decisions],
        "is_letter_shown": may(actor, Act.SEE_PERSONAL, certificate.about),
        "receipts": [(one, RECEIVER_WORDS[one.receiver]) for one in receipts_of(certificate.pk)],
        "is_receiver_named": may(actor, Act.SEE_PERSONAL, certificate.about),
        "originals": filed_originals(entries),
        "corrections": [
            (one, CORRECTION_WORDS[CorrectionState(one.state)], [field_word(name) for name in one.changes])
            for one in queries.corrections_of(certificate.pk)
        ],
        "sheets": sheets_of(certificate.pk),
        "history": history_lines(entries),
        "forms": forms_for(certificate, decisions, actor, on, failed),
        "failed": failed,
    }


def pending(decisions: Sequence[Decision], on: dt.date) -> dt.date | None:
    """Say when the next recorded decision takes effect."""
    return fold((Entry(EntryKind(one.kind), one.effective) for one in decisions), on).pending


def forms_for(
    certificate: Certificate, decisions: Sequence[Decision], actor: Actor, on: dt.date, failed: Form | None
) -> Forms:
    """Offer the acts that state and role allow."""
    state = fold((Entry(EntryKind(one.kind), one.effective) for one in decisions), END_OF_TIME)
    about = certificate.about
    moves = may(actor, Act.MOVE_CUSTODY, about)
    records = may(actor, Act.RECORD_DECISION, about)
    withdraws = may(actor, Act.WITHDRAW, about) and certificate.sheet == SheetStatus.ISSUED
    return Forms(
        custody=_failed_or(failed, CustodyForm(now=certificate.custody, today=on.isoformat())) if moves else None,
        original=_failed_or(failed, OriginalForm()) if records else None,
        decisions=_decision_forms(state.status, failed) if records else (),
        is_proposing=may(actor, Act.PROPOSE_CORRECTION, about),
        withdrawal=_failed_or(failed, WithdrawalForm()) if withdraws else None,
    )


def _decision_forms(status: Status, failed: Form | None) -> tuple[DecisionForm, ...]:
    forms = (DecisionForm(kind) for kind, since in ALLOWED_FROM.items() if status in since)
    return tuple(failed if isinstance(failed, DecisionForm) and failed.kind is form.kind else form for form in forms)


def _failed_or(failed: Form | None, fresh: Shape) -> Shape:
    return failed if isinstance(failed, type(fresh)) else fresh
