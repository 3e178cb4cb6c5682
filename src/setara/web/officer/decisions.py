"""The body's decisions: typed from its letter, looked at as a checker will read them, recorded; the letter itself."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from setara.accounts.permission import require
from setara.certificates.acts.decisions import DecisionRefused, Letter, check_decision
from setara.certificates.models import Certificate, Decision
from setara.issuance.acts.decide import decide
from setara.issuance.queries import DecisionInForce, published, standing_slug
from setara.issuance.verification import Asking, record_answer
from setara.kernel.access.acts import Act
from setara.kernel.certificates.states import ALLOWED_FROM, STATUS_AFTER, EntryKind
from setara.kernel.rulebook.days import jakarta_day
from setara.web.officer.certificate_acts import again, done_or_again, found
from setara.web.officer.documents import received, served
from setara.web.officer.forms import DECISION_TITLES, DecisionForm
from setara.web.public.answer import in_words
from setara.web.public.telling import Shown, shape_of, shown, texts_of
from setara.web.security import actor_of, needs
from setara.words.certificates import refusal_word


@dataclass(frozen=True, slots=True)
class Reading:
    """What a checker will read, in one language."""

    language: str
    answer: SafeString


@needs(Act.RECORD_DECISION)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, certificate_id: int, code: str) -> HttpResponse:
    """Record a decision of the body: first what a checker will read of it, then, confirmed, do it.

    Whoever comes back to this address, from signing in or another language, begins at the certificate again.
    """
    certificate = found(request, certificate_id)
    if code not in ALLOWED_FROM:
        raise BadRequest(code)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("certificate", args=[certificate.pk]))
    form, at = DecisionForm(EntryKind(code), request.POST, request.FILES), timezone.now()
    if "confirmed" not in request.POST:
        return _preview(request, certificate, form, at)

    def act() -> None:
        given, on = form.cleaned_data, jakarta_day(at)
        who, scan = actor_of(request), form.cleaned_data["scan"]
        if scan is None:
            decide(certificate.pk, form.kind, form.letter, given["effective"], actor=who, at=at, on=on)
            return
        with received(scan) as path:
            decide(certificate.pk, form.kind, form.letter, given["effective"], actor=who, at=at, on=on, scan=path)

    return done_or_again(request, certificate, form, act)


@needs(Act.SEE_PERSONAL)
@require_safe
def letter(request: HttpRequest, certificate_id: int, decision_id: int) -> HttpResponseBase:
    """The scan of a body's letter, for those who may see personal data, since it may name people."""
    certificate = found(request, certificate_id)
    require(actor_of(request), Act.SEE_PERSONAL, certificate.about)
    decision = Decision.objects.filter(certificate=certificate, id=decision_id).first()
    if decision is None or not decision.letter_sha256:
        raise Http404
    return served(decision.letter_sha256, f"surat-{certificate.pk}-{decision.pk}")


def _preview(request: HttpRequest, certificate: Certificate, form: DecisionForm, at: dt.datetime) -> HttpResponse:
    require(actor_of(request), Act.RECORD_DECISION, certificate.about)
    if not form.is_valid() or "again" in request.POST:
        return again(request, certificate, form, 422 if form.errors else 200)
    on, effective = jakarta_day(at), form.cleaned_data["effective"]
    try:
        check_decision(certificate, form.kind, form.letter, effective, on)
    except DecisionRefused as refused:
        form.add_error(None, refusal_word(refused.code))
        return again(request, certificate, form, 422)
    words = {
        "certificate": certificate,
        "form": form,
        "title": DECISION_TITLES[form.kind],
        "status": STATUS_AFTER[form.kind],
        "is_later": effective > on,
        "effective": effective,
        "readings": readings(certificate, form.kind, form.letter, effective, at),
    }
    return render(request, "officer/decision_preview.html", words)


def readings(
    certificate: Certificate, kind: EntryKind, letter: Letter, effective: dt.date, at: dt.datetime
) -> list[Reading]:
    """Say in both languages what the page behind the QR code will say on the first day; nothing without a sheet."""
    on = max(effective, jakarta_day(at))
    decision = DecisionInForce(letter.number, letter.dated, effective, letter.reason, letter.reason_en)
    sheet = published(standing_slug(certificate.pk), on, (kind, decision))
    if sheet is None:
        return []
    told = shown(record_answer(sheet, Asking(on, at)))
    return [Reading(language, _answer_in(language, told)) for language in ("id", "en")]


def _answer_in(language: str, told: Shown) -> SafeString:
    with override(language):
        texts = texts_of(told)
        words = {**texts, "words": in_words(shape_of(told, texts)), "is_quoted": True}
        return render_to_string("components/answer.html", words)
