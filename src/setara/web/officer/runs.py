"""Issuing runs: the list, and one run live."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from setara.kernel.access.rules import Act
from setara.web.officer import queries
from setara.web.security import needs
from setara.words.certificates import REFUSAL_WORDS


@needs(Act.SEE_RUNS)
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The latest runs."""
    return render(request, "officer/runs.html", {"runs": queries.runs()})


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


def words_of(run_id: int) -> dict[str, object]:
    """Gather what the page of a run shows."""
    line = queries.run_line(run_id)
    if line is None:
        raise Http404
    failed = [(row, REFUSAL_WORDS.get(row.reason, row.reason)) for row in queries.failed_rows(run_id)]
    return {"line": line, "failed": failed}
