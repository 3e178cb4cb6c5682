"""A run: sheets for all recorded certificates of a budget year, resumed wherever it stopped."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import ceil
from pathlib import Path

from django.conf import settings
from django.db import transaction

from setara.accounts.permission import require
from setara.certificates.acts.recording import facts_digest
from setara.certificates.models import Certificate
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.issuance.acts.planning import open_run
from setara.issuance.acts.status_lists import publish_lists
from setara.issuance.making import Job, Made, Workshop, start_worker
from setara.issuance.models import Run, RunRow, RunState, Sheet
from setara.issuance.office import workshop
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import EntryKind, SheetStatus, sheet_refusal
from setara.kernel.rulebook.days import jakarta_day
from setara.platform.bulk import insert
from setara.platform.exclusive import only_one
from setara.platform.workers import Workers

CHUNK = 15
"""Sheets a worker makes and one transaction keeps: what a crash can cost is at most this, and is made again."""

Progress = Callable[[int, int], None]


def issue(
    budget_year: int,
    *,
    actor: Actor,
    now: Callable[[], dt.datetime],
    progress: Progress = lambda _done, _all: None,
) -> Run | None:
    """Issue every sheet that is missing for a budget year; None where none was.

    Repeatable: resumes an open run, makes nothing twice. Raises NotPermitted, HeldElsewhere where another process
    is at it, KeyTrouble.
    """
    require(actor, Act.ISSUE)
    with only_one("issue", Path(settings.DATA)):
        run = open_run(budget_year, actor=actor, at=now())
        if run is not None:
            _work(run, actor, now, progress)
        return run


def _work(run: Run, actor: Actor, now: Callable[[], dt.datetime], progress: Progress) -> None:
    total = run.rows.count()
    done = total - run.rows.filter(state=RunState.PLANNED).count()
    progress(done, total)
    with workers() as pool:
        for made in pool.results(_chunks(run, total - done, now)):
            keep(run, made, actor, now())
            done += len(made)
            progress(done, total)
    Run.objects.filter(pk=run.pk).update(finished_at=now())
    run.refresh_from_db()
    publish_lists(now())


def workers() -> Workers[Workshop, list[Job], list[Made]]:
    """Start warm processes."""
    return Workers(settings.PROCESSES, start_worker, workshop())


def _chunks(run: Run, left: int, now: Callable[[], dt.datetime]) -> Iterator[list[Job]]:
    """Plan the rows that are left in chunks, the last ones small, so that no process works long after the others."""
    last = -1
    while True:
        rows = run.rows.filter(state=RunState.PLANNED, order__gt=last).select_related("certificate").order_by("order")
        chunk = list(rows[: max(1, min(CHUNK, ceil(left / (2 * settings.PROCESSES))))])
        if not chunk:
            return
        last = chunk[-1].order
        left -= len(chunk)
        yield [job_of(row, now()) for row in chunk]


def job_of(row: RunRow, moment: dt.datetime) -> Job:
    """Say what a worker has to make for a planned row, from the facts as they stand."""
    certificate = row.certificate
    return Job(
        row=row.pk,
        facts=certificate.facts,
        basis=basis(certificate),
        slug=row.slug,
        status_index=row.status_index,
        original_sha256=certificate.original_sha256 or None,
        moment=moment.replace(microsecond=0),
    )


def basis(certificate: Certificate) -> str:
    """Name all that a sheet is made from, so that a change while it is made is found out."""
    return f"{facts_digest(certificate)} {certificate.original_sha256}"


def keep(run: Run, made: Sequence[Made], actor: Actor, at: dt.datetime) -> None:
    """Keep a chunk in one transaction: sheet, history, state, row; or none of it."""
    with transaction.atomic():
        hold_chain()
        rows = (
            RunRow.objects.select_for_update()
            .filter(run=run, state=RunState.PLANNED)
            .in_bulk([one.row for one in made])
        )
        kept: list[tuple[RunRow, Made]] = []
        certificates = Certificate.objects.select_for_update().in_bulk([row.certificate_id for row in rows.values()])
        for one in made:
            if row := rows.get(one.row):
                row.certificate = certificates[row.certificate_id]
                row.reason = one.failure or _why_not(row.certificate, one)
                row.state = RunState.FAILED if row.reason else RunState.DONE
                if not row.reason:
                    kept.append((row, one))
        for (state, reason), alike in groupby(sorted(rows.values(), key=_ended), _ended):
            RunRow.objects.filter(pk__in=[row.pk for row in alike]).update(state=state, reason=reason)
        _save_sheets(kept, actor, at)


def _ended(row: RunRow) -> tuple[str, str]:
    return row.state, row.reason


def _why_not(certificate: Certificate, made: Made) -> str:
    """Say by a code why a sheet that was made must not be kept: the world moved on meanwhile."""
    refusal = sheet_refusal(certificate.state, EntryKind.SHEET_ISSUED, certificate.facts)
    return refusal or ("" if basis(certificate) == made.basis else "changed_meanwhile")


def _save_sheets(kept: Sequence[tuple[RunRow, Made]], actor: Actor, at: dt.datetime) -> None:
    if not kept:
        return
    insert([sheet_of(row, made, at) for row, made in kept])
    append([issued_draft(row, made, at) for row, made in kept], actor=actor.id, at=at)
    pks = [row.certificate_id for row, _ in kept]
    Certificate.objects.filter(pk__in=pks).update(sheet=SheetStatus.ISSUED)


def sheet_of(row: RunRow, made: Made, at: dt.datetime) -> Sheet:
    """Make the unsaved sheet of a row."""
    return Sheet(
        slug=row.slug,
        certificate_id=row.certificate_id,
        credential=made.credential,
        qr_text=made.qr_text,
        credential_sha256=made.credential_sha256,
        payload_sha256=made.payload_sha256,
        pdf_sha256=made.pdf_sha256,
        status_index=row.status_index,
        issued_at=at,
    )


def issued_draft(row: RunRow, made: Made, at: dt.datetime) -> Draft:
    """Make the history entry of a sheet: the digests of what was signed, by which a stolen key is found out."""
    data: dict[str, str | int | None] = {
        "credential": made.credential_sha256,
        "payload": made.payload_sha256,
        "pdf": made.pdf_sha256,
    }
    return Draft(row.certificate.stream, EntryKind.SHEET_ISSUED, jakarta_day(at), data)
