"""The home of leadership: six figures, one trend, one table, one map; and the moment at which they are frozen."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from setara.accounts.permission import may
from setara.kernel.access.acts import Act
from setara.kernel.access.scope import Scope
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import Status
from setara.kernel.figures.definitions import definitions
from setara.kernel.figures.recounting import Figure
from setara.reporting import queries
from setara.reporting.acts.freezing import LONGEST_NAME, FreezingRefused, freeze
from setara.reporting.served_list import served_page
from setara.web.asking import choice_of, number_of, text_of
from setara.web.leadership.addresses import records_of
from setara.web.leadership.tile_map import tile_map
from setara.web.leadership.trend import trend
from setara.web.security import actor_of, needs, seen_by
from setara.words.certificates import short_kind, spoken, status_word
from setara.words.figures import FREEZING_WORDS

SIX = ("businesses_served", "certificates", "issued", "in_custody", "handed_over", "not_handed_over")
LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is read: its name, number and list, what it means, and how it stands to the year before."""

    code: str
    name: str
    says: str
    definition: str
    number: int
    url: str
    change: str


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility: each number with its list, the sum first, then by state."""

    name: str
    cells: tuple[tuple[int, str], ...]


@needs(Act.SEE_REGISTER)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of a budget year, within what this person may see."""
    return _page(request)


@needs(Act.CHECK_HISTORY)
@require_POST
def freeze_year(request: HttpRequest) -> HttpResponse:
    """Freeze the figures of a budget year for the whole office, under a name."""
    year = number_of(request.POST, "year", LAST_YEAR) or 0
    name = text_of(request.POST, "name", most=LONGEST_NAME + 1)
    try:
        frozen = freeze(name, about=f"year:{year}", actor=actor_of(request), at=timezone.now())
    except FreezingRefused as refused:
        return _page(request, wrong=str(FREEZING_WORDS[refused.code]), typed=name)
    return HttpResponseRedirect(reverse("snapshot", args=[frozen.pk]))


def _page(request: HttpRequest, wrong: str = "", typed: str = "") -> HttpResponse:
    scope, asked = seen_by(request), request.POST if wrong else request.GET
    kind = choice_of(asked, "kind", frozenset(Kind))
    by_year = queries.by_year(scope)
    asked_year = number_of(asked, "year", LAST_YEAR)
    year = max(by_year, default=timezone.localdate().year) if asked_year is None else asked_year
    numbers = queries.counted(scope, ("district_code",), year, {"kind": kind} if kind else None)
    may_freeze = may(actor_of(request), Act.CHECK_HISTORY)
    words = {
        "year": year,
        "years": sorted(by_year, reverse=True),
        "six": _six(year, scope),
        "trend": trend(by_year, max([year, *by_year])),
        "states": [status_word(None, status) for status in Status],
        "facilities": _facilities(year, scope),
        "map": tile_map({str(key[0]): number for key, number in numbers.items()}, year, scope, kind),
        "kinds": [(code, short_kind(code)) for code in Kind],
        "kind": kind,
        "now": timezone.now(),
        "is_whole": scope.is_everything,
        "frozen": queries.latest_snapshots() if may_freeze else (),
        "wrong": wrong,
        "typed": typed,
    }
    return render(request, "leadership/figures.html", words, status=422 if wrong else 200)


def _six(year: int, scope: Scope) -> list[Shown]:
    now, before = (
        {one.code: one for one in queries.figures_of_year(which, scope)} for which in (year, max(year - 1, 0))
    )
    return [_shown(now[code], before[code].value, before["certificates"].value > 0, year) for code in SIX]


def _shown(one: Figure, before: int, is_before_known: bool, year: int) -> Shown:
    defined = definitions()[one.code]
    return Shown(
        code=one.code,
        name=spoken(defined.name),
        says=spoken(defined.says),
        definition=spoken(defined.definition),
        number=one.value,
        url=records_of(one.code, year),
        change=_change(one.value - before, year - 1) if is_before_known else "",
    )


def _change(change: int, year: int) -> str:
    if not change:
        return _("as many as in %(year)s") % {"year": year}
    sign = "+" if change > 0 else "−"
    return _("%(change)s against %(year)s") % {
        "change": f"{sign}{number_format(abs(change), force_grouping=True)}",
        "year": year,
    }


def _facilities(year: int, scope: Scope) -> list[FacilityRow]:
    counts = queries.counted(scope, ("kind", "status"), year)
    rows = []
    for code in Kind:
        cells = [
            (counts[code, status], records_of("certificates", year, kind=code, status=status)) for status in Status
        ]
        total = sum(number for number, _ in cells)
        if total:
            url = records_of("certificates", year, kind=code)
            rows.append(FacilityRow(str(short_kind(code)), ((total, url), *cells)))
    if rows:
        urls = [
            records_of("certificates", year),
            *(records_of("certificates", year, status=status) for status in Status),
        ]
        sums = [sum(row.cells[place][0] for row in rows) for place in range(len(urls))]
        rows.append(FacilityRow(_("All facilities"), tuple(zip(sums, urls, strict=True))))
    return rows


@needs(Act.SEE_REGISTER)
@require_safe
def served(request: HttpRequest) -> HttpResponse:
    """The businesses that were served in a budget year, of one facility or any."""
    scope, kind = seen_by(request), choice_of(request.GET, "kind", frozenset(Kind))
    year = number_of(request.GET, "year", LAST_YEAR)
    if year is None:
        return HttpResponseRedirect(reverse("figures"))
    page = served_page(scope, year, kind, number_of(request.GET, "after"))
    here = f"?year={year}" + (f"&kind={kind}" if kind else "")
    words = {
        "year": year,
        "kind": kind,
        "kinds": [(code, short_kind(code)) for code in Kind],
        "total": page.total,
        "rows": page.rows,
        "next": f"{here}&after={page.after}" if page.after else "",
        "first": here if "after" in request.GET else "",
        "definition": spoken(definitions()["businesses_served"].definition),
    }
    return render(request, "leadership/served.html", words)
