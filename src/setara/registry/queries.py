"""Reading the register of businesses: pages by name, words through the trigram index, capped counts."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from setara.intake.models import SourceRow
from setara.platform.long_lists import PAGE_SIZE, CappedCount
from setara.registry.models import Business, CandidatePair
from setara.registry.text_index import matching

COUNT_CAP = 10_000
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
class Pair:
    """Another business that may be the same one, and why it is thought so."""

    id: int
    name: str
    nib: str
    district_code: str
    reason: str


def page(filters: Filters, after: int | None = None, size: int = PAGE_SIZE) -> BusinessPage:
    """Return the lines by name that follow the business `after`; from the start where it is gone."""
    found = _restricted(filters)
    known = _in_districts(filters.within)
    place = known.filter(id=after).values_list("name_key", flat=True).first() if after else None
    if place is not None:
        found = found.filter(Q(name_key__gt=place) | Q(name_key=place, id__gt=after), name_key__gte=place)
    rows = [BusinessRow(*row) for row in found.order_by("name_key", "id").values_list(*ROW_FIELDS)[: size + 1]]
    return BusinessPage(tuple(rows[:size]), rows[size - 1].id if len(rows) > size else None)


def total(filters: Filters) -> CappedCount:
    """Count up to the cap."""
    number = _restricted(filters).order_by()[: COUNT_CAP + 1].count()
    return CappedCount.up_to(COUNT_CAP, number)


def whole(business_id: int, within: AbstractSet[str] | None) -> Business | None:
    """Return one business with its source row; None also where it lies outside the districts."""
    return _in_districts(within).select_related("source__file").filter(id=business_id).first()


def pairs_of(business_id: int, within: AbstractSet[str] | None, most: int = 50) -> tuple[Pair, ...]:
    """Return the businesses within the districts that may be this one; a person decides."""
    seen = _in_districts(within).values("id")
    found = CandidatePair.objects.filter(Q(first=business_id, second__in=seen) | Q(second=business_id, first__in=seen))
    pairs = found.select_related("first", "second").order_by("id")[:most]
    others = [(pair, pair.second if pair.first_id == business_id else pair.first) for pair in pairs]
    return tuple(Pair(it.id, it.name, it.nib, it.district_code, pair.reason) for pair, it in others)


def source_row(row_id: int) -> SourceRow | None:
    """Return the row of a workbook as it was read."""
    return SourceRow.objects.select_related("file").filter(id=row_id).first()


def _restricted(filters: Filters) -> QuerySet[Business]:
    found = _in_districts(filters.within)
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
