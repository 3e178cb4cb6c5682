"""The process that reads one xls or ods file, alone, under limits, and writes what it finds as lines of JSON.

A crafted file makes calamine ask for any amount of memory or time; here that ends this process and no other.
Lines: ``["outline", [[index, name, hidden, merges], …]]`` or ``["row", number, [[column, kind, value], …]]``,
then ``["end"]``; or ``["refused", code]``. JSON, because a parent must be able to read it without trusting it.
"""

import datetime as dt
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from setara.platform.confined import limit_resources, say

MEMORY_BYTES = 2**30
CPU_SECONDS = 30

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def main(path: str, wanted: str) -> None:
    """Describe the sheets (`wanted` is ``outline``) or give the rows of the sheet with that index."""
    limit_resources(MEMORY_BYTES, CPU_SECONDS)
    try:
        # By content: from a path, calamine would believe the name.
        book = CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes()))
        if wanted == "outline":
            say("outline", list(_outline(book)))
        else:
            for number, cells in _rows(book.get_sheet_by_index(int(wanted))):
                say("row", number, cells)
        say("end")
    except PasswordError:
        say("refused", "encrypted")
    except CalamineError:
        say("refused", "damaged")


def _outline(book: CalamineWorkbook) -> Iterator[tuple[int, str, bool, list[list[int]]]]:
    for index, entry in enumerate(book.sheets_metadata):
        if entry.typ is SheetTypeEnum.WorkSheet:
            areas = book.get_sheet_by_index(index).merged_cell_ranges or []
            merges = [[*first, *last] for first, last in areas]
            yield index, entry.name, entry.visible is not SheetVisibleEnum.Visible, merges


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[tuple[int, str, object]]]]:
    """Rows are given from the first of the sheet, columns only from the first that is used."""
    if sheet.start is None:
        return
    left = sheet.start[1] + 1
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [(column, *_plain(value)) for column, value in enumerate(values, start=left) if value != ""]
        if cells:
            yield number, cells


def _plain(value: Value) -> tuple[str, object]:
    for kind, name, plain in _KINDS:
        if isinstance(value, kind):
            return name, plain(value)
    return "text", str(value)


_KINDS: tuple[tuple[type | tuple[type, ...], str, Callable[..., object]], ...] = (
    (bool, "boolean", bool),
    ((int, float), "number", lambda value: value),
    (dt.datetime, "datetime", dt.datetime.isoformat),
    (dt.date, "date", dt.date.isoformat),
)
"""In this order, since a boolean is an integer and a moment is a date."""

if __name__ == "__main__":
    main(*sys.argv[1:])
