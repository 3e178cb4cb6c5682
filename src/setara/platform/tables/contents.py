"""What a file is, by its content. Its name only ever speaks against it: text that calls itself a workbook is none."""

import mmap
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
    return bool(_streams(path, "_VBA_PROJECT_CUR"))


def _recognise_ole(path: Path) -> Container:
    if _streams(path, "EncryptedPackage", "EncryptionInfo"):
        raise FileRefused("encrypted")
    if _streams(path, "Workbook", "Book"):
        return Container.XLS
    if path.stat().st_size < _SMALLEST_OLE:
        raise FileRefused("damaged", part="ole")
    raise FileRefused("not_a_workbook")


_SMALLEST_OLE = 1536
"""Header, allocation table and directory, a sector of 512 bytes each."""


def _streams(path: Path, *names: str) -> bool:
    """Whether the file holds a directory entry of one of these names (MS-CFB 2.6.1: the name in 64 bytes of UTF-16,
    then its length, on a boundary of 128 bytes). Looking for entries follows no chain that could lead in circles.
    """
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(_has_entry(content, name) for name in names)


def _has_entry(content: mmap.mmap, name: str) -> bool:
    entry = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
    at = content.find(entry)
    while at >= 0 and at % 128:
        at = content.find(entry, at + 1)
    return at >= 0
