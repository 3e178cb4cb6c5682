"""Move the body's originals (*pindah posisi sertifikat asli*), one or a pile of them, and undo it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from setara.accounts.permission import NotPermitted, require, require_still
from setara.certificates.acts.decisions import DecisionRefused, refresh
from setara.certificates.acts.holding import hold
from setara.certificates.models import Certificate, Transfer, TransferLine
from setara.history.chain import Draft
from setara.history.models import Entry
from setara.history.store import append, hold_chain, salted_digest
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import MOVES, Custody, EntryKind
from setara.kernel.certificates.transfers import MOST, MoveOutcome, undo_refusal
from setara.kernel.rulebook.days import jakarta_day


@dataclass(frozen=True, slots=True)
class Move:
    """Where originals are from a day on; `paper` is the number of what was signed for them, if anything was."""

    to: Custody
    on: dt.date
    paper: str = ""


def move_custody(
    certificate_id: int, to: Custody, *, actor: Actor, at: dt.datetime, on: dt.date, paper: str = ""
) -> Certificate:
    """Record where one original is from a day on; moving it to where it is changes nothing.

    Raises NotPermitted, DecisionRefused for a day that has not come.
    """
    require(actor, Act.MOVE_CUSTODY, Certificate.objects.get(pk=certificate_id).about)
    move_originals([certificate_id], Move(to, on, paper), actor=actor, at=at)
    return Certificate.objects.get(pk=certificate_id)


def move_originals(certificate_ids: Iterable[int], move: Move, *, actor: Actor, at: dt.datetime) -> Transfer:
    """Record where originals are, in one transaction; each line says what became of its own.

    One that the actor may not move stays where it is, the others move. Raises NotPermitted where she may move none at
    all, DecisionRefused (``custody_in_future no_originals
    too_many_originals``).
    """
    require(actor, Act.MOVE_CUSTODY)
    wanted = sorted(set(certificate_ids))
    if move.on > jakarta_day(at):
        raise DecisionRefused("custody_in_future")
    if not wanted:
        raise DecisionRefused("no_originals")
    if len(wanted) > MOST:
        raise DecisionRefused("too_many_originals")
    with transaction.atomic():
        transfer = Transfer.objects.create(
            to=move.to, on=move.on, paper=move.paper.strip(), made_at=at, made_by=actor.id
        )
        for certificate_id in wanted:
            _move(certificate_id, transfer, actor, at)
    return transfer


def _move(certificate_id: int, transfer: Transfer, actor: Actor, at: dt.datetime) -> None:
    line = TransferLine(transfer=transfer, certificate_id=certificate_id)
    try:
        certificate = hold(certificate_id, actor, Act.MOVE_CUSTODY)
    except NotPermitted:
        line.outcome = MoveOutcome.NOT_PERMITTED
        line.save()
        return
    line.before, line.outcome = certificate.custody, MoveOutcome.ALREADY_THERE
    if certificate.custody != transfer.to:
        data: dict[str, str | int | None] = {
            "custody": transfer.to,
            "transfer": transfer.pk,
            "digest": transfer_digest(certificate, transfer),
        }
        line.entry = _record(certificate, data, transfer.on, actor, at)
        line.outcome = MoveOutcome.MOVED
    line.save()


def undo_transfer(transfer_id: int, *, actor: Actor, at: dt.datetime) -> Transfer:
    """Move the originals of a transfer back by entries of their own; one that moved again since stays, and says so.

    Raises NotPermitted, also where one of them lies outside what the actor may move, DecisionRefused (``already_undone
    undo_too_late moved_since``, the last where all have moved again).
    """
    require(actor, Act.MOVE_CUSTODY)
    with transaction.atomic():
        hold_chain()
        transfer = Transfer.objects.select_for_update().get(pk=transfer_id)
        if code := undo_refusal(transfer.made_at, transfer.undone_at, at):
            raise DecisionRefused(code)
        lines = list(transfer.lines.filter(outcome=MoveOutcome.MOVED).select_related("certificate").order_by("id"))
        for line in lines:
            require_still(actor, Act.MOVE_CUSTODY, line.certificate.about)
            _move_back(line, actor, at)
        if all(line.outcome == MoveOutcome.MOVED_SINCE for line in lines):
            raise DecisionRefused("moved_since")
        transfer.undone_at, transfer.undone_by = at, actor.id
        transfer.save(update_fields=["undone_at", "undone_by"])
    return transfer


def _move_back(line: TransferLine, actor: Actor, at: dt.datetime) -> None:
    moves = Entry.objects.filter(stream=line.certificate.stream, kind__in=MOVES)
    if moves.order_by("-position").values_list("position", flat=True).first() != line.entry:
        line.outcome = MoveOutcome.MOVED_SINCE
    else:
        data: dict[str, str | int | None] = {"custody": line.before, "undoes": line.entry}
        _record(line.certificate, data, jakarta_day(at), actor, at)
        line.outcome = MoveOutcome.MOVED_BACK
    line.save(update_fields=["outcome"])


def _record(
    certificate: Certificate, data: dict[str, str | int | None], on: dt.date, actor: Actor, at: dt.datetime
) -> int:
    entry = append([Draft(certificate.stream, EntryKind.CUSTODY_MOVED, on, data)], actor=actor.id, at=at)[0]
    refresh(certificate, jakarta_day(at))
    return entry.position


def transfer_digest(certificate: Certificate, transfer: Transfer) -> str:
    """Salted digest of where an original went, since when and on what paper, for the history."""
    content = {"to": str(transfer.to), "on": transfer.on.isoformat(), "paper": transfer.paper}
    return salted_digest(bytes(certificate.salt), content)
