"""Plan a run: which certificates get a sheet, in what order, under which slug and status index."""

import datetime as dt
import secrets
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max

from setara.certificates.models import Certificate
from setara.issuance.models import Run, RunRow
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import SheetStatus
from setara.kernel.credentials.status_list import ENTRIES

RUN_SHEET_ORDER = ("district_code", "kind", "holder", "number", "id")
"""The order of the run sheet (*susunan acara*): district by district, then kind."""


def open_run(budget_year: int, *, actor: Actor, at: dt.datetime) -> Run | None:
    """Return the open run of a year, or plan a new one; None where no certificate lacks a sheet."""
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(budget_year=budget_year, finished_at=None).first()
        if run is not None:
            return run
        # A sheet that the office withdrew stays withdrawn until somebody issues that one certificate anew.
        lacking = list(
            Certificate.objects.filter(budget_year=budget_year)
            .exclude(sheet__in=[SheetStatus.ISSUED, SheetStatus.WITHDRAWN])
            .order_by(*RUN_SHEET_ORDER)
            .values_list("pk", flat=True)
        )
        if not lacking:
            return None
        run = Run.objects.create(budget_year=budget_year, started_at=at, actor=actor.id)
        _plan(run, lacking)
        return run


def _plan(run: Run, pks: list[int]) -> None:
    indices = free_indices(len(pks))
    RunRow.objects.bulk_create(
        [
            RunRow(
                run=run,
                certificate_id=pk,
                order=order,
                slug=new_slug(),
                status_index=next(indices),
            )
            for order, pk in enumerate(pks, start=1)
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
