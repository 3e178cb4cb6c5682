"""Take a list out of the register: who took which, when, and how many rows stands in the history (UU 27/2022)."""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import require
from setara.history.chain import Draft
from setara.history.store import append
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.rulebook.days import jakarta_day

LIST_EXPORTED = "list.exported"
STREAM = "exports"


def record_export(name: str, rows: int, *, personal: bool, actor: Actor, at: dt.datetime) -> None:
    """Record that a list of so many rows is handed out; `personal`: with owners and telephones. Raises NotPermitted."""
    require(actor, Act.SEE_PERSONAL if personal else Act.SEE_REGISTER)
    data: dict[str, str | int | None] = {"list": name, "rows": rows, "personal": int(personal)}
    with transaction.atomic():
        append([Draft(STREAM, LIST_EXPORTED, jakarta_day(at), data)], actor=actor.id, at=at)
