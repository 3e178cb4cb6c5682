"""The register of certificates and the page of one."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from setara.certificates import queries
from setara.history.store import entries_of
from setara.kernel.access.acts import Act
from setara.kernel.certificates.transfers import MOST
from setara.web.officer import certificate_page
from setara.web.officer.documents import served
from setara.web.officer.list_columns import exports_of
from setara.web.officer.next_step import step_for
from setara.web.officer.originals import filed_in
from setara.web.officer.register_filters import address, asked_of, chosen_of, facets_of, hidden_fields
from setara.web.security import actor_of, needs, seen_by


@needs(Act.SEE_REGISTER)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register: filters in the address, pages by place, a next step on each line."""
    asked, today = asked_of(request.GET, seen_by(request)), timezone.localdate()
    counted = queries.facets(asked.filters)
    among = 0 if asked.is_too_short else queries.among(asked.filters, counted)
    page = queries.page(asked.filters, among, asked.after)
    total = queries.total(asked.filters, among)
    words = {
        "asked": asked,
        "total": total,
        "facets": facets_of(asked, counted),
        "chosen": chosen_of(asked),
        "rows": [(row, step_for(row, today)) for row in page.rows],
        "next": address(asked, after=page.after) if page.after else "",
        "first": address(asked) if asked.after else "",
        "hidden": hidden_fields(asked),
        "exports": exports_of("export_certificates", address(asked)),
        "can_move_all": 0 < total.number <= MOST and not total.capped,
        "move_all": f"{reverse('pile')}{address(asked, all=1)}",
    }
    return render(request, "officer/certificates.html", words)


@needs(Act.SEE_REGISTER)
@require_safe
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate: facts, three statements, custody, decisions, history, and the acts that are allowed."""
    found = queries.whole(certificate_id, seen_by(request))
    if found is None:
        raise Http404
    words = certificate_page.words_of(found, actor_of(request), timezone.localdate())
    return render(request, "officer/certificate.html", words)


@needs(Act.SEE_REGISTER)
@require_safe
def original(request: HttpRequest, certificate_id: int, sha256: str) -> HttpResponseBase:
    """A copy of the original that was filed beside this record: a picture to look at, a PDF to take along."""
    found = queries.whole(certificate_id, seen_by(request))
    if found is None or sha256 not in [one for one, _ in filed_in(entries_of(found.stream))]:
        raise Http404
    return served(sha256, f"asli-{found.pk}-{sha256[:12]}")
