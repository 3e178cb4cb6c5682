"""Ceremonies: the list of them, planning one, changing what one is."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from setara.handover import queries
from setara.handover.acts.planning import change_ceremony as change
from setara.handover.acts.planning import plan_ceremony as plan
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony
from setara.kernel.access.acts import Act
from setara.kernel.handover.rules import hold
from setara.web.asking import LARGEST_ID, number_of
from setara.web.officer.ceremony_form import CeremonyForm, proposed, typed_of
from setara.web.security import actor_of, needs, seen_by
from setara.words.handover import ceremony_refusal

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Bringing:
    """What an event would bring: certificates by kind, how many districts, how many without an envelope."""

    certificates: int
    districts: int
    on_hold: int
    kinds: tuple[tuple[str, int], ...]


@needs(Act.SEE_REGISTER)
@require_safe
def ceremonies(request: HttpRequest) -> HttpResponse:
    """The events that are open, and those that were closed, the latest first."""
    seen, after = seen_by(request), number_of(request.GET, "after", LARGEST_ID)
    is_open = list(Ceremony.objects.filter(closed_at=None).order_by("on", "id")) if not after else []
    closed = Ceremony.objects.exclude(closed_at=None).order_by("-id")
    past = list((closed.filter(id__lt=after) if after else closed)[: SHOWN + 1])
    numbers = queries.progress_of([*is_open, *past[:SHOWN]], seen)
    words = {
        "open": [(one, numbers.get(one.pk, queries.NOTHING_YET)) for one in is_open],
        "closed": [(one, numbers.get(one.pk, queries.NOTHING_YET)) for one in past[:SHOWN]],
        "next": f"?after={past[SHOWN - 1].pk}" if len(past) > SHOWN else "",
        "first": reverse("ceremonies") if after else "",
    }
    return render(request, "officer/ceremonies.html", words)


@needs(Act.PLAN_CEREMONY)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_ceremony(request: HttpRequest) -> HttpResponse:
    """The form of a new event; posted, what it would bring; posted with ``confirmed``, the event."""
    offered = queries.years_on_offer()
    if request.method != "POST":
        return _form(request, CeremonyForm(offered, initial=proposed(timezone.localdate(), offered)), None)
    form = CeremonyForm(offered, request.POST)
    if not form.is_valid() or "again" in request.POST:
        return _form(request, form, None)
    if "confirmed" not in request.POST:
        return _preview(request, form, None)
    try:
        made = plan(form.details, actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        form.add_error(None, ceremony_refusal(refused.code))
        return _form(request, form, None)
    messages.success(request, _("Planned. Nothing is handed over yet; prepare stage, bundles and desks."))
    return HttpResponseRedirect(reverse("ceremony", args=[made.pk]))


@needs(Act.PLAN_CEREMONY)
@require_http_methods(["GET", "HEAD", "POST"])
def change_ceremony(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The same form of an event that stands; other years or another order are shown before they are recorded."""
    ceremony = found(ceremony_id)
    offered = queries.years_on_offer(ceremony)
    offered += [(year, 0) for year in ceremony.years if year not in dict(offered)]
    if request.method != "POST":
        return _form(request, CeremonyForm(offered, initial=typed_of(ceremony)), ceremony)
    form = CeremonyForm(offered, request.POST)
    if not form.is_valid() or "again" in request.POST:
        return _form(request, form, ceremony)
    details = form.details
    is_reordered = (sorted(details.years), details.order) != (ceremony.years, ceremony.order)
    if is_reordered and "confirmed" not in request.POST:
        return _preview(request, form, ceremony)
    try:
        change(ceremony.pk, details, actor=actor_of(request), at=timezone.now())
    except CeremonyRefused as refused:
        form.add_error(None, ceremony_refusal(refused.code))
        return _form(request, form, ceremony)
    messages.success(request, _("Changed."))
    return HttpResponseRedirect(reverse("ceremony", args=[ceremony.pk]))


def found(ceremony_id: int) -> Ceremony:
    """Return an event, or say that there is none; what of it somebody sees is decided line by line."""
    ceremony = Ceremony.objects.filter(pk=ceremony_id).first()
    if ceremony is None:
        raise Http404
    return ceremony


def _form(request: HttpRequest, form: CeremonyForm, ceremony: Ceremony | None) -> HttpResponse:
    words = {"form": form, "ceremony": ceremony, "has_years": bool(form.fields["years"].choices)}  # type: ignore[attr-defined]
    return render(request, "officer/ceremony_form.html", words, status=422 if form.errors else 200)


def _preview(request: HttpRequest, form: CeremonyForm, ceremony: Ceremony | None) -> HttpResponse:
    details = form.details
    drawn = Ceremony(pk=ceremony.pk if ceremony else None, years=details.years)
    words = {
        "form": form,
        "details": details,
        "ceremony": ceremony,
        "bringing": bringing(drawn),
        "kept": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    return render(request, "officer/ceremony_preview.html", words)


def bringing(ceremony: Ceremony) -> Bringing:
    """Count what an event with these years would bring."""
    certificates = queries.candidates(ceremony)
    kinds = Counter(one.kind for one in certificates)
    return Bringing(
        certificates=len(certificates),
        districts=len({one.district_code for one in certificates}),
        on_hold=sum(hold(one.state) is not None for one in certificates),
        kinds=tuple(kinds.most_common()),
    )
