"""The filters of the lines of a ceremony: read from the address, written into it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.http import urlencode

from setara.handover.models import Ceremony, Line
from setara.handover.queries import LineFilters, LineState
from setara.kernel.access.scope import Scope
from setara.kernel.certificates.kinds import Kind
from setara.kernel.handover.rules import Route
from setara.kernel.rulebook.regions import districts_of
from setara.platform.long_lists import PAGE_SIZE
from setara.web.asking import choice_of, number_of, text_of
from setara.web.officer.register_filters import UNKNOWN

MOST_TEXT = 500
"""Characters of a scanned QR text."""


@dataclass(frozen=True, slots=True)
class AskedLines:
    """What the address asks of the lines, and where the page begins."""

    filters: LineFilters
    after: int | None

    def address(self, **changes: str | int | None) -> str:
        """Write the query string of what is asked, with changes; without ``after`` it is the first page."""
        district = self.filters.district_code
        values: dict[str, str | int | None] = {
            "q": self.filters.text,
            "district": UNKNOWN if district == "" else district,
            "kind": self.filters.kind,
            "route": self.filters.route,
            "state": self.filters.state,
            **changes,
        }
        return "?" + urlencode({name: value for name, value in values.items() if value not in (None, "")})

    @property
    def restricts(self) -> bool:
        """Whether anything is filtered."""
        return self.filters != LineFilters()


def asked_lines(asked: QueryDict) -> AskedLines:
    """Read the address; BadRequest for a value that no link of ours makes."""
    district = choice_of(asked, "district", frozenset({*districts_of(settings.PROVINCE), UNKNOWN}))
    filters = LineFilters(
        text=text_of(asked, "q", MOST_TEXT),
        district_code="" if district == UNKNOWN else district,
        kind=choice_of(asked, "kind", frozenset(Kind)),
        route=choice_of(asked, "route", frozenset(Route)),
        state=choice_of(asked, "state", frozenset(LineState)),
    )
    return AskedLines(filters, number_of(asked, "after", 99_999))


def page_of(lines: "Iterable[Line]", size: int = PAGE_SIZE) -> tuple[list[Line], int | None]:
    """Cut a page off lines of which one more than a page was read, with the place where the next one begins."""
    read = list(lines)
    return read[:size], read[size - 1].position if len(read) > size else None


def districts_in(ceremony: Ceremony, scope: Scope) -> list[str]:
    """Return the districts that an event serves and somebody may see, kabupaten before kota, by code."""
    codes = ceremony.lines.order_by().values_list("certificate__district_code", flat=True).distinct()
    return sorted(code for code in codes if scope.districts is None or code in scope.districts)
