"""Issuing runs: the list, and one run live."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from setara.issuance.acts.retry import retry_row
from setara.issuance.models import RunState
from setara.issuance.tasks import issue_year
from setara.kernel.access.acts import Act
from setara.kernel.rulebook.days import jakarta_day
from setara.platform.exclusive import HeldElsewhere
from setara.web.officer import queries
from setara.web.officer.forms import YearForm
from setara.web.security import actor_of, needs
from setara.words.certificates import REFUSAL_WORDS


@needs(Act.SEE_RUNS)
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The latest runs; while one is open or asked for, the page asks for them by itself."""
    this_year = YearForm(initial={"year": jakarta_day(timezone.now()).year})
    return render(request, "officer/runs.html", words_of_all() | {"form": this_year})


@needs(Act.SEE_RUNS)
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The part of the list that changes, for the script that refreshes it."""
    response = render(request, "officer/runs_latest.html", words_of_all())
    response["Cache-Control"] = "no-store"
    return response


@needs(Act.ISSUE)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Hand a year to the worker, which issues what is missing; the page may be closed."""
    form = YearForm(request.POST)
    if not form.is_valid():
        return render(request, "officer/runs.html", words_of_all() | {"form": form}, status=422)
    year = form.cleaned_data["year"]
    if queries.is_anything_missing(year):
        issue_year.enqueue(year, actor_of(request).id)
        messages.success(request, _("The worker issues what is missing; its run appears here in a moment."))
    else:
        messages.info(request, _("Nothing is missing for %(year)s.") % {"year": year})
    return HttpResponseRedirect(reverse("runs"))


@needs(Act.SEE_RUNS)
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run; while it is open the page asks for its progress by itself."""
    return render(request, "officer/run.html", words_of(run_id))


@needs(Act.SEE_RUNS)
@require_safe
def progress(request: HttpRequest, run_id: int) -> HttpResponse:
    """The part of the page that changes, for the script that refreshes it."""
    response = render(request, "officer/run_progress.html", words_of(run_id))
    response["Cache-Control"] = "no-store"
    return response


@needs(Act.ISSUE)
@require_POST
def retry(request: HttpRequest, run_id: int, row_id: int) -> HttpResponse:
    """Try one failed row again and say what came of it."""
    try:
        row = retry_row(run_id, row_id, actor=actor_of(request), at=timezone.now())
    except HeldElsewhere:
        messages.warning(request, _("A run is at work just now; try again when it has finished."))
    else:
        if row is None:
            raise Http404
        if row.state == RunState.DONE:
            messages.success(request, _("The sheet is issued."))
        else:
            messages.error(request, _("It failed again: mend the reason first."))
    return HttpResponseRedirect(reverse("run", args=[run_id]))


def words_of_all() -> dict[str, object]:
    """Gather what the list of runs shows."""
    lines = queries.runs()
    at_work = queries.is_at_work(lines)
    return {"runs": lines, "at_work": at_work, "is_live": at_work or any(line.is_open for line in lines)}


def words_of(run_id: int) -> dict[str, object]:
    """Gather what the page of a run shows."""
    line = queries.run_line(run_id)
    if line is None:
        raise Http404
    failed = [(row, REFUSAL_WORDS.get(row.reason, row.reason)) for row in queries.failed_rows(run_id)]
    return {"line": line, "failed": failed, "at_work": queries.is_at_work([line])}
