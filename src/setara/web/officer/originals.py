"""Copies of the body's original beside its record, and the way to each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from setara.files.models import StoredFile
from setara.history.models import Entry
from setara.kernel.certificates.states import EntryKind
from setara.web.officer.names import names_of

FORMS = {"application/pdf": "PDF", "image/png": "PNG", "image/jpeg": "JPEG"}


@dataclass(frozen=True, slots=True)
class FiledOriginal:
    """A copy as it was filed; `file` is None where it was recorded and is not kept."""

    sha256: str
    who: str
    recorded_at: dt.datetime
    file: StoredFile | None
    is_latest: bool

    @property
    def is_picture(self) -> bool:
        return self.file is not None and self.file.media_type.startswith("image/")

    @property
    def form(self) -> str:
        return FORMS.get(self.file.media_type, "") if self.file else ""


def filed_originals(entries: Sequence[Entry]) -> list[FiledOriginal]:
    """Return the copies that a history names, the one that counts first."""
    filed = filed_in(entries)
    kept = StoredFile.objects.in_bulk([sha256 for sha256, _ in filed]) if filed else {}
    people = names_of(entry.actor for _, entry in filed)
    return [
        FiledOriginal(sha256, people[entry.actor], entry.recorded_at, kept.get(sha256), place == 0)
        for place, (sha256, entry) in enumerate(reversed(filed))
    ]


def filed_in(entries: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """Return the digests of the copies in a history, in order, each with the entry that filed it."""
    return [(str(entry.data["original"]), entry) for entry in entries if entry.kind == EntryKind.ORIGINAL_FILED]
