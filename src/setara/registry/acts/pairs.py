"""Decide of two businesses that may be one."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.intake.merging import BusinessEntry, Obstacle
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.models import CandidatePair


class MergeRefused(Exception):
    """A decision on two businesses that cannot stand; `obstacles` names the later acts in the way of an undoing.

    Codes: ``already_decided not_kept_apart same_business merged_away not_a_field changed_meanwhile already_undone
    later_acts``.
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
        pair = _held(pair_id, actor)
        if pair.decided_at is not None:
            raise MergeRefused("already_decided")
        pair.decided_at, pair.decided_by = at, actor.id
        _save(pair, BusinessEntry.KEPT_APART, actor, at)
    return pair


def ask_again(pair_id: int, *, actor: Actor, at: dt.datetime) -> CandidatePair:
    """Take back that two were kept apart: the pair waits for a decision as before.

    Appends to the history of both. Raises NotPermitted, CandidatePair.DoesNotExist, MergeRefused.
    """
    require(actor, Act.MERGE)
    with transaction.atomic():
        pair = _held(pair_id, actor)
        if pair.decided_at is None or pair.merge_id is not None:
            raise MergeRefused("not_kept_apart")
        if pair.first.merged_into_id is not None or pair.second.merged_into_id is not None:
            raise MergeRefused("merged_away")
        pair.decided_at, pair.decided_by = None, ""
        _save(pair, BusinessEntry.ASKED_AGAIN, actor, at)
    return pair


def _held(pair_id: int, actor: Actor) -> CandidatePair:
    hold_chain()
    require_still(actor, Act.MERGE)
    return CandidatePair.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair_id)


def _save(pair: CandidatePair, kind: BusinessEntry, actor: Actor, at: dt.datetime) -> None:
    pair.save(update_fields=["decided_at", "decided_by"])
    both = ((pair.first, pair.second), (pair.second, pair.first))
    append(
        [Draft(one.stream, kind, jakarta_day(at), {"other": other.pk}) for one, other in both], actor=actor.id, at=at
    )
