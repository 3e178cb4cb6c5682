"""What a file is, by its content. Its name only ever speaks against it: text that calls itself a workbook is none."""

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from setara.platform.tables.book import FileRefused

SAMPLE = 8192

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN_MARKS = (b"%PDF-", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_MARKUP = b"<"
_TEXT_MARK = b"\xef\xbb\xbf"
_FILE_PASS = 0x002F
_SMALLEST_OLE = 1536
"""Header, allocation table and directory, a sector of 512 bytes each."""


class Container(StrEnum):
    """How the bytes are laid out."""

    ZIP = "zip"
    XLS = "xls"
    TEXT = "text"


def recognise(path: Path) -> Container:
    """Say what a file is, whatever it is called.

    Refuses with `empty_file`, `encrypted` (a locked workbook in its OLE envelope), `not_a_workbook` (another OLE
    file, a page of markup, a picture, a printed document, text under a workbook's name) or `damaged`.
    """
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    if not sample:
        raise FileRefused("empty_file")
    if sample.startswith(_ZIP_MARKS):
        return Container.ZIP
    if sample.startswith(_OLE_MARK):
        return _recognise_ole(path)
    if sample.startswith(_FOREIGN_MARKS) or sample.removeprefix(_TEXT_MARK).lstrip().startswith(_MARKUP):
        raise FileRefused("not_a_workbook")
    if path.suffix.lower() in _WORKBOOK_NAMES:
        raise FileRefused("not_a_workbook")
    return Container.TEXT


def holds_macros(path: Path) -> bool:
    """Whether an xls file carries a project of macros."""
    with _mapped(path) as content:
        return _find_entry(content, "_VBA_PROJECT_CUR") >= 0


def _recognise_ole(path: Path) -> Container:
    with _mapped(path) as content:
        if any(_find_entry(content, name) >= 0 for name in ("EncryptedPackage", "EncryptionInfo")):
            raise FileRefused("encrypted")
        entry = max(_find_entry(content, name) for name in ("Workbook", "Book"))
        if entry < 0:
            raise FileRefused("damaged" if _is_cut_short(content) else "not_a_workbook")
        if _is_locked(content, entry):
            raise FileRefused("encrypted")
    return Container.XLS


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield content


def _find_entry(content: mmap.mmap, name: str) -> int:
    """Where the file holds a directory entry of this name, or -1.

    An entry is the name in 64 bytes of UTF-16 and then its length, on a boundary of 128 bytes (MS-CFB 2.6.1).
    Looking for it follows no chain of sectors that could lead in circles.
    """
    entry = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
    at = content.find(entry)
    while at >= 0 and at % 128:
        at = content.find(entry, at + 1)
    return at


def _is_cut_short(content: mmap.mmap) -> bool:
    """Whether the file ends before its directory does (MS-CFB 2.2: where the directory begins)."""
    if len(content) < _SMALLEST_OLE:
        return True
    (directory,) = struct.unpack_from("<L", content, 48)
    return int((directory + 1) << min(content[30], 12)) >= len(content)


def _is_locked(content: mmap.mmap, entry: int) -> bool:
    """Whether a FilePass record stands in the first sector of the workbook (MS-XLS 2.4.117), whatever the cipher."""
    sector_size = 1 << min(content[30], 12)
    (start,) = struct.unpack("<L", content[entry + 116 : entry + 120].ljust(4, b"\0"))
    sector = content[(start + 1) * sector_size : (start + 2) * sector_size]
    at = 0
    while at + 4 <= len(sector):
        kind, size = struct.unpack_from("<HH", sector, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False
