"""Take in a file that somebody hands in on screen, and look into it at once."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.db import transaction

from setara.accounts.permission import require
from setara.files.models import StoredFile
from setara.files.store import ContentStore
from setara.intake.models import Upload
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.intake.records import ListKind
from setara.kernel.intake.survey import SheetSurvey, survey
from setara.platform.tables.archive import MAX_TOTAL
from setara.platform.tables.reading import FileRefused, file_digest, open_book

LARGEST = MAX_TOTAL
"""Bytes of a file: no more than its parts may hold unpacked."""
LONGEST_NAME = 200
"""Bytes of a name; file systems take 255."""
MOST_SHEETS = 100
"""Sheets whose columns are kept to be looked at; those that follow are read all the same."""
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it comes: its name, its content piece by piece, which list it is said to hold."""

    name: str
    pieces: Iterable[bytes]
    kind: ListKind
    budget_year: int | None = None


def receive_file(handed: HandedIn, store: ContentStore, *, actor: Actor, at: dt.datetime) -> Upload:
    """Keep a file and what its sheets look like; what nothing can be read of is not kept.

    Raises NotPermitted, FileRefused.
    """
    require(actor, Act.IMPORT)
    store.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store.root, prefix=".incoming-") as folder:
        file = Path(folder) / plain_name(handed.name)
        size = _write(handed.pieces, file)
        form, sheets = _look(file, handed.kind)
        sha256 = file_digest(file)
        store.take(file, sha256)
    with transaction.atomic():
        defaults = {"size": size, "media_type": MEDIA_TYPES[form], "stored_at": at}
        StoredFile.objects.get_or_create(sha256=sha256, defaults=defaults)
        return Upload.objects.create(
            sha256=sha256,
            size=size,
            name=file.name,
            list_kind=handed.kind,
            budget_year=handed.budget_year if handed.kind is ListKind.CERTIFICATES else None,
            sheets=[asdict(sheet) for sheet in sheets],
            received_at=at,
            actor=actor.id,
        )


def plain_name(name: str) -> str:
    """The name of a file without folders and what is no part of a name, cut where it is too long; its ending stays."""
    shown = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip(" .")
    stem, dot, ending = shown.rpartition(".") if "." in shown else (shown, "", "")
    ending = dot + ending[:10]
    return stem.encode()[: LONGEST_NAME - len(ending.encode())].decode(errors="ignore") + ending or "berkas"


@contextmanager
def under_its_name(upload: Upload, store: ContentStore) -> Iterator[Path]:
    """Let a kept file be read under the name that it was handed in with: it names the sheet of a text table."""
    with tempfile.TemporaryDirectory(prefix="setara-") as folder:
        link = Path(folder) / upload.name
        link.symlink_to(store.path(upload.sha256).resolve())
        yield link


def _write(pieces: Iterable[bytes], file: Path) -> int:
    size = 0
    with file.open("wb") as stream:
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise FileRefused("too_large", limit=LARGEST // 2**20)
            stream.write(piece)
    return size


def _look(file: Path, kind: ListKind) -> tuple[str, list[SheetSurvey]]:
    with open_book(file) as book:
        sheets = [survey(source.sheet, source.rows(), kind) for source in book.sources]
        form = book.format
    sheets[MOST_SHEETS:] = [replace(sheet, columns=()) for sheet in sheets[MOST_SHEETS:]]
    if not any(sheet.columns for sheet in sheets):
        raise FileRefused("empty_file" if all(sheet.is_empty for sheet in sheets) else "not_a_list")
    return form, sheets
