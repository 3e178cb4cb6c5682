"""What the page of one certificate shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from setara.accounts.models import User
from setara.certificates import queries
from setara.certificates.models import Certificate, Decision
from setara.history import store
from setara.issuance.models import Sheet
from setara.kernel.access.rules import Act, Actor, refusal
from setara.kernel.certificates.states import ALLOWED_FROM, CertificateState, Entry, EntryKind, fold, sheet_refusal
from setara.web.officer.forms import CustodyForm, DecisionForm, SheetForm
from setara.words.certificates import entry_word

FAR = dt.date.max


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the history in words."""

    position: int
    words: str
    effective: dt.date
    recorded_at: dt.datetime
    who: str


def words_of(certificate: Certificate, actor: Actor, on: dt.date) -> dict[str, object]:
    """Gather everything that the page shows to this person."""
    entries = store.entries_of(certificate.stream)
    decisions = queries.decisions_of(certificate.pk)
    state = state_of(certificate, decisions, on)
    return {
        "certificate": certificate,
        "facts": certificate.facts,
        "row": queries.RegisterRow(*(getattr(certificate, name) for name in queries.ROW_FIELDS)),
        "state": state,
        "decisions": decisions,
        "sheets": list(Sheet.objects.filter(certificate=certificate).order_by("-issued_at")),
        "history": history_lines(entries),
        "forms": forms_for(certificate, decisions, actor),
    }


def state_of(certificate: Certificate, decisions: Sequence[Decision], on: dt.date) -> CertificateState:
    """Fold the recorded decisions into the state on a day."""
    return fold((Entry(EntryKind(one.kind), one.effective) for one in decisions), on)


def history_lines(entries: Sequence[store.Entry]) -> list[HistoryLine]:
    """Say each entry, newest first, with the person's name where one acted."""
    numbers = {entry.actor.removeprefix("user:") for entry in entries if entry.actor.startswith("user:")}
    people = {f"user:{person.pk}": str(person) for person in User.objects.filter(pk__in=numbers)}
    return [
        HistoryLine(
            entry.position,
            str(entry_word(entry.kind)),
            entry.effective,
            entry.recorded_at,
            people.get(entry.actor, entry.actor),
        )
        for entry in reversed(entries)
    ]


def forms_for(certificate: Certificate, decisions: Sequence[Decision], actor: Actor) -> list[object]:
    """Offer the acts that the state and the role allow, in the order in which they are likely."""
    state = state_of(certificate, decisions, FAR)
    forms: list[object] = []
    if refusal(actor, Act.MOVE_CUSTODY) is None:
        forms.append(CustodyForm(initial={"custody": certificate.custody}))
    if refusal(actor, Act.RECORD_DECISION) is None:
        forms += [DecisionForm(act) for act, since in ALLOWED_FROM.items() if state.status in since]
    if refusal(actor, Act.WITHDRAW) is None:
        standing = CertificateState(sheet=state.sheet if decisions is None else _sheet_of(certificate))
        kinds = (EntryKind.SHEET_SUPERSEDED, EntryKind.SHEET_WITHDRAWN)
        forms += [SheetForm(act) for act in kinds if sheet_refusal(standing, act) is None]
    return forms
