"""Record what the body decided of its certificate. The office decides nothing here."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from setara.accounts.permission import require
from setara.certificates.acts.documents import Document, keep
from setara.certificates.acts.holding import hold
from setara.certificates.acts.recording import combination
from setara.certificates.counting import Combination, count
from setara.certificates.history import history_of
from setara.certificates.models import Certificate, Decision
from setara.files.store import ContentStore
from setara.history.chain import Draft
from setara.history.store import append, hold_chain, salted_digest
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import (
    END_OF_TIME,
    STATUS_AFTER,
    DecisionFacts,
    EntryKind,
    decision_refusal,
    fold,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """The body's letter: number and date as printed, and its reason in words fit for the public.

    `reason` is Indonesian; `reason_code` and `reason_en` stand with a reason from the office's list.
    """

    number: str
    dated: dt.date
    reason: str
    reason_code: str = ""
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A checked scan of the letter, and where it is to be kept."""

    document: Document
    store: ContentStore


class DecisionRefused(Exception):
    """A decision that cannot be recorded; `code` is one of `kernel.certificates.states.decision_refusal`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def record_decision(
    certificate_id: int,
    kind: EntryKind,
    letter: Letter,
    effective: dt.date,
    *,
    actor: Actor,
    at: dt.datetime,
    on: dt.date,
    scan: Scan | None = None,
) -> Certificate:
    """Record a suspension, reinstatement, revocation or lapse (*pembekuan, pengaktifan kembali, pencabutan*).

    Appends to the history and refreshes state and counts. Raises NotPermitted, DecisionRefused.
    """
    require(actor, Act.RECORD_DECISION)
    with transaction.atomic():
        certificate = hold(certificate_id, actor, Act.RECORD_DECISION)
        check_decision(certificate, kind, letter, effective, on)
        sha256 = keep(scan.document, scan.store, at) if scan else ""
        _append(certificate, kind, letter, sha256, effective, actor, at)
        refresh(certificate, on)
    return certificate


def check_decision(certificate: Certificate, kind: EntryKind, letter: Letter, effective: dt.date, on: dt.date) -> None:
    """Ask the kernel whether a decision can be recorded now. Raises DecisionRefused."""
    state = fold(history_of(certificate), END_OF_TIME)
    facts = DecisionFacts(kind, letter.number, letter.dated, letter.reason, effective, certificate.issue_date)
    if code := decision_refusal(state, facts, on):
        raise DecisionRefused(code)


def _append(
    certificate: Certificate,
    kind: EntryKind,
    letter: Letter,
    sha256: str,
    effective: dt.date,
    actor: Actor,
    at: dt.datetime,
) -> None:
    decision = Decision(
        certificate=certificate,
        kind=kind,
        letter_number=letter.number.strip(),
        letter_date=letter.dated,
        effective=effective,
        reason=letter.reason.strip(),
        reason_code=letter.reason_code,
        reason_en=letter.reason_en.strip(),
        letter_sha256=sha256,
    )
    data: dict[str, str | int | None] = {"digest": letter_digest(certificate, decision)}
    decision.entry = append([Draft(certificate.stream, kind, effective, data)], actor=actor.id, at=at)[0].position
    decision.save()


def letter_digest(certificate: Certificate, decision: Decision) -> str:
    """Salted digest of a decision's letter, for the history.

    What a decision does not have has no member, so that those recorded before there were such members still hold.
    """
    later = {
        "reason_code": decision.reason_code,
        "reason_en": decision.reason_en,
        "file": decision.letter_sha256,
    }
    content: dict[str, str | int | None] = {
        "number": decision.letter_number,
        "dated": decision.letter_date.isoformat(),
        "reason": decision.reason,
        **{name: value for name, value in later.items() if value},
    }
    return salted_digest(bytes(certificate.salt), content)


def refresh(certificate: Certificate, on: dt.date, before: Combination | None = None) -> None:
    """Fold the history anew into the cached state, in the caller's transaction, and keep the counts.

    `before` is the place in the roll-up that the certificate had, where the caller has changed when it was received.
    """
    before = before or combination(certificate)
    state = fold(history_of(certificate), on)
    certificate.status, certificate.sheet, certificate.custody = state.status, state.sheet, state.custody
    certificate.save(update_fields=["status", "sheet", "custody", "received_on"])
    deltas = Counter({combination(certificate): 1})
    deltas.subtract([before])
    count(deltas)


def refresh_due(on: dt.date) -> int:
    """Refold the certificates whose recorded decision has taken effect by a day, however long ago that was.

    Repeatable. Returns how many changed.
    """
    later = Decision.objects.filter(certificate=OuterRef("certificate"), entry__gt=OuterRef("entry"), effective__lte=on)
    behind = Q()
    for kind, status in STATUS_AFTER.items():
        behind |= Q(kind=kind) & ~Q(certificate__status=status)
    due = list(
        Decision.objects.filter(behind, ~Exists(later), effective__lte=on).values_list("certificate_id", flat=True)
    )
    for pk in due:
        with transaction.atomic():
            hold_chain()
            refresh(Certificate.objects.select_for_update().get(pk=pk), on)
    return len(due)
