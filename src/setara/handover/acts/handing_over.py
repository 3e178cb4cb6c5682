"""Hand a certificate over (*menyerahkan sertifikat*), take that back, settle what two desks said of one certificate."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from setara.accounts.permission import NotPermitted, may, require, require_still
from setara.certificates.acts.decisions import refresh
from setara.certificates.acts.documents import Document, keep
from setara.certificates.acts.recording import combination
from setara.certificates.models import Certificate
from setara.files.store import ContentStore
from setara.handover.acts.refusing import AlreadyHandedOver, CeremonyRefused
from setara.handover.models import Desk, Line, Receipt, Report
from setara.history.chain import Draft
from setara.history.models import Entry
from setara.history.store import append, hold_chain, salted_digest
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import MOVES, EntryKind
from setara.kernel.handover.rules import (
    Channel,
    Received,
    Receiver,
    Settled,
    custody_after,
    handover_refusal,
    is_said,
)
from setara.kernel.rulebook.days import jakarta_day

CLOCK_SLACK = dt.timedelta(minutes=10)
"""How far the clock of a telephone may be ahead of ours."""
CLOCK_BEHIND = dt.timedelta(days=366)
"""How long before the event was planned a signed list may date a hand-over; what is older is a clock gone wrong."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a desk says of a hand-over, under a key that it drew; `happened_at` is its own clock.

    `letter` is a photograph of the proxy's letter (*surat kuasa*), checked; kept if the hand-over is.
    """

    key: uuid.UUID
    receiver: Receiver
    name: str
    channel: Channel
    happened_at: dt.datetime
    letter_number: str = ""
    letter: Document | None = None
    was_offline: bool = False

    @property
    def received(self) -> Received:
        """The same as the kernel judges it."""
        return Received(self.receiver, self.name, has_letter=bool(self.letter) or is_said(self.letter_number))


def hand_over(
    line_id: int, told: Told, store: ContentStore, *, desk: Desk | None, actor: Actor, at: dt.datetime
) -> Receipt:
    """Record who received a certificate when, by which desk; the same key is recorded once, whoever sends it again.

    The original is with its owner from then on, and the public page says that it was handed over. Raises NotPermitted,
    AlreadyHandedOver, CeremonyRefused, Line.DoesNotExist.
    """
    require_desk(actor, Line.objects.select_related("certificate").get(pk=line_id), desk)
    with transaction.atomic():
        hold_chain()
        known = Receipt.objects.filter(key=told.key).first()
        if known is not None and known.line_id == line_id and known.undone_at is None:
            return known
        if known is not None:
            raise CeremonyRefused("key_taken")
        line = Line.objects.select_related("ceremony").get(pk=line_id)
        line.certificate = Certificate.objects.select_for_update().get(pk=line.certificate_id)
        require_desk(actor, line, desk, still=True)
        first = standing_receipt(line.certificate)
        if first is not None:
            raise AlreadyHandedOver(first)
        if code := _refusal(line, told, at):
            raise CeremonyRefused(code)
        letter = keep(told.letter, store, at) if told.letter else ""
        return _record(line, told, letter, desk=desk, actor=actor, at=at)


def require_desk(actor: Actor, line: Line, desk: Desk | None, *, still: bool = False) -> None:
    """Raise NotPermitted unless the actor may hand this over: by area and facility, or at the desk given to her.

    A desk serves its own event only; one that helps at a desk may do so until the event is closed.
    """
    ask = require_still if still else require
    if desk is not None and desk.ceremony_id != line.ceremony_id:
        raise CeremonyRefused("not_in_ceremony")
    try:
        ask(actor, Act.HAND_OVER, line.about)
    except NotPermitted:
        if desk is None or not helps_at(actor, desk) or line.ceremony.closed_at is not None:
            raise
        ask(actor, Act.HELP_AT_DESK, line.about)


def helps_at(actor: Actor, desk: Desk) -> bool:
    """Say whether somebody may help at desks and was given this one."""
    is_given = actor.id.startswith("user:") and desk.helpers.filter(pk=actor.id.removeprefix("user:")).exists()
    return is_given and may(actor, Act.HELP_AT_DESK)


def may_stand_at(actor: Actor, desk: Desk) -> bool:
    """Say whether somebody may work at a desk at all."""
    return may(actor, Act.HAND_OVER) or helps_at(actor, desk)


def standing_receipt(certificate: Certificate) -> Receipt | None:
    """Return the hand-over of a certificate that nobody took back."""
    return Receipt.objects.select_related("desk").filter(certificate=certificate, undone_at=None).first()


def _refusal(line: Line, told: Told, at: dt.datetime) -> str | None:
    if told.happened_at > at + CLOCK_SLACK:
        return "happened_in_future"
    if told.happened_at < line.ceremony.made_at - CLOCK_BEHIND:
        return "happened_too_early"
    return handover_refusal(line.certificate.state, told.received)


def _record(line: Line, told: Told, letter: str, *, desk: Desk | None, actor: Actor, at: dt.datetime) -> Receipt:
    certificate = line.certificate
    receipt = Receipt(
        key=told.key,
        line=line,
        certificate=certificate,
        receiver=told.receiver,
        name=told.name.strip(),
        letter_number=told.letter_number.strip(),
        letter_sha256=letter,
        desk=desk,
        channel=told.channel,
        was_offline=told.was_offline,
        custody_before=certificate.custody,
        happened_at=min(told.happened_at, at),
        recorded_at=at,
        by=actor.id,
    )
    data: dict[str, str | int | None] = {
        "custody": custody_after(certificate.state),
        "ceremony": line.ceremony_id,
        "receipt": str(told.key),
        "digest": receipt_digest(receipt),
    }
    on = jakarta_day(receipt.happened_at)
    receipt.entry = _append(certificate, EntryKind.HANDED_OVER, data, on, actor, at, received_on=on)
    receipt.save()
    return receipt


def undo_handover(receipt_id: int, because: str, *, actor: Actor, at: dt.datetime) -> Receipt:
    """Take a hand-over back, with the reason; receipt and history keep both.

    Raises NotPermitted, CeremonyRefused (``reason_missing already_undone moved_since``), Receipt.DoesNotExist.
    """
    receipt = Receipt.objects.select_related("line__ceremony", "line__certificate", "desk").get(pk=receipt_id)
    require_desk(actor, receipt.line, receipt.desk)
    if not is_said(because):
        raise CeremonyRefused("reason_missing")
    with transaction.atomic():
        hold_chain()
        receipt = _held(receipt_id)
        require_desk(actor, receipt.line, receipt.desk, still=True)
        _undo(receipt, because, actor, at)
    return receipt


def _held(receipt_id: int) -> Receipt:
    receipt = (
        Receipt.objects.select_for_update(of=("self",)).select_related("line__ceremony", "desk").get(pk=receipt_id)
    )
    receipt.certificate = Certificate.objects.select_for_update().get(pk=receipt.certificate_id)
    receipt.line.certificate = receipt.certificate
    return receipt


def _undo(receipt: Receipt, because: str, actor: Actor, at: dt.datetime) -> None:
    certificate = receipt.certificate
    if receipt.undone_at is not None:
        raise CeremonyRefused("already_undone")
    moves = Entry.objects.filter(stream=certificate.stream, kind__in=MOVES).order_by("-position")
    if moves.values_list("position", flat=True).first() != receipt.entry:
        raise CeremonyRefused("moved_since")
    receipt.undone_at, receipt.undone_by, receipt.undone_because = at, actor.id, because.strip()[:1000]
    receipt.save(update_fields=["undone_at", "undone_by", "undone_because"])
    data: dict[str, str | int | None] = {
        "custody": receipt.custody_before,
        "undoes": receipt.entry,
        "digest": undoing_digest(receipt),
    }
    _append(certificate, EntryKind.HANDOVER_UNDONE, data, jakarta_day(at), actor, at, received_on=None)


def _append(
    certificate: Certificate,
    kind: EntryKind,
    data: dict[str, str | int | None],
    on: dt.date,
    actor: Actor,
    at: dt.datetime,
    *,
    received_on: dt.date | None,
) -> int:
    entry = append([Draft(certificate.stream, kind, on, data)], actor=actor.id, at=at)[0]
    before = combination(certificate)
    certificate.received_on = received_on
    refresh(certificate, jakarta_day(at), before)
    return entry.position


def report_hand_over(
    line_id: int | None,
    said: str,
    told: Told,
    store: ContentStore,
    *,
    desk: Desk,
    actor: Actor,
    at: dt.datetime,
) -> Receipt | Report:
    """Take what a desk reports after working without a network: recorded, or kept for a person to decide.

    It has happened already, so nothing is refused but what the actor may not do: of a certificate that somebody else
    received, stands on the hold list or is in no order, the report is kept. Repeatable: a key is taken once.
    Raises NotPermitted.
    """
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.HELP_AT_DESK if helps_at(actor, desk) else Act.HAND_OVER)
        kept = Report.objects.filter(key=told.key).first()
        if kept is not None:
            return kept
        line = desk.ceremony.lines.filter(pk=line_id).first() if line_id else None
        report = Report(key=told.key, ceremony=desk.ceremony, line=line, said=said[:200], by=actor.id, recorded_at=at)
        if line is None:
            report.why = "not_in_ceremony"
        else:
            try:
                return hand_over(line.pk, told, store, desk=desk, actor=actor, at=at)
            except AlreadyHandedOver as other:
                report.why, report.first = "already_handed_over", other.first
            except CeremonyRefused as refused:
                report.why = refused.code
            except NotPermitted:
                # The event was closed before the desk came back, or the line is another's: somebody else decides.
                report.why = "not_permitted"
        letter = keep(told.letter, store, at) if told.letter else ""
        report.told = _as_kept(told, letter, desk)
        report.save()
        _tell("report.kept", report, actor, at)
    return report


def _as_kept(told: Told, letter: str, desk: Desk) -> dict[str, str | int]:
    return {
        "receiver": told.receiver,
        "name": told.name.strip(),
        "letter_number": told.letter_number.strip(),
        "letter_sha256": letter,
        "channel": told.channel,
        "desk": desk.pk,
        "happened_at": told.happened_at.isoformat(),
    }


def settle_report(report_id: int, decision: Settled, because: str, *, actor: Actor, at: dt.datetime) -> Report:
    """Decide on a report: it stands, and what was recorded first is taken back for the reason; or it is dismissed.

    Raises NotPermitted, CeremonyRefused (``already_decided reason_missing not_in_ceremony``, or what still stands in
    the way), Report.DoesNotExist.
    """
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.PLAN_CEREMONY)
        report = Report.objects.select_for_update(of=("self",)).select_related("ceremony").get(pk=report_id)
        if report.decision != Settled.OPEN:
            raise CeremonyRefused("already_decided")
        if not is_said(because):
            raise CeremonyRefused("reason_missing")
        if decision is Settled.RECORDED:
            _record_reported(report, because, actor, at)
        report.decision, report.decided_at, report.decided_by = decision, at, actor.id
        report.because = because.strip()[:1000]
        report.save(update_fields=["decision", "decided_at", "decided_by", "because"])
        _tell(f"report.{decision}", report, actor, at)
    return report


def _record_reported(report: Report, because: str, actor: Actor, at: dt.datetime) -> None:
    if report.line is None:
        raise CeremonyRefused("not_in_ceremony")
    line = report.line
    line.certificate = Certificate.objects.select_for_update().get(pk=line.certificate_id)
    first = standing_receipt(line.certificate)
    if first is not None:
        first = _held(first.pk)
        _undo(first, because, actor, at)
        line.certificate = first.certificate
    kept = report.told
    told = Told(
        key=uuid.uuid4() if Receipt.objects.filter(key=report.key).exists() else report.key,
        receiver=Receiver(kept["receiver"]),
        name=kept["name"],
        channel=Channel(kept["channel"]),
        happened_at=dt.datetime.fromisoformat(kept["happened_at"]),
        letter_number=kept["letter_number"],
        was_offline=True,
    )
    received = Received(told.receiver, told.name, has_letter=bool(kept["letter_sha256"] or kept["letter_number"]))
    if code := handover_refusal(line.certificate.state, received):
        raise CeremonyRefused(code)
    _record(line, told, kept["letter_sha256"], desk=Desk.objects.get(pk=kept["desk"]), actor=actor, at=at)


def _tell(kind: str, report: Report, actor: Actor, at: dt.datetime) -> None:
    data: dict[str, str | int | None] = {"report": str(report.key), "why": report.why, "certificate": None}
    if report.line is not None:
        data["certificate"] = report.line.certificate_id
    append([Draft(report.ceremony.stream, kind, jakarta_day(at), data)], actor=actor.id, at=at)


def receipt_digest(receipt: Receipt) -> str:
    """Salted digest of who received what when, for the history."""
    content: dict[str, str | int | None] = {
        "receiver": str(receipt.receiver),
        "name": receipt.name,
        "letter_number": receipt.letter_number,
        "letter": receipt.letter_sha256,
        "desk": receipt.desk.number if receipt.desk else None,
        "channel": str(receipt.channel),
        "happened_at": receipt.happened_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
    }
    return salted_digest(bytes(receipt.certificate.salt), content)


def undoing_digest(receipt: Receipt) -> str:
    """Salted digest of why a hand-over was taken back, for the history."""
    return salted_digest(bytes(receipt.certificate.salt), {"because": receipt.undone_because})
