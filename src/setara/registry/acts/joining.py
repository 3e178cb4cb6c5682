"""Make one business of two, and two of one again: what the register of businesses knows of it.

Parts of the acts in `certificates.acts.merging`, inside their transaction and with the chain held.
"""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from setara.kernel.access.rules import Actor
from setara.kernel.intake.likeness import block, name_key
from setara.kernel.intake.merging import Side, differing, merged
from setara.registry.acts.pairs import MergeRefused
from setara.registry.acts.registering import apply_changes
from setara.registry.models import Business, CandidatePair, Guise, Merge

Row = TypeVar("Row", bound=Model)


def hold_both(kept_id: int, gone_id: int) -> tuple[Business, Business]:
    """Lock two standing businesses that may become one. Raises Business.DoesNotExist, MergeRefused."""
    if kept_id == gone_id:
        raise MergeRefused("same_business")
    found = {one.pk: one for one in _locked(kept_id, gone_id)}
    if len(found) < 2:
        raise Business.DoesNotExist
    pair = CandidatePair.objects.select_for_update().filter(first=min(found), second=max(found)).first()
    if pair is not None and pair.decided_at is not None:
        raise MergeRefused("already_decided")
    if any(one.merged_into_id is not None for one in found.values()):
        raise MergeRefused("merged_away")
    return found[kept_id], found[gone_id]


def join(kept: Business, gone: Business, choices: Mapping[str, Side], *, actor: Actor, at: dt.datetime) -> Merge:
    """Let `kept` take over what was chosen, and `gone` stand for it from now on."""
    before = {Side.KEPT: kept.values, Side.GONE: gone.values}
    different = differing(kept.values, gone.values)
    merge = Merge.objects.create(
        kept=kept,
        gone=gone,
        choices={name: choices.get(name, Side.KEPT) for name in different},
        values=before,
        salt=secrets.token_bytes(16),
        merged_at=at,
        merged_by=actor.id,
    )
    merge.moved = {
        "guises": _repointed(Guise.objects.filter(business=gone), business=kept),
        "businesses": _repointed(Business.objects.filter(merged_into=gone), merged_into=kept),
        "pairs": _settle_pairs(merge),
    }
    merge.save(update_fields=["moved"])
    Guise.objects.bulk_create(_guise(merge, side, before[side]) for side in Side)
    apply_changes(kept, merged(kept.values, gone.values, choices), different)
    kept.save(update_fields=[*different, "name_key", "likeness"])
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    return merge


def hold_merge(merge_id: int) -> Merge:
    """Lock a merge that stands and its two businesses. Raises Merge.DoesNotExist, MergeRefused."""
    merge = Merge.objects.select_for_update().get(pk=merge_id)
    if merge.undone_at is not None:
        raise MergeRefused("already_undone")
    found = {one.pk: one for one in _locked(merge.kept_id, merge.gone_id)}
    merge.kept, merge.gone = found[merge.kept_id], found[merge.gone_id]
    return merge


def part(merge: Merge, *, actor: Actor, at: dt.datetime) -> None:
    """Give both businesses back what they were, with their pairs; nothing may stand in the way."""
    kept, gone = merge.kept, merge.gone
    apply_changes(kept, merge.values[Side.KEPT], merge.choices)
    kept.save(update_fields=[*merge.choices, "name_key", "likeness"])
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    merge.guises.all().delete()
    Guise.objects.filter(pk__in=merge.moved["guises"]).update(business=gone)
    Business.objects.filter(pk__in=merge.moved["businesses"]).update(merged_into=gone)
    moved = CandidatePair.objects.select_for_update().filter(pk__in=merge.moved["pairs"]).order_by("pk")
    _save_ends([_renamed(pair, kept.pk, gone.pk) for pair in moved])
    merge.pairs.update(decided_at=None, decided_by="", merge=None)
    merge.undone_at, merge.undone_by = at, actor.id
    merge.save(update_fields=["undone_at", "undone_by"])


def left_by(merge: Merge) -> dict[str, str | int | None]:
    """Return the values that a merge left in the business that stayed."""
    choices = {name: Side(side) for name, side in merge.choices.items()}
    return merged(merge.values[Side.KEPT], merge.values[Side.GONE], choices)


def merges_since(merge: Merge) -> set[int]:
    """Return the later merges, not undone, of the business that stayed."""
    later = Merge.objects.filter(Q(kept=merge.kept_id) | Q(gone=merge.kept_id), undone_at=None, pk__gt=merge.pk)
    return set(later.values_list("pk", flat=True))


def _locked(*keys: int) -> list[Business]:
    return list(Business.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _repointed(found: QuerySet[Row], **change: Business) -> list[int]:
    keys = sorted(found.values_list("pk", flat=True))
    found.update(**change)
    return keys


def _guise(merge: Merge, side: Side, values: Mapping[str, str | int | None]) -> Guise:
    name, district_code = str(values["name"]), str(values["district_code"])
    return Guise(
        merge=merge,
        side=side,
        business=merge.kept,
        name=name,
        name_key=name_key(name)[:300],
        likeness=block(name, district_code)[:32],
        nib=str(values["nib"]),
        district_code=district_code,
    )


def _settle_pairs(merge: Merge) -> list[int]:
    """Settle the question of these two; let the other questions about `gone` be asked of `kept`, each once.

    What a person kept apart from the one stays apart from both. Returns the pairs that name `kept` now.
    """
    kept, gone = merge.kept_id, merge.gone_id
    concerned = CandidatePair.objects.select_for_update().filter(Q(first__in=(kept, gone)) | Q(second__in=(kept, gone)))
    by_end: dict[int, dict[int, CandidatePair]] = {kept: {}, gone: {}}
    settled, moved = [], []
    for pair in concerned.order_by("pk"):
        if {pair.first_id, pair.second_id} == {kept, gone}:
            settled.append(pair)
        else:
            end, other = (pair.first_id, pair.second_id) if pair.first_id in by_end else (pair.second_id, pair.first_id)
            by_end[end][other] = pair
    for other, pair in by_end[gone].items():
        same = by_end[kept].get(other)
        if same is None:
            moved.append(_renamed(pair, gone, kept))
        elif pair.decided_at is None:
            settled.append(pair)
        elif same.decided_at is None and pair.merge_id is None:
            settled.append(same)
    _save_ends(moved)
    CandidatePair.objects.filter(pk__in=[pair.pk for pair in settled]).update(
        merge=merge, decided_at=merge.merged_at, decided_by=merge.merged_by
    )
    return [pair.pk for pair in moved]


def _renamed(pair: CandidatePair, before: int, after: int) -> CandidatePair:
    ends = {after if end == before else end for end in (pair.first_id, pair.second_id)}
    pair.first_id, pair.second_id = min(ends), max(ends)
    return pair


def _save_ends(pairs: list[CandidatePair]) -> None:
    if pairs:
        CandidatePair.objects.bulk_update(pairs, ["first", "second"])
