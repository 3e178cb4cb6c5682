"""Scans that somebody hands in: copies of originals, letters of bodies. Checked, then kept under their digest."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from setara.files.models import StoredFile
from setara.files.store import ContentStore
from setara.platform.scans.looking import Scan, ScanRefused, look

LARGEST = 20 * 2**20
"""Bytes of one document."""


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
    scan: Scan


def checked(path: Path) -> Document:
    """Look at a file in a process under limits: PDF, PNG and JPEG of at most `LARGEST` bytes are taken.

    Raises DocumentRefused, OSError.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise DocumentRefused("document_too_large")
    with path.open("rb"):
        pass
    try:
        return Document(path, size, look(path))
    except ScanRefused as refused:
        raise DocumentRefused(f"document_{refused.code}") from refused


def keep(document: Document, store: ContentStore, at: dt.datetime) -> str:
    """Keep a checked document in the caller's transaction; return its SHA-256."""
    sha256 = store.put_file(document.path)
    StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": document.size,
            "media_type": document.scan.media_type,
            "pages": document.scan.pages,
            "width": document.scan.width,
            "height": document.scan.height,
            "stored_at": at,
        },
    )
    return sha256
