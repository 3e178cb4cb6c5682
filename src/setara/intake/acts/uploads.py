"""Preview and import a file that was handed in on screen: the import of the console, in the worker.

What a dying worker leaves can be begun again: until the one transaction of the import is through, the state stays.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.files.store import ContentStore
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.intake.acts.importing import ImportOrder, ImportResult
from setara.intake.acts.mapping import standing_mappings
from setara.intake.acts.receiving import under_its_name
from setara.intake.acts.sources import as_json
from setara.intake.models import ImportedFile, PreviewedRow, Upload, UploadState, Work
from setara.intake.outcomes import WAITING, Outcome, Settled
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.credentials.canonical import canonical
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.kernel.rulebook.days import jakarta_day
from setara.platform.exclusive import is_held, only_one
from setara.platform.tables.reading import FileRefused, FileUnreadable

MOST_LOOKED_AT = 1_000
"""Rows that need a person which a preview keeps."""
SAMPLED = 25
"""Rows which a preview keeps of each outcome that needs nobody."""
IMPORTED = "upload.imported"
Importer = Callable[[ImportOrder], ImportResult]


class UploadRefused(Exception):
    """A file with which that cannot be done now.

    Codes: ``already_imported at_work changed_since_preview import_asked_for not_previewed no_such_sheet``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """A file for the worker: what imports such a list, where the files lie, who asked, when."""

    upload_id: int
    importer: Callable[[ListKind], Importer]
    store: ContentStore
    actor: Actor
    at: dt.datetime


def basis_of(upload: Upload) -> str:
    """Digest of what decides how a file is read: its sheet, and what people said of the columns of its forms."""
    shapes = {one["shape"] for one in upload.sheets}
    mappings = standing_mappings(ListKind(upload.list_kind))
    said = {shape: list(columns) for shape, columns in mappings.items() if shape in shapes}
    return hashlib.sha256(canonical({"sheet": upload.sheet, "mappings": said})).hexdigest()


def ask_for(upload_id: int, work: Work, *, actor: Actor, sheet: str | None = None, seen: str | None = None) -> Upload:
    """Note what the worker is to do with a file; `sheet` restricts a preview (``""``: every sheet that holds the list).

    What is imported is what was previewed: `seen` is the `basis` of the preview that somebody looked at.

    Raises NotPermitted, UploadRefused, Upload.DoesNotExist.
    """
    require(actor, Act.IMPORT)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        if upload.state == UploadState.IMPORTED:
            raise UploadRefused("already_imported")
        if is_at_work(upload_id):
            raise UploadRefused("at_work")
        if work == Work.IMPORT and upload.state != UploadState.PREVIEWED:
            raise UploadRefused("not_previewed")
        holds = upload.basis == basis_of(upload)
        if work == Work.IMPORT and not (holds and seen in (None, upload.basis)):
            raise UploadRefused("changed_since_preview")
        if work == Work.PREVIEW and upload.work == Work.IMPORT and holds:
            raise UploadRefused("import_asked_for")
        if sheet is not None:
            if sheet and sheet not in {one["name"] for one in upload.sheets}:
                raise UploadRefused("no_such_sheet")
            upload.sheet = sheet
        if work == Work.PREVIEW:
            upload.state, upload.code = UploadState.RECEIVED, ""
        upload.work = work
        upload.save(update_fields=["state", "work", "sheet", "code"])
    return upload


def preview_upload(order: WorkOrder) -> None:
    """Do the import, keep what it would have given, take it back. Does nothing to a file that is imported.

    Raises NotPermitted, HeldElsewhere.
    """
    with at_work(order.upload_id) as progress:
        upload = Upload.objects.get(pk=order.upload_id)
        if upload.state == UploadState.IMPORTED:
            return
        kept, basis = _Kept(upload), basis_of(upload)
        try:
            result = _run(upload, order, progress, kept.observe, dry_run=True)
        except (FileRefused, FileUnreadable) as refused:
            _refuse(upload, refused)
            return
        with transaction.atomic():
            PreviewedRow.objects.filter(upload=upload).delete()
            PreviewedRow.objects.bulk_create(kept.rows, batch_size=200)
            upload.state, upload.work, upload.basis = UploadState.PREVIEWED, Work.NONE, basis
            _note(upload, result)
            upload.save(update_fields=["state", "work", "basis", *NOTED])


def import_upload(order: WorkOrder) -> None:
    """Import a file once, whole or not at all; the history says so in one entry. Does nothing to one not previewed.

    Raises NotPermitted, HeldElsewhere.
    """
    with at_work(order.upload_id) as progress:
        upload = Upload.objects.get(pk=order.upload_id)
        try:
            with transaction.atomic():
                hold_chain()
                require_still(order.actor, Act.IMPORT)
                upload = Upload.objects.select_for_update().get(pk=order.upload_id)
                if upload.state != UploadState.PREVIEWED:
                    return
                if upload.basis != basis_of(upload):
                    upload.state, upload.work, upload.code = UploadState.RECEIVED, Work.NONE, "changed_since_preview"
                    upload.save(update_fields=["state", "work", "code"])
                    return
                _finish(upload, _run(upload, order, progress, lambda _one: None), order)
        except (FileRefused, FileUnreadable) as refused:
            _refuse(upload, refused)


