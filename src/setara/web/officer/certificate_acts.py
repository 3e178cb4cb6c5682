"""The acts on one certificate as an officer asks for them: parse, act, go back to the page."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from setara.certificates import queries
from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.decisions import DecisionRefused
from setara.certificates.acts.documents import DocumentRefused
from setara.certificates.acts.originals import file_original
from setara.certificates.models import Certificate
from setara.issuance.acts.sheets import SheetRefused, withdraw_sheet
from setara.issuance.office import content_store
from setara.issuance.queries import standing_slug
from setara.kernel.access.acts import Act
from setara.kernel.rulebook.days import jakarta_day
from setara.web.officer import certificate_page
from setara.web.officer.documents import received
from setara.web.officer.forms import CustodyForm, OriginalForm, WithdrawalForm
from setara.web.security import actor_of, needs, seen_by
from setara.words.certificates import refusal_word


@needs(Act.MOVE_CUSTODY)
@require_POST
def move(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Record where the original is."""
    certificate, form = found(request, certificate_id), CustodyForm(request.POST)

    def act() -> None:
        day, paper = form.cleaned_data["on"], form.cleaned_data["paper"]
        move_custody(certificate.pk, form.to, actor=actor_of(request), at=timezone.now(), on=day, paper=paper)

    return done_or_again(request, certificate, form, act)


@needs(Act.RECORD_DECISION)
@require_POST
def file(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Keep a copy of the original beside the record."""
    certificate, at = found(request, certificate_id), timezone.now()
    form = OriginalForm(request.POST, request.FILES)

    def act() -> None:
        with received(form.cleaned_data["copy"]) as path:
            file_original(certificate.pk, path, content_store(), actor=actor_of(request), at=at, on=jakarta_day(at))

    return done_or_again(request, certificate, form, act)


@needs(Act.WITHDRAW)
@require_POST
def withdraw(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Take the office's own sheet back."""
    certificate, form, at = found(request, certificate_id), WithdrawalForm(request.POST), timezone.now()

    def act() -> None:
        slug = standing_slug(certificate.pk)
        withdraw_sheet(slug, form.cleaned_data["why"], actor=actor_of(request), at=at, on=jakarta_day(at))

    return done_or_again(request, certificate, form, act)


def found(request: HttpRequest, certificate_id: int) -> Certificate:
    """Return the certificate or say that there is none; to whoever may not see it, there is none."""
    certificate = queries.whole(certificate_id, seen_by(request))
    if certificate is None:
        raise Http404
    return certificate


def done_or_again(request: HttpRequest, certificate: Certificate, form: Form, act: Callable[[], None]) -> HttpResponse:
    """Act on a good form and go back to the page; else show the page with what is wrong, status 422."""
    if form.is_valid():
        try:
            act()
        except (DecisionRefused, DocumentRefused, SheetRefused) as refused:
            form.add_error(None, refusal_word(refused.code))
        else:
            messages.success(request, _("Recorded in the history."))
            return HttpResponseRedirect(reverse("certificate", args=[certificate.pk]))
    return again(request, certificate, form, 422)


def again(request: HttpRequest, certificate: Certificate, form: Form, status: int) -> HttpResponse:
    """Show the page of the certificate with a form as it was filled in."""
    words = certificate_page.words_of(certificate, actor_of(request), timezone.localdate(), form)
    return render(request, "officer/certificate.html", words, status=status)
