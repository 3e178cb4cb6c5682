"""Districts that take their certificates along as a bundle (*bundel*): chosen, and taken against a letter."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from setara.accounts.permission import may
from setara.certificates.acts.decisions import DecisionRefused
from setara.certificates.acts.documents import DocumentRefused, checked
from setara.handover import queries
from setara.handover.acts.bundling import Taker
from setara.handover.acts.bundling import take_bundle as take
from setara.handover.acts.planning import set_bundles
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Bundle, Ceremony, Line
from setara.handover.queries import LineFilters, LineState, Progress
from setara.issuance.office import content_store
from setara.kernel.access.acts import Act
from setara.kernel.certificates.states import Custody
from setara.kernel.handover.rules import Route
from setara.web.asking import number_of
from setara.web.officer.ceremonies import found
from setara.web.officer.documents import received
from setara.web.security import actor_of, needs, seen_by
from setara.words.certificates import Text, custody_word, refusal_word
from setara.words.handover import HOLD_WORDS, ceremony_refusal


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district of an event: its numbers, whether it is a bundle, and who took it."""

    code: str
    numbers: Progress
    bundle: Bundle | None

    @property
    def is_chosen(self) -> bool:
        """Whether its certificates, those on stage left out, go as a bundle."""
        return self.numbers.in_bundles > 0


class TakerForm(forms.Form):
    """Who takes a bundle along, and against what letter."""

    taken_by = forms.CharField(label=gettext_lazy("Who takes it along"), max_length=200)
    letter_number = forms.CharField(label=gettext_lazy("Number of the letter (surat tugas)"), max_length=200)
    letter = forms.FileField(
        label=gettext_lazy("Photograph of the letter (PDF, PNG or JPEG), if there is one"), required=False
    )


@needs(Act.PLAN_CEREMONY, Act.MOVE_CUSTODY)
@require_http_methods(["GET", "HEAD", "POST"])
def bundles(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The districts with their numbers; those chosen take their certificates along."""
    event = found(ceremony_id)
    if request.method != "POST":
        return _page(request, event)
    try:
        set_bundles(event.pk, request.POST.getlist("district"), actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        return _page(request, found(ceremony_id), ceremony_refusal(refused.code), 409)
    messages.success(request, _("Recorded. The other districts are served at desks."))
    return HttpResponseRedirect(reverse("bundles", args=[event.pk]))


@needs(Act.MOVE_CUSTODY)
@require_http_methods(["GET", "HEAD", "POST"])
def take_bundle(request: HttpRequest, ceremony_id: int, district: str) -> HttpResponse:
    """What a district would take along and what stays; posted, it was taken."""
    event, scope = found(ceremony_id), seen_by(request, Act.MOVE_CUSTODY)
    is_served = event.lines.filter(certificate__district_code=district).exists()
    if not is_served or (scope.districts is not None and district not in scope.districts):
        raise Http404
    form = TakerForm(request.POST, request.FILES) if request.method == "POST" else TakerForm()
    going, _staying = _parts(request, event, district)
    if not form.is_valid():
        return _taking(request, event, district, form)
    if number_of(request.POST, "expected") != len(going):
        form.add_error(None, _("Something has changed since. Look once more at what goes."))
        return _taking(request, event, district, form)
    try:
        made = _take(request, event, district, form, timezone.now())
    except CeremonyRefused as refused:
        form.add_error(None, ceremony_refusal(refused.code))
    except (DecisionRefused, DocumentRefused) as refused:
        form.add_error("letter" if isinstance(refused, DocumentRefused) else None, refusal_word(refused.code))
    else:
        messages.success(request, _("Recorded: the originals are with the district."))
        return HttpResponseRedirect(reverse("transfer", args=[made.transfer_id]))
    return _taking(request, event, district, form)


def _take(request: HttpRequest, event: Ceremony, district: str, form: TakerForm, at: dt.datetime) -> Bundle:
    given, actor, store = form.cleaned_data, actor_of(request), content_store()
    name, number, letter = given["taken_by"], given["letter_number"], given["letter"]
    if letter is None:
        return take(event.pk, district, Taker(name, number), store, actor=actor, at=at)
    with received(letter) as path:
        return take(event.pk, district, Taker(name, number, checked(path)), store, actor=actor, at=at)


def _parts(request: HttpRequest, event: Ceremony, district: str) -> tuple[list[Line], list[tuple[Line, Text]]]:
    """Part the bundle of a district into what would go and what stays, each with why."""
    filters = LineFilters(district_code=district, route=Route.BUNDLE, state=LineState.WAITING)
    lines = list(queries.chosen_lines(event, seen_by(request, Act.MOVE_CUSTODY), filters))
    going, staying = [], []
    for line in lines:
        why = queries.line_hold(line)
        if why is not None:
            staying.append((line, HOLD_WORDS[why]))
        elif line.certificate.custody != Custody.AT_PROVINCE:
            staying.append((line, custody_word(line.certificate.custody)))
        else:
            going.append(line)
    return going, staying


def _taking(request: HttpRequest, event: Ceremony, district: str, form: TakerForm) -> HttpResponse:
    going, staying = _parts(request, event, district)
    words = {"event": event, "district": district, "form": form, "going": going, "staying": staying}
    return render(request, "officer/ceremony_take.html", words, status=422 if form.errors else 200)


def _page(request: HttpRequest, event: Ceremony, refusal: str = "", status: int = 200) -> HttpResponse:
    plans = may(actor_of(request), Act.PLAN_CEREMONY)
    numbers = queries.progress_by_district(event, seen_by(request, Act.PLAN_CEREMONY if plans else Act.MOVE_CUSTODY))
    standing = event.bundles.filter(transfer__undone_at=None).select_related("transfer").order_by("pk")
    taken = {bundle.district_code: bundle for bundle in standing}
    words = {
        "event": event,
        "districts": [DistrictLine(code, one, taken.get(code)) for code, one in sorted(numbers.items())],
        "is_open": event.closed_at is None,
        "plans": plans,
        "refusal": refusal,
    }
    return render(request, "officer/ceremony_bundles.html", words, status=status)
