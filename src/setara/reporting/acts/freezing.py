"""Freeze figures (*membekukan angka*) at a named moment, for a report or a speech."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.history.chain import Draft
from setara.history.store import append, head, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.credentials.canonical import canonical
from setara.kernel.figures.definitions import definitions
from setara.kernel.figures.recounting import Figure
from setara.kernel.rulebook.days import jakarta_day
from setara.reporting.models import Snapshot
from setara.reporting.queries import figures_about

FROZEN = "figures.frozen"
LONGEST_NAME = 200


class FreezingRefused(Exception):
    """Figures that cannot be frozen; `code` says why: ``name_missing name_too_long nothing_to_freeze``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def freeze(
    name: str, *, actor: Actor, at: dt.datetime, about: str = "", figures: Sequence[Figure] | None = None
) -> Snapshot:
    """Keep figures under a name with the words that define them; nobody edits them later.

    Without `figures`, what `about` names (``year:2026``, ``ceremony:3``) is counted while nothing else is recorded, so
    that figures and head of the history are of one moment. Appends to the history: who froze what, with the digest.
    Raises NotPermitted, FreezingRefused, KeyError for a figure without a definition.
    """
    act = needed_act(about)
    require(actor, act)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise FreezingRefused("name_too_long" if name else "name_missing")
    with transaction.atomic():
        hold_chain()
        require_still(actor, act)
        frozen = figures_about(about) if figures is None else figures
        if not frozen:
            raise FreezingRefused("nothing_to_freeze")
        kept = [_with_words(one) for one in frozen]
        snapshot = Snapshot(name=name, at=at, by=actor.id, about=about, figures=kept, head=str(head()))
        snapshot.digest = snapshot_digest(snapshot)
        snapshot.save(force_insert=True)
        data: dict[str, str | int | None] = {"about": about, "digest": snapshot.digest}
        append([Draft(snapshot.stream, FROZEN, jakarta_day(at), data)], actor=actor.id, at=at)
    return snapshot


def needed_act(about: str) -> Act:
    """Say what it takes to freeze figures of something: a ceremony's planner, or who reads for the whole office."""
    return Act.PLAN_CEREMONY if about.startswith("ceremony:") else Act.CHECK_HISTORY


def snapshot_digest(snapshot: Snapshot) -> str:
    """Digest (over JCS) of everything that was frozen, for the history; there is nothing personal in it."""
    return hashlib.sha256(canonical(snapshot.content)).hexdigest()


def _with_words(one: Figure) -> dict[str, object]:
    defined = definitions()[one.code]
    return {
        "code": one.code,
        "value": one.value,
        "by": [[key, number] for key, number in one.by],
        "year": str(defined.year),
        "split": str(defined.split),
        "name": {"id": defined.name.id, "en": defined.name.en},
        "definition": {"id": defined.definition.id, "en": defined.definition.en},
    }
