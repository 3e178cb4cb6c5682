"""Plan a run: which certificates get a sheet, in what order, under which slug and status index."""

import datetime as dt
import secrets
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Max

from setara.certificates.models import Certificate
from setara.issuance.models import Run, RunRow, RunState
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import EntryKind, SheetStatus, Status, sheet_refusal
from setara.kernel.credentials.status_list import ENTRIES

RUN_SHEET_ORDER = ("district_code", "kind", "holder", "number", "id")
"""The order of the run sheet (*susunan acara*): district by district, then kind."""


def open_run(budget_year: int, *, actor: Actor, at: dt.datetime) -> Run | None:
    """Return the open run of a year, or plan a new one; None where no sheet can be made."""
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(budget_year=budget_year, finished_at=None).first()
        if run is not None:
            return run
        wanting = certificates_wanting(budget_year)
        if all(lack for _, lack in wanting):
            return None
        run = Run.objects.create(budget_year=budget_year, started_at=at, actor=actor.id)
        plan(run, wanting)
        return run


def certificates_wanting(budget_year: int) -> list[tuple[Certificate, str]]:
    """Return the certificates of a year that should have a sheet and have none, each with the code of what it lacks."""
    without = Certificate.objects.filter(budget_year=budget_year, status=Status.ACTIVE)
    without = without.exclude(sheet__in=[SheetStatus.ISSUED, SheetStatus.WITHDRAWN]).order_by(*RUN_SHEET_ORDER)
    return [(one, sheet_refusal(one.state, EntryKind.SHEET_ISSUED, one.facts) or "") for one in without]


def plan(run: Run, wanting: Sequence[tuple[Certificate, str]]) -> None:
    """Give each certificate its row; one that lacks something has failed before it is tried."""
    indices = free_indices(len(wanting))
    RunRow.objects.bulk_create(
        [
            RunRow(
                run=run,
                certificate=certificate,
                order=order,
                slug=new_slug(),
                status_index=next(indices),
                state=RunState.FAILED if lack else RunState.PLANNED,
                reason=lack,
            )
            for order, (certificate, lack) in enumerate(wanting, start=1)
        ],
        batch_size=1000,
    )


def new_slug() -> str:
    """Draw 96 random bits for an address; never one that begins like an option of a command line."""
    while (slug := secrets.token_urlsafe(12)).startswith("-"):
        continue
    return slug


def free_indices(number: int) -> Iterator[int]:
    """Draw random free places in the status lists; a list is filled to a half, so that a place tells nothing.

    In the caller's transaction, which holds the write lock or fails on the unique index.
    """
    page = (RunRow.objects.aggregate(top=Max("status_index"))["top"] or 0) // ENTRIES
    used = set(RunRow.objects.filter(status_index__gte=page * ENTRIES).values_list("status_index", flat=True))
    while number:
        room = ENTRIES // 2 - sum(1 for index in used if index // ENTRIES == page)
        for _ in range(min(room, number)):
            index = page * ENTRIES + secrets.randbelow(ENTRIES)
            while index in used:
                index = page * ENTRIES + secrets.randbelow(ENTRIES)
            used.add(index)
            number -= 1
            yield index
        page += 1
