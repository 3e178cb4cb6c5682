"""Reading the register of businesses: pages by name, words through the trigram index, capped counts."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from setara.intake.models import SourceRow
from setara.platform.long_lists import PAGE_SIZE, CappedCount
from setara.registry.models import OPEN, STANDING, Business, CandidatePair, Merge
from setara.registry.text_index import matching

COUNT_CAP = 10_000
READ_AT_ONCE = 2_000
TEXT_INDEX = "registry_business_text"
SEARCHED = ("name", "nib", "product")
SEARCHED_WITH_PERSONAL = (*SEARCHED, "owner")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks; `personal` lets the words be sought among owners too.

    `within` names the districts that the reader may see at all; None: all, also the unknown one.
    """

    district_code: str | None = None
    words: tuple[str, ...] = ()
    personal: bool = False
    within: AbstractSet[str] | None = None


@dataclass(frozen=True, slots=True)
class BusinessRow:
    """A line of the register of businesses."""

    id: int
    name: str
    nib: str
    district_code: str
    product: str
    workers: int | None


ROW_FIELDS = tuple(BusinessRow.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class BusinessPage:
    """Some lines and the place where the next page begins; None at the end."""

    rows: tuple[BusinessRow, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class PairPage:
    """Some pairs and the place where the next page begins; None at the end."""

    rows: tuple[CandidatePair, ...]
    after: int | None


def page(filters: Filters, after: int | None = None, size: int = PAGE_SIZE) -> BusinessPage:
    """Return the lines by name that follow the business `after`; from the start where it is gone."""
    found = _restricted(filters)
    known = _in_districts(filters.within)
    place = known.filter(id=after).values_list("name_key", flat=True).first() if after else None
    if place is not None:
        found = found.filter(Q(name_key__gt=place) | Q(name_key=place, id__gt=after), name_key__gte=place)
    rows = [BusinessRow(*row) for row in found.order_by("name_key", "id").values_list(*ROW_FIELDS)[: size + 1]]
    return BusinessPage(tuple(rows[:size]), rows[size - 1].id if len(rows) > size else None)


def every(filters: Filters) -> Iterator[Business]:
    """Yield all that the filters let through, by name, in one reading: as it stands at this moment."""
    return _restricted(filters).order_by("name_key", "id").iterator(READ_AT_ONCE)


def total(filters: Filters) -> CappedCount:
    """Count up to the cap."""
    number = _restricted(filters).order_by()[: COUNT_CAP + 1].count()
    return CappedCount.up_to(COUNT_CAP, number)


def whole(business_id: int, within: AbstractSet[str] | None) -> Business | None:
    """Return one business with its source row; None also where it lies outside the districts."""
    return _in_districts(within).select_related("source__file").filter(id=business_id).first()


def pairs_of(
    business_id: int, within: AbstractSet[str] | None, most: int = 50
) -> tuple[tuple[CandidatePair, Business], ...]:
    """Return the businesses within the districts that may be this one, each with the open question."""
    seen = _in_districts(within).values("id")
    either = Q(first=business_id, second__in=seen) | Q(second=business_id, first__in=seen)
    found = CandidatePair.objects.filter(OPEN, either)
    pairs = found.select_related("first", "second").order_by("id")[:most]
    return tuple((pair, pair.second if pair.first_id == business_id else pair.first) for pair in pairs)


def open_pairs(reason: str | None = None, after: int | None = None, size: int = PAGE_SIZE) -> PairPage:
    """Return the pairs that wait for a decision, the one found first in front, behind the pair `after`."""
    found = CandidatePair.objects.filter(OPEN, id__gt=after or 0)
    if reason is not None:
        found = found.filter(reason=reason)
    rows = list(found.select_related("first", "second").order_by("id")[: size + 1])
    return PairPage(tuple(rows[:size]), rows[size - 1].pk if len(rows) > size else None)


def open_by_reason() -> dict[str, int]:
    """Count the pairs that wait for a decision by the reason why they are asked."""
    counted = CandidatePair.objects.filter(OPEN).order_by().values_list("reason")
    return dict(counted.annotate(Count("id")))


def whole_pair(pair_id: int) -> CandidatePair | None:
    """Return one pair with both businesses and what they were read from."""
    pairs = CandidatePair.objects.select_related("first__source__file", "second__source__file", "merge")
    return pairs.filter(id=pair_id).first()


def merges_into(business_id: int, most: int = 50) -> tuple[Merge, ...]:
    """Return the merges that stand of which this business is what stayed, the latest in front."""
    found = Merge.objects.filter(kept=business_id, undone_at=None).select_related("gone")
    return tuple(found.order_by("-id")[:most])


def whole_merge(merge_id: int) -> Merge | None:
    """Return one merge with both businesses."""
    return Merge.objects.select_related("kept", "gone").filter(id=merge_id).first()


def source_row(row_id: int) -> SourceRow | None:
    """Return the row of a workbook as it was read."""
    return SourceRow.objects.select_related("file").filter(id=row_id).first()


def _restricted(filters: Filters) -> QuerySet[Business]:
    found = _in_districts(filters.within).filter(STANDING)
    if filters.district_code is not None:
        found = found.filter(district_code=filters.district_code)
    if not filters.words:
        return found
    columns = SEARCHED_WITH_PERSONAL if filters.personal else SEARCHED
    return matching(found, TEXT_INDEX, columns, filters.words)


def _in_districts(within: AbstractSet[str] | None) -> QuerySet[Business]:
    if within is None:
        return Business.objects.all()
    return Business.objects.filter(district_code__in=sorted(within))
