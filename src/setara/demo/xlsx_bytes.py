"""Workbooks whose bytes are the same on every machine."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import xlsxwriter

_MADE = dt.datetime(2026, 1, 2, 8, 0, tzinfo=dt.UTC)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook as `fill` writes it into a `xlsxwriter.Workbook`."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": "Data contoh / made-up example data", "author": "Setara", "created": _MADE.replace(tzinfo=None)}
    )
    fill(book)
    book.close()
    return same_everywhere(memory.getvalue())


def same_everywhere(archive: bytes) -> bytes:
    """The zip again, with fixed times and system, and stored: what deflate makes differs between its libraries."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return stored_zip([(name, source.read(name)) for name in source.namelist()])


def stored_zip(members: list[tuple[str, bytes]]) -> bytes:
    """A zip of these members in this order, uncompressed."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as target:
        for name, content in members:
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return memory.getvalue()
