"""Desks of a ceremony (*meja*): how many, whom each serves, who helps there."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from setara.accounts.models import User
from setara.accounts.queries import holders_of
from setara.handover.acts.planning import MOST_DESKS, set_desks, set_helpers
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Desk
from setara.kernel.access.acts import Act
from setara.web.asking import number_of, numbers_of
from setara.web.officer.ceremonies import found
from setara.web.security import actor_of, needs
from setara.words.handover import ceremony_refusal


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A desk, the districts that it serves with their envelopes, and who helps there."""

    desk: Desk
    districts: tuple[tuple[str, int], ...]
    helpers: frozenset[int]

    @property
    def envelopes(self) -> int:
        """How many envelopes lie there."""
        return sum(number for _, number in self.districts)


@needs(Act.PLAN_CEREMONY)
@require_http_methods(["GET", "HEAD", "POST"])
def desks(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The desks; posted with ``number``, so many of them, or with ``desk``, who helps there."""
    event = found(ceremony_id)
    if request.method != "POST":
        return _page(request, event)
    desk = number_of(request.POST, "desk")
    try:
        if desk is None:
            _set_number(request, event)
        else:
            _set_helpers(request, event, desk)
    except CeremonyRefused as refused:
        return _page(request, found(ceremony_id), ceremony_refusal(refused.code), 409)
    except (Desk.DoesNotExist, User.DoesNotExist):
        return _page(request, event, _("The desk or the account is not there any more."), 409)
    messages.success(request, _("Recorded."))
    return HttpResponseRedirect(reverse("desks", args=[event.pk]))


def _set_number(request: HttpRequest, event: Ceremony) -> None:
    number = number_of(request.POST, "number", 999)
    if number is None:
        raise CeremonyRefused("number_missing")
    set_desks(event.pk, number, actor=actor_of(request), at=timezone.now())


def _set_helpers(request: HttpRequest, event: Ceremony, desk_id: int) -> None:
    desk = event.desks.get(pk=desk_id)
    set_helpers(desk.pk, numbers_of(request.POST, "helper"), actor=actor_of(request), at=timezone.now())


def _page(request: HttpRequest, event: Ceremony, refusal: str = "", status: int = 200) -> HttpResponse:
    lines = lines_of_desks(event)
    helping = {pk for line in lines for pk in line.helpers}
    could = list(holders_of((Act.HELP_AT_DESK, Act.HAND_OVER), timezone.localdate()))
    # Whoever helps keeps her box though her grant has ended, so that nobody is dropped unseen.
    could += list(User.objects.filter(pk__in=helping - {one.pk for one in could}).order_by("name", "email"))
    words = {
        "event": event,
        "lines": lines,
        "people": could,
        "most": MOST_DESKS,
        "number": len(lines) or 4,
        "is_open": event.closed_at is None,
        "refusal": refusal,
    }
    return render(request, "officer/ceremony_desks.html", words, status=status)


def lines_of_desks(event: Ceremony) -> list[DeskLine]:
    """Return the desks of an event in order, in three queries."""
    served: dict[int, dict[str, int]] = {}
    placed = event.lines.filter(desk__isnull=False).order_by("certificate__district_code")
    for desk_id, code in placed.values_list("desk", "certificate__district_code"):
        if desk_id is not None:
            numbers = served.setdefault(desk_id, {})
            numbers[code] = numbers.get(code, 0) + 1
    standing = event.desks.prefetch_related("helpers")
    return [
        DeskLine(one, tuple(served.get(one.pk, {}).items()), frozenset(helper.pk for helper in one.helpers.all()))
        for one in standing
    ]
