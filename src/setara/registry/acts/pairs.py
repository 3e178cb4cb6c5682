"""Decide of two businesses that may be one."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from setara.accounts.permission import require
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.rules import Act, Actor
from setara.kernel.intake.merging import BusinessEntry, Obstacle
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.models import CandidatePair


class MergeRefused(Exception):
    """A decision on two businesses that cannot stand; `obstacles` names the later acts in the way of an undoing.

    Codes: ``already_decided same_business merged_away not_a_field changed_meanwhile already_undone later_acts``.
    """

    def __init__(self, code: str, obstacles: Sequence[Obstacle] = ()) -> None:
        super().__init__(code)
        self.code, self.obstacles = code, tuple(obstacles)


def keep_apart(pair_id: int, *, actor: Actor, at: dt.datetime) -> CandidatePair:
    """Record that the two are not the same (*bukan IKM yang sama*); no import asks of these two again.

    Appends to the history of both. Raises NotPermitted, CandidatePair.DoesNotExist, MergeRefused.
    """
    require(actor, Act.MERGE)
    with transaction.atomic():
        hold_chain()
        pair = CandidatePair.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair_id)
        if pair.decided_at is not None:
            raise MergeRefused("already_decided")
        pair.decided_at, pair.decided_by = at, actor.id
        pair.save(update_fields=["decided_at", "decided_by"])
        drafts = [
            Draft(one.stream, BusinessEntry.KEPT_APART, jakarta_day(at), {"other": other.pk})
            for one, other in ((pair.first, pair.second), (pair.second, pair.first))
        ]
        append(drafts, actor=actor.id, at=at)
    return pair
