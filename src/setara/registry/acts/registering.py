"""Make businesses from what a row says, and keep the questions that it raises."""

import datetime as dt
from collections.abc import Iterable, Mapping

from setara.intake.models import SourceRow
from setara.kernel.intake.likeness import block, name_key
from setara.kernel.intake.records import BUSINESS_FIELDS
from setara.platform.bulk import insert
from setara.registry.acts.matching import Named
from setara.registry.models import Business, CandidatePair

Values = Mapping[str, str | int | None]


def business_from(values: Values, at: dt.datetime) -> Business:
    """Make an unsaved business from the public value names; unknown text is empty."""
    business = Business(recorded_at=at)
    for name in BUSINESS_FIELDS:
        value = values.get(name)
        if value is not None:
            setattr(business, name, value)
    _index(business)
    return business


def changes_to(business: Business, values: Values) -> tuple[str, ...]:
    """Name the fields in which a row differs from what is registered; what the row does not say changes nothing."""
    return tuple(
        name for name in BUSINESS_FIELDS if values.get(name) is not None and getattr(business, name) != values[name]
    )


def apply_changes(business: Business, values: Values, changes: Iterable[str]) -> None:
    """Take over the changed fields, unsaved."""
    for name in changes:
        setattr(business, name, values[name])
    _index(business)


def _index(business: Business) -> None:
    business.name_key = name_key(business.name)[:300]
    business.likeness = block(business.name, business.district_code)[:32]


UPDATED_FIELDS = [*BUSINESS_FIELDS, "name_key", "likeness", "source"]


def save_businesses(
    created: list[tuple[Business, SourceRow | None]], updated: list[tuple[Business, SourceRow | None]]
) -> None:
    """Save new and changed businesses with their source rows, in few statements."""
    for business, source in (*created, *updated):
        business.source = source or business.source
    insert([business for business, _ in created])
    if updated:
        Business.objects.bulk_update({b.pk: b for b, _ in updated}.values(), UPDATED_FIELDS, batch_size=200)


def save_pairs(pairs: Iterable[tuple[Business, Business | Named, str]], at: dt.datetime) -> None:
    """Keep candidate pairs once each, whichever was first."""
    CandidatePair.objects.bulk_create(
        [
            CandidatePair(first_id=min(one.pk, other.pk), second_id=max(one.pk, other.pk), reason=reason, found_at=at)
            for one, other, reason in pairs
        ],
        ignore_conflicts=True,
    )
