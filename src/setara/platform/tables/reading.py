"""Open a file of a table, whatever its format, as sheets of cells."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setara.platform.tables import calamine, contents, delimited, xlsx
from setara.platform.tables.archive import Archive
from setara.platform.tables.book import Book, FileRefused, FileUnreadable, Notice, Source
from setara.platform.tables.xlsx_package import CONTENT_TYPES

__all__ = ["Book", "FileRefused", "FileUnreadable", "Notice", "Source", "file_digest", "open_book"]

_PIECE = 2**18
_ODS_TYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """Open a workbook or text table and recognise it by its content, for as long as the context lasts.

    Raises `FileUnreadable` where there is no file to open and `FileRefused` where it holds nothing to read; the
    rows of a source may still raise `FileRefused`, since they are read as they come. Links and macros inside the
    file become notices and are never followed.
    """
    _check_readable(path)
    container = contents.recognise(path)
    if container is contents.Container.TEXT:
        yield delimited.read_book(path)
    elif container is contents.Container.XLS:
        yield calamine.read_book(path, "xls", macros=contents.holds_macros(path))
    else:
        archive = Archive(path)
        try:
            yield _read_archive(archive, path)
        finally:
            archive.close()


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal. Raises `FileUnreadable` where there is none to read."""
    _check_readable(path)
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _check_readable(path: Path) -> None:
    try:
        # Looked at before it is opened: opening a pipe without a writer would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileUnreadable(str(path))
        path.open("rb").close()
    except (OSError, ValueError) as error:
        raise FileUnreadable(str(path)) from error


def _read_archive(archive: Archive, path: Path) -> Book:
    if archive.find(CONTENT_TYPES) is not None:
        return xlsx.read_book(archive)
    mimetype = archive.find("mimetype")
    if mimetype is None or archive.read(mimetype, limit=1024).strip() not in _ODS_TYPES:
        raise FileRefused("not_a_workbook")
    return calamine.read_ods(archive, path)
