"""Move the body's original (*pindah posisi sertifikat asli*)."""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import require
from setara.certificates.acts.decisions import DecisionRefused, refresh
from setara.certificates.acts.holding import hold
from setara.certificates.models import Certificate
from setara.history.chain import Draft
from setara.history.store import append
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import Custody, EntryKind
from setara.kernel.rulebook.days import jakarta_day


def move_custody(certificate_id: int, to: Custody, *, actor: Actor, at: dt.datetime, on: dt.date) -> Certificate:
    """Record where the original is from a day on; moving it to where it is changes nothing.

    Raises NotPermitted, DecisionRefused for a day that has not come.
    """
    require(actor, Act.MOVE_CUSTODY)
    today = jakarta_day(at)
    if on > today:
        raise DecisionRefused("custody_in_future")
    with transaction.atomic():
        certificate = hold(certificate_id, actor, Act.MOVE_CUSTODY)
        if certificate.custody != to:
            data: dict[str, str | int | None] = {"custody": str(to)}
            append([Draft(certificate.stream, EntryKind.CUSTODY_MOVED, on, data)], actor=actor.id, at=at)
            refresh(certificate, today)
    return certificate
