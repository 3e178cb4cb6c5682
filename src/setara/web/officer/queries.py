"""Reading what the officer pages compose from several apps."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Count

from setara.issuance.acts.planning import certificates_wanting
from setara.issuance.models import Run, RunRow, RunState, Sheet
from setara.issuance.tasks import issue_year
from setara.platform.exclusive import is_held
from setara.platform.tasks import is_asked_for

MOST_FAILED = 200
COUNTED = (RunState.DONE, RunState.FAILED, RunState.PLANNED)


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run and how far it is."""

    run: Run
    done: int
    failed: int
    planned: int

    @property
    def total(self) -> int:
        return self.done + self.failed + self.planned

    @property
    def is_open(self) -> bool:
        return self.run.finished_at is None

    @property
    def percent(self) -> int:
        return 100 * (self.done + self.failed) // self.total if self.total else 100


def sheets_of(certificate_id: int) -> tuple[Sheet, ...]:
    """Return the sheets of a certificate, newest first, without what is signed in them."""
    sheets = Sheet.objects.filter(certificate=certificate_id).order_by("-issued_at")
    return tuple(sheets.defer("credential", "qr_text"))


def runs(most: int = 50) -> tuple[RunLine, ...]:
    """Return the latest runs with their progress, newest first."""
    latest = list(Run.objects.order_by("-id")[:most])
    counted = RunRow.objects.filter(run__in=latest).order_by().values_list("run_id", "state").annotate(Count("id"))
    numbers = {(run, state): number for run, state, number in counted}
    return tuple(RunLine(run, *(numbers.get((run.pk, state), 0) for state in COUNTED)) for run in latest)


def run_line(run_id: int) -> RunLine | None:
    """Return one run with its progress."""
    run = Run.objects.filter(id=run_id).first()
    if run is None:
        return None
    numbers = dict(run.rows.order_by().values_list("state").annotate(Count("id")))
    return RunLine(run, *(numbers.get(state, 0) for state in COUNTED))


def failed_rows(run_id: int) -> tuple[RunRow, ...]:
    """Return the rows of a run that failed, in run-sheet order."""
    failed = RunRow.objects.filter(run=run_id, state=RunState.FAILED).select_related("certificate").order_by("order")
    return tuple(failed[:MOST_FAILED])


def is_at_work(lines: Sequence[RunLine]) -> bool:
    """Say whether one of these runs is worked on, or some run will be as soon as the worker is free."""
    is_open = any(line.is_open for line in lines)
    return is_asked_for(issue_year.module_path) or (is_open and is_held("issue", Path(settings.DATA)))


def is_anything_missing(budget_year: int) -> bool:
    """Say whether a run for a year would find something to do."""
    is_open = Run.objects.filter(budget_year=budget_year, finished_at=None).exists()
    return is_open or any(not lack for _, lack in certificates_wanting(budget_year))
