"""Scans that somebody hands in: copies of originals, letters of bodies. Checked, then kept under their digest."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from setara.files.models import StoredFile
from setara.files.store import ContentStore

LARGEST = 20 * 2**20
"""Bytes of one document."""
MEDIA_TYPES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class DocumentRefused(Exception):
    """A file that is no scan to keep; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Document:
    """A checked file that is still where it came from."""

    path: Path
    size: int
    media_type: str


def checked(path: Path) -> Document:
    """Look at a file: PDF, PNG and JPEG of at most `LARGEST` bytes are taken. Raises DocumentRefused, OSError."""
    size = path.stat().st_size
    if size > LARGEST:
        raise DocumentRefused("original_too_large")
    with path.open("rb") as stream:
        start = stream.read(16)
    for mark, name in MEDIA_TYPES.items():
        if start.startswith(mark):
            return Document(path, size, name)
    raise DocumentRefused("original_not_a_document")


def keep(document: Document, store: ContentStore, at: dt.datetime) -> str:
    """Keep a checked document in the caller's transaction; return its SHA-256."""
    sha256 = store.put_file(document.path)
    StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": document.size, "media_type": document.media_type, "stored_at": at}
    )
    return sha256
