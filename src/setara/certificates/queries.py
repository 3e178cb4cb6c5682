"""Reading the register of certificates: pages, counts and facets that hold at a million rows.

A page is found by its place (``id < after``), never by an offset. Counts without words come from the roll-up; with
words they are capped. Words are sought through a trigram index (`registry.text_index`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Sum, Value
from django.db.models.functions import Cast

from setara.certificates.models import Certificate, Decision, RegisterCount
from setara.registry.text_index import matching

PAGE_SIZE = 50
COUNT_CAP = 1000
TEXT_INDEX = "certificates_certificate_text"
SEARCHED = ("holder", "number", "product", "title")
FACETS = ("kind", "district_code", "budget_year", "status", "custody")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks of the register; None does not restrict, an empty district or year 0 means: unknown."""

    kind: str | None = None
    district_code: str | None = None
    budget_year: int | None = None
    status: str | None = None
    custody: str | None = None
    words: tuple[str, ...] = ()

    def chosen(self, but: str = "") -> dict[str, str | int]:
        """Say which facets restrict, one of them left out."""
        values = {name: getattr(self, name) for name in FACETS if name != but}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register."""

    id: int
    kind: str
    number: str
    holder: str
    business_id: int
    district_code: str
    issuer: str
    product: str
    title: str
    status: str
    sheet: str
    custody: str
    issue_date: dt.date | None
    expiry_date: dt.date | None
    budget_year: int | None


ROW_FIELDS = tuple(RegisterRow.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some lines and the place where the next page begins; None at the end."""

    rows: tuple[RegisterRow, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many certificates stand under one value, the other filters in force."""

    value: str
    number: int


@dataclass(frozen=True, slots=True)
class CappedCount:
    """A number; `capped` means: at least that many."""

    number: int
    capped: bool = False


def page(filters: Filters, after: int | None = None, size: int = PAGE_SIZE) -> RegisterPage:
    """Return the lines with ids below `after`, newest first: ids by index, then only those rows."""
    found = _restricted(filters)
    if after is not None:
        found = found.filter(id__lt=after)
    ids = list(found.order_by("-id").values_list("id", flat=True)[: size + 1])
    rows = Certificate.objects.filter(id__in=ids[:size]).order_by("-id").values_list(*ROW_FIELDS) if ids else ()
    return RegisterPage(tuple(RegisterRow(*row) for row in rows), ids[size - 1] if len(ids) > size else None)


def facets(filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
    """Count every value of every facet from the roll-up, each with the other facets in force; words do not count."""
    counted = [_facet(name, filters) for name in FACETS]
    values: dict[str, list[FacetValue]] = defaultdict(list)
    for name, value, number in counted[0].union(*counted[1:], all=True):
        if number:
            values[name].append(FacetValue(value, number))
    return {name: tuple(sorted(values[name], key=lambda one: one.value)) for name in FACETS}


def total(filters: Filters, counted: dict[str, tuple[FacetValue, ...]]) -> CappedCount:
    """Count what the filters let through: exactly from the facets; with words, up to the cap."""
    if filters.words:
        number = _restricted(filters).order_by()[: COUNT_CAP + 1].count()
        return CappedCount(min(number, COUNT_CAP), number > COUNT_CAP)
    return CappedCount(sum(one.number for one in counted["kind"] if filters.kind is None or one.value == filters.kind))


def with_number(key: str, most: int = 20) -> tuple[RegisterRow, ...]:
    """Return the certificates whose number compares equal, across kinds and bodies."""
    rows = Certificate.objects.filter(number_key=key).order_by("-id").values_list(*ROW_FIELDS)[:most]
    return tuple(RegisterRow(*row) for row in rows)


def of_business(business_id: int, most: int = 200) -> tuple[RegisterRow, ...]:
    """Return the certificates of one business, newest first."""
    rows = Certificate.objects.filter(business_id=business_id).order_by("-id").values_list(*ROW_FIELDS)[:most]
    return tuple(RegisterRow(*row) for row in rows)


def numbers_by_business(business_ids: Iterable[int]) -> dict[int, int]:
    """Count the certificates of each business."""
    counted = Certificate.objects.filter(business_id__in=business_ids).order_by().values_list("business_id")
    return dict(counted.annotate(Count("id")))


def whole(certificate_id: int) -> Certificate | None:
    """Return one certificate with its business and source."""
    return Certificate.objects.select_related("business", "source__file").filter(id=certificate_id).first()


def row_of(certificate: Certificate) -> RegisterRow:
    """Return a certificate as its line in the register."""
    return RegisterRow(*(getattr(certificate, name) for name in ROW_FIELDS))


def decisions_of(certificate_id: int) -> tuple[Decision, ...]:
    """Return the decisions of the body that were recorded, in order."""
    return tuple(Decision.objects.filter(certificate_id=certificate_id))


def _restricted(filters: Filters) -> QuerySet[Certificate]:
    chosen = filters.chosen()
    found = Certificate.objects.all()
    if chosen.get("budget_year") == 0:
        chosen.pop("budget_year")
        found = found.filter(budget_year=None)
    found = found.filter(**chosen)
    return matching(found, TEXT_INDEX, SEARCHED, filters.words) if filters.words else found


def _facet(name: str, filters: Filters) -> QuerySet[RegisterCount, tuple[str, str, int]]:
    counted = RegisterCount.objects.filter(**filters.chosen(but=name)).order_by()
    return counted.values_list(Value(name), Cast(name, CharField())).annotate(Sum("number"))
