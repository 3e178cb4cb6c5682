"""Merge two businesses that are one (*penggabungan IKM*) with their certificates, and undo it whole."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.certificates.models import Certificate, OtherDocument
from setara.certificates.served import keeping_served
from setara.history.chain import Draft
from setara.history.store import append, hold_chain, salted_digest
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.intake.merging import BusinessEntry, Obstacle, Side, SinceMerge, obstacles
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.acts.joining import hold_both, hold_merge, join, left_by, merges_since, part
from setara.registry.acts.pairs import MergeRefused
from setara.registry.models import Merge

Values = Mapping[str, str | int | None]


def merge_businesses(
    kept_id: int,
    gone_id: int,
    choices: Mapping[str, Side],
    *,
    actor: Actor,
    at: dt.datetime,
    seen: str | None = None,
) -> Merge:
    """Let one business take the chosen values, the certificates and the open questions of the other.

    The other is kept, hidden, and names the one that stands; imports that speak of it mean that one. A field without
    a choice stays as it is. `seen` is what `records_digest` gave for the records on which the choice was made.
    Appends to the history of both. Raises NotPermitted, Business.DoesNotExist, MergeRefused.
    """
    require(actor, Act.MERGE)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.MERGE)
        kept, gone = hold_both(kept_id, gone_id)
        if not choices.keys() <= kept.values.keys():
            raise MergeRefused("not_a_field")
        if seen not in (None, records_digest(kept.values, gone.values)):
            raise MergeRefused("changed_meanwhile")
        merge = join(kept, gone, choices, actor=actor, at=at)
        merge.certificates = {
            "stayed": _certificates_of(kept_id),
            "moved": _certificates_of(gone_id),
            "documents": _documents_to_move(kept_id, gone_id),
        }
        with keeping_served({kept_id, gone_id}):
            Certificate.objects.filter(business=gone_id).update(business=kept_id)
        OtherDocument.objects.filter(pk__in=merge.certificates["documents"]).update(business=kept_id)
        merge.save(update_fields=["certificates"])
        _append(merge, BusinessEntry.MERGED, BusinessEntry.MERGED_AWAY, actor, at)
    return merge


def undo_merge(merge_id: int, *, actor: Actor, at: dt.datetime) -> Merge:
    """Put everything back as it was before a merge: values, certificates, questions.

    Appends to the history of both. Raises NotPermitted, Merge.DoesNotExist, MergeRefused with the later acts that
    stand in the way.
    """
    require(actor, Act.MERGE)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.MERGE)
        merge = hold_merge(merge_id)
        if found := in_the_way(merge):
            raise MergeRefused("later_acts", found)
        part(merge, actor=actor, at=at)
        with keeping_served({merge.kept_id, merge.gone_id}):
            Certificate.objects.filter(pk__in=merge.certificates["moved"]).update(business=merge.gone_id)
        OtherDocument.objects.filter(pk__in=merge.certificates["documents"]).update(business=merge.gone_id)
        _append(merge, BusinessEntry.PARTED, BusinessEntry.PARTED, actor, at)
    return merge


def in_the_way(merge: Merge) -> tuple[Obstacle, ...]:
    """Name the later acts that forbid undoing a merge."""
    there = merge.certificates
    return obstacles(
        SinceMerge(
            left=left_by(merge),
            now=merge.kept.values,
            certificates_left={*there["stayed"], *there["moved"]},
            certificates_now=set(_certificates_of(merge.kept_id)),
            later_merges=merges_since(merge),
        )
    )


def records_digest(kept: Values, gone: Values) -> str:
    """Digest of two records as they stand, for finding that one changed between looking and deciding."""
    return salted_digest(b"", _flat({Side.KEPT: kept, Side.GONE: gone}))


def merge_digest(merge: Merge) -> str:
    """Salted digest of what a merge was: both records, the choices, the certificates; for the history."""
    content = _flat({**merge.values, "choices": merge.choices})
    content |= {f"certificates.{part}": ",".join(map(str, keys)) for part, keys in merge.certificates.items()}
    return salted_digest(bytes(merge.salt), content)


def _flat(parts: Mapping[str, Values]) -> dict[str, str | int | None]:
    return {f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()}


def _append(merge: Merge, of_kept: BusinessEntry, of_gone: BusinessEntry, actor: Actor, at: dt.datetime) -> None:
    on, digest = jakarta_day(at), merge_digest(merge)
    drafts = [
        Draft(one.stream, kind, on, {"merge": merge.pk, "other": other.pk, "digest": digest})
        for one, other, kind in ((merge.kept, merge.gone, of_kept), (merge.gone, merge.kept, of_gone))
    ]
    append(drafts, actor=actor.id, at=at)


def _certificates_of(business_id: int) -> list[int]:
    return list(Certificate.objects.filter(business=business_id).order_by("pk").values_list("pk", flat=True))


def _documents_to_move(kept_id: int, gone_id: int) -> list[int]:
    """Other documents of the one that goes; a document that both have stays where it is, twice is once too often."""
    there = set(OtherDocument.objects.filter(business=kept_id).values_list("name", "number"))
    documents = OtherDocument.objects.filter(business=gone_id).order_by("pk").values_list("pk", "name", "number")
    return [pk for pk, name, number in documents if (name, number) not in there]
