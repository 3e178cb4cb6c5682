"""Remind somebody who did not collect (*mengingatkan yang belum mengambil*), and keep that it was done."""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import require_still
from setara.handover.acts.handing_over import standing_receipt
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Line, Reminder
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.handover.rules import Means
from setara.kernel.rulebook.days import jakarta_day


def remind(line_id: int, means: Means, note: str = "", *, actor: Actor, at: dt.datetime) -> Reminder:
    """Keep that the owner of a certificate was reminded, by what means, and what was agreed.

    Raises NotPermitted, CeremonyRefused (``already_collected``), Line.DoesNotExist.
    """
    with transaction.atomic():
        hold_chain()
        line = Line.objects.select_related("certificate", "ceremony").get(pk=line_id)
        require_still(actor, Act.HAND_OVER, line.about)
        if standing_receipt(line.certificate) is not None:
            raise CeremonyRefused("already_collected")
        reminder = Reminder.objects.create(line=line, means=means, note=note.strip()[:500], at=at, by=actor.id)
        data: dict[str, str | int | None] = {"certificate": line.certificate_id, "means": means}
        append([Draft(line.ceremony.stream, "owner.reminded", jakarta_day(at), data)], actor=actor.id, at=at)
    return reminder
