"""The number that all look at: how many were handed over, for the screen beside the stage."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from setara.handover import queries
from setara.handover.models import Ceremony
from setara.kernel.access.acts import Act
from setara.kernel.certificates.kinds import Kind
from setara.web.officer.ceremonies import found
from setara.web.security import needs, seen_by


@needs(Act.SEE_REGISTER)
@require_safe
def stage_screen(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The whole screen; its numbers come anew by themselves."""
    event = found(ceremony_id)
    return render(request, "officer/stage_screen.html", _words(request, event))


@needs(Act.SEE_REGISTER)
@require_safe
def stage_numbers(request: HttpRequest, ceremony_id: int) -> HttpResponse:
    """The part of the screen that changes; no name stands in it."""
    response = render(request, "officer/stage_numbers.html", _words(request, found(ceremony_id)))
    response["Cache-Control"] = "no-store"
    return response


def _words(request: HttpRequest, event: Ceremony) -> dict[str, object]:
    by_kind = queries.progress_by_kind(event, seen_by(request))
    planned = sum(one.planned for one in by_kind.values())
    done = sum(one.handed_over for one in by_kind.values())
    return {
        "event": event,
        "planned": planned,
        "handed_over": done,
        "kinds": [(kind, by_kind[kind]) for kind in Kind if kind in by_kind],
        "is_open": event.closed_at is None,
    }
