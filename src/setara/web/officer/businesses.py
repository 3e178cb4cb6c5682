"""The register of businesses, the page of one, and the source row behind a record."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from setara.accounts.permission import may
from setara.certificates import queries as certificates
from setara.certificates.acts.reading_nik import open_source_row, read_nik
from setara.intake.queries import answers_for
from setara.kernel.access.acts import Act
from setara.kernel.rulebook.regions import District, districts_of
from setara.registry import queries
from setara.registry.text_index import searchable
from setara.web.asking import choice_of, number_of, text_of
from setara.web.officer.list_columns import exports_of
from setara.web.officer.next_step import step_for
from setara.web.officer.remembered import lines_of
from setara.web.officer.time_line import time_line
from setara.web.security import actor_of, needs, seen_by
from setara.words.businesses import PAIR_REASONS


def finds_owners(request: HttpRequest, within: AbstractSet[str] | None) -> bool:
    """Say whether words may be sought among the owners of all businesses in these districts."""
    allowed = seen_by(request, Act.SEE_PERSONAL)
    return allowed.is_everything or (within is not None and all(map(allowed.holds_all_of, within)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the register of businesses."""

    filters: queries.Filters
    text: str

    @property
    def is_too_short(self) -> bool:
        """Whether there is text but no word long enough to be sought."""
        return bool(self.text) and not self.filters.words

    def address(self, after: int | None = None) -> str:
        """Write the query string of what is asked."""
        values = {"q": self.text, "district": self.filters.district_code, "after": after}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def asked_businesses(request: HttpRequest) -> Asked:
    """Read the address, for what whoever asks may see; BadRequest for a district that no link of ours names."""
    text = text_of(request.GET, "q")
    district = choice_of(request.GET, "district", frozenset(districts_of(settings.PROVINCE)))
    within = seen_by(request).districts
    return Asked(queries.Filters(district, searchable(text), finds_owners(request, within), within), text)


@needs(Act.SEE_REGISTER)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Businesses by name; a district and words restrict."""
    asked, after = asked_businesses(request), number_of(request.GET, "after")
    page = queries.BusinessPage((), None) if asked.is_too_short else queries.page(asked.filters, after)
    numbers = certificates.numbers_by_business([row.id for row in page.rows], seen_by(request))
    words = {
        "text": asked.text,
        "is_too_short": asked.is_too_short,
        "chosen_district": asked.filters.district_code,
        "districts": districts_within(asked.filters.within),
        "total": None if asked.is_too_short else queries.total(asked.filters),
        "rows": [(row, numbers.get(row.id, 0)) for row in page.rows],
        "next": asked.address(page.after) if page.after else "",
        "first": asked.address() if after else "",
        "exports": exports_of("export_businesses", asked.address()),
    }
    return render(request, "officer/businesses.html", words)


def sees_all_personal(request: HttpRequest) -> bool:
    """Say whether the personal data of every business may be shown."""
    return seen_by(request, Act.SEE_PERSONAL).is_everything


def districts_within(within: AbstractSet[str] | None) -> list[District]:
    """Return the districts that may be chosen, kabupaten before kota, by name."""
    known = districts_of(settings.PROVINCE).values()
    chosen = [one for one in known if within is None or one.code in within]
    return sorted(chosen, key=lambda one: (one.kind, one.name))


@needs(Act.SEE_REGISTER)
@require_safe
def business(request: HttpRequest, business_id: int) -> HttpResponse:
    """One business: facts, certificates, look-alikes, history; one that was merged leads to the one that stands."""
    return _business(request, business_id)


@needs(Act.SEE_PERSONAL)
@require_POST
def nik(request: HttpRequest, business_id: int) -> HttpResponse:
    """The same page with the NIK on it, once; the history says who read it."""
    found = queries.whole(business_id, seen_by(request, Act.SEE_PERSONAL).districts)
    if found is None:
        raise Http404
    read_nik(found, actor=actor_of(request), at=timezone.now())
    response = _business(request, business_id, is_nik_shown=True)
    response["Cache-Control"] = "no-store"
    return response


def _business(request: HttpRequest, business_id: int, *, is_nik_shown: bool = False) -> HttpResponse:
    seen, today = seen_by(request), timezone.localdate()
    personal = seen_by(request, Act.SEE_PERSONAL)
    found = queries.whole(business_id, seen.districts)
    if found is None:
        raise Http404
    if found.merged_into_id is not None:
        return HttpResponseRedirect(reverse("business", args=[found.merged_into_id]))
    pairs, rows = queries.pairs_of(business_id, seen.districts), certificates.of_business(business_id, seen)
    words = {
        "business": found,
        "is_personal_shown": certificates.is_personal_within(found, personal),
        "is_source_shown": found.source_id and certificates.is_source_within(found.source_id, personal),
        "is_nik_shown": is_nik_shown,
        "rows": [(row, step_for(row, today)) for row in rows],
        "documents": certificates.other_documents_of(business_id),
        "pairs": [(pair, other, PAIR_REASONS.get(pair.reason)) for pair, other in pairs],
        "merges": queries.merges_into(business_id) if may(actor_of(request), Act.MERGE) else (),
        "years": time_line(found, rows),
        "today": today,
    }
    return render(request, "officer/business.html", words)


@needs(Act.SEE_PERSONAL)
@require_safe
def source(request: HttpRequest, row_id: int) -> HttpResponse:
    """A row of a workbook as it was read, cell by cell; it may hold a NIK, so the history says who opened it."""
    row = queries.source_row(row_id)
    if row is None or not certificates.is_source_within(row_id, seen_by(request, Act.SEE_PERSONAL)):
        raise Http404
    open_source_row(row, actor=actor_of(request), at=timezone.now())
    given = [(answer, 0) for answer in answers_for(row_id)]
    words = {"row": row, "answers": lines_of(given, is_personal_shown=True)}
    response = render(request, "officer/source.html", words)
    response["Cache-Control"] = "no-store"
    return response