def _run(
    upload: Upload,
    order: WorkOrder,
    progress: Callable[[int], None],
    observe: Callable[[Settled], None],
    *,
    dry_run: bool = False,
) -> ImportResult:
    kind = ListKind(upload.list_kind)
    with under_its_name(upload, order.store) as path:
        return order.importer(kind)(
            ImportOrder(
                path=path,
                kind=kind,
                context=ReadingContext(settings.PROVINCE, jakarta_day(order.at), upload.budget_year),
                at=order.at,
                actor=order.actor,
                sheet=upload.sheet or None,
                dry_run=dry_run,
                progress=progress,
                observe=observe,
            )
        )


def _finish(upload: Upload, result: ImportResult, order: WorkOrder) -> None:
    upload.state, upload.work = UploadState.IMPORTED, Work.NONE
    upload.file = ImportedFile.objects.get(
        sha256=upload.sha256, list_kind=upload.list_kind, budget_year=upload.budget_year
    )
    upload.finished_at, upload.finished_by = order.at, order.actor.id
    _note(upload, result)
    upload.save()
    PreviewedRow.objects.filter(upload=upload).delete()
    data: dict[str, str | int | None] = {"sha256": upload.sha256, "list": upload.list_kind}
    data |= {outcome.value: result.outcomes[outcome] for outcome in Outcome}
    append([Draft(upload.stream, IMPORTED, jakarta_day(order.at), data)], actor=order.actor.id, at=order.at)


NOTED = ["outcomes", "skipped", "answered", "notices"]


def _note(upload: Upload, result: ImportResult) -> None:
    upload.outcomes = {outcome.value: number for outcome, number in result.outcomes.items()}
    upload.skipped, upload.answered = dict(result.skipped), result.answered
    upload.notices = [{"code": one.code, "params": dict(one.params)} for one in result.notices]


def _refuse(upload: Upload, refused: FileRefused | FileUnreadable) -> None:
    upload.state, upload.work = UploadState.REFUSED, Work.NONE
    upload.code = refused.code if isinstance(refused, FileRefused) else "not_there"
    upload.params = dict(refused.params) if isinstance(refused, FileRefused) else {}
    upload.save(update_fields=["state", "work", "code", "params"])


@dataclass(slots=True)
class _Kept:
    """The rows that a preview keeps: those that a person should look at, up to a limit, and some of the others."""

    upload: Upload
    rows: list[PreviewedRow] = field(default_factory=list)
    numbers: Counter[tuple[Outcome, bool]] = field(default_factory=Counter)

    def observe(self, one: Settled) -> None:
        is_looked_at = one.outcome in WAITING or bool(one.problems)
        self.numbers[one.outcome, is_looked_at] += 1
        looked_at = sum(number for (_, looked), number in self.numbers.items() if looked)
        if (is_looked_at and looked_at <= MOST_LOOKED_AT) or (
            not is_looked_at and self.numbers[one.outcome, False] <= SAMPLED
        ):
            values = one.record.values
            row = PreviewedRow(
                upload=self.upload,
                sheet=one.record.sheet,
                row=one.record.row,
                name=str(values.get("name") or values.get("holder") or "")[:300],
                outcome=one.outcome,
                problems=as_json(one.problems),
            )
            self.rows.append(row)


def folder_of_work() -> Path:
    """Say where locks and progress of the worker lie."""
    return Path(settings.DATA) / "uploads"


@contextmanager
def at_work(upload_id: int) -> Iterator[Callable[[int], None]]:
    """Be the only one at work on a file, and say how many rows are done; a transaction would keep it from all others.

    Raises HeldElsewhere.
    """
    with only_one(f"upload-{upload_id}", folder_of_work()):
        folder_of_work().mkdir(parents=True, exist_ok=True)
        note = folder_of_work() / f"{upload_id}.rows"

        def progress(done: int) -> None:
            note.write_text(str(done))

        progress(0)  # whoever died at it may have left his number
        try:
            yield progress
        finally:
            note.unlink(missing_ok=True)


def is_at_work(upload_id: int) -> bool:
    """Say whether a process is at work on a file just now."""
    return is_held(f"upload-{upload_id}", folder_of_work())


def rows_done(upload_id: int) -> int:
    """Say how many rows the process at work has read."""
    try:
        return int((folder_of_work() / f"{upload_id}.rows").read_text() or 0)
    except (FileNotFoundError, ValueError):
        return 0
