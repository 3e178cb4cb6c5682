"""Where somebody of the office arrives, and the page that checks the history."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from setara.accounts.permission import may
from setara.certificates import queries as certificates
from setara.history import store
from setara.intake import queries as intake
from setara.kernel.access.acts import Act
from setara.platform.long_lists import CappedCount
from setara.registry import queries as businesses
from setara.web.officer.queries import is_at_work, runs
from setara.web.officer.register_filters import Asked, facets_of
from setara.web.security import actor_of, needs, seen_by

CHECKED_ON_SCREEN = 20_000
"""A longer history is checked by the console command, not while somebody waits for a page."""


ARRIVES = (Act.SEE_REGISTER, Act.SEE_RUNS, Act.MANAGE_PEOPLE)


@needs(*ARRIVES, Act.HELP_AT_DESK)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What stands in the registers and what waits; only what this person may see. Who helps at a desk goes there."""
    if not any(may(actor_of(request), act) for act in ARRIVES):
        return HttpResponseRedirect(reverse("desk_home"))
    words: dict[str, object] = {}
    if may(actor_of(request), Act.SEE_RUNS):
        latest = runs(most=3)
        words |= {"runs": latest, "at_work": is_at_work(latest)}
    if may(actor_of(request), Act.SEE_REGISTER):
        seen = seen_by(request)
        everything = certificates.Filters(scope=seen)
        counted = certificates.facets(everything)
        words |= {
            "certificates": CappedCount(certificates.among(everything, counted)),
            "businesses": businesses.total(businesses.Filters(within=seen.districts)),
            "facets": facets_of(Asked(everything, "", None), counted)[:3],
        }
    if may(actor_of(request), Act.MERGE):
        words["pairs"] = sum(businesses.open_by_reason().values())
    if may(actor_of(request), Act.APPROVE_CORRECTION):
        words["corrections"] = certificates.corrections_waiting(seen_by(request))
    if may(actor_of(request), Act.ANSWER):
        words["waiting"] = intake.waiting()
    return render(request, "officer/home.html", words)


@needs(Act.CHECK_HISTORY)
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """The head of the history; with ``?check=1`` the whole chain is walked, if it is short enough."""
    head = store.head()
    is_short = head.position <= CHECKED_ON_SCREEN
    checked = store.check() if "check" in request.GET and is_short else None
    return render(request, "officer/history.html", {"head": head, "is_short": is_short, "checked": checked})
