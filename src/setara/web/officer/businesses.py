"""The register of businesses, the page of one, and the source row behind a record."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from setara.certificates import queries as certificates
from setara.intake.queries import answers_for
from setara.kernel.access.rules import Act, refusal
from setara.kernel.rulebook.regions import districts_of
from setara.registry import queries
from setara.registry.text_index import searchable
from setara.web.asking import choice_of, number_of, text_of
from setara.web.officer.next_step import step_for
from setara.web.officer.remembered import lines_of
from setara.web.security import actor_of, needs


def sees_personal(request: HttpRequest) -> bool:
    """Say whether owner, NIK, telephone and address may be shown to this person."""
    return refusal(actor_of(request), Act.SEE_PERSONAL) is None


@needs(Act.SEE_REGISTER)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Businesses by name; a district and words restrict."""
    text = text_of(request.GET, "q")
    district = choice_of(request.GET, "district", frozenset(districts_of(settings.PROVINCE)))
    filters = queries.Filters(district, searchable(text), personal=sees_personal(request))
    is_too_short, after = bool(text) and not filters.words, number_of(request.GET, "after")
    page = queries.BusinessPage((), None) if is_too_short else queries.page(filters, after)
    numbers = certificates.numbers_by_business([row.id for row in page.rows])
    here: dict[str, str | int] = {name: value for name, value in (("q", text), ("district", district)) if value}
    words = {
        "text": text,
        "is_too_short": is_too_short,
        "chosen_district": district,
        "districts": sorted(districts_of(settings.PROVINCE).values(), key=lambda one: (one.kind, one.name)),
        "total": None if is_too_short else queries.total(filters),
        "rows": [(row, numbers.get(row.id, 0)) for row in page.rows],
        "next": "?" + urlencode({**here, "after": page.after}) if page.after else "",
        "first": "?" + urlencode(here) if after else "",
    }
    return render(request, "officer/businesses.html", words)


@needs(Act.SEE_REGISTER)
@require_safe
def business(request: HttpRequest, business_id: int) -> HttpResponse:
    """One business: facts, certificates, look-alikes."""
    found, today = queries.whole(business_id), timezone.localdate()
    if found is None:
        raise Http404
    words = {
        "business": found,
        "is_personal_shown": sees_personal(request),
        "rows": [(row, step_for(row, today)) for row in certificates.of_business(business_id)],
        "documents": certificates.other_documents_of(business_id),
        "pairs": queries.pairs_of(business_id),
    }
    return render(request, "officer/business.html", words)


@needs(Act.SEE_PERSONAL)
@require_safe
def source(request: HttpRequest, row_id: int) -> HttpResponse:
    """A row of a workbook as it was read, cell by cell; it may hold personal data."""
    row = queries.source_row(row_id)
    if row is None:
        raise Http404
    given = [(answer, 0) for answer in answers_for(row_id)]
    return render(request, "officer/source.html", {"row": row, "answers": lines_of(given, is_personal_shown=True)})
