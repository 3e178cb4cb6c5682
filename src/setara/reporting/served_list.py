"""The businesses behind the figure of businesses served: a page at a time, by place in an index."""

from dataclasses import dataclass

from django.db.models import Count

from setara.certificates.counting import ANY
from setara.certificates.models import Certificate
from setara.certificates.queries import within
from setara.kernel.access.scope import Scope
from setara.platform.long_lists import PAGE_SIZE
from setara.registry.models import Business
from setara.reporting.queries import businesses_served


@dataclass(frozen=True, slots=True)
class ServedRow:
    """A business and how many certificates of the year it has."""

    id: int
    name: str
    district_code: str
    certificates: int


@dataclass(frozen=True, slots=True)
class ServedPage:
    """Some businesses, how many there are in all, and the place where the next page begins; None at the end."""

    rows: tuple[ServedRow, ...]
    total: int
    after: int | None


def served_page(
    scope: Scope, year: int, kind: str | None = None, after: int | None = None, size: int = PAGE_SIZE
) -> ServedPage:
    """Return the businesses with a certificate of a budget year (0: unknown) within a scope, in order of recording."""
    held = Certificate.objects.filter(within(scope), budget_year=year or None)
    if kind is not None:
        held = held.filter(kind=kind)
    further = held.filter(business_id__gt=after or 0).order_by("business_id")
    ids = list(further.values_list("business_id", flat=True).distinct()[: size + 1])
    numbers = dict(held.filter(business__in=ids[:size]).order_by().values_list("business_id").annotate(Count("id")))
    found = Business.objects.filter(id__in=ids[:size]).order_by("id").values_list("id", "name", "district_code")
    rows = tuple(ServedRow(*one, numbers[one[0]]) for one in found)
    return ServedPage(
        rows, businesses_served(scope, year)[year, kind or ANY], ids[size - 1] if len(ids) > size else None
    )
