"""Write rows into files that run nothing when they are opened."""

import csv
import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import xlsxwriter

from setara.kernel.intake.grid import Merge
from setara.platform.tables.book import MAX_TEXT

OutValue = str | int | float | bool | dt.date | dt.datetime | None

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes text for a formula (OWASP, "CSV Injection")."""

_HELD_DIGITS = 15
_FIRST_YEAR = 1901
"""Before March 1900 spreadsheets disagree about the day; such dates are written as text."""

_CUT = "…"
_LARGEST_MERGE = 10_000
"""Cells of an area that is merged; a larger one says nothing about lines."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


def write_csv(path: Path, rows: Iterable[Sequence[OutValue]]) -> None:
    """Write a csv file: UTF-8, commas, every text quoted, and an apostrophe before text that would be a formula."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
        for row in rows:
            writer.writerow([_csv_value(value) for value in row])


class WorkbookWriter:
    """An xlsx file to which rows are added one by one, in memory that does not grow with them.

    Keeps: text is written as text and nothing else, never as formula, link or number; text that looks like a formula
    is marked as text so that it stays text when somebody edits the cell; numbers that a spreadsheet would round
    (more than 15 digits) and dates before 1901 are written as text; longer text than a cell holds is cut and ends
    in "…".
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        self._header = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._literal = self._book.add_format({"quote_prefix": True})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._names: set[str] = set()
        self._header_rows = 0
        self._row = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._book.close()
        if kind is not None:
            self._path.unlink(missing_ok=True)

    def start_sheet(self, name: str, *, header_rows: int = 1, widths: Sequence[float] = ()) -> None:
        """Begin a sheet; a name that a workbook does not allow, or has already, is changed until it does."""
        self._sheet = self._book.add_worksheet(self._free_name(name))
        self._sheet.freeze_panes(header_rows, 0)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._header_rows = header_rows
        self._row = 0

    def add(self, row: Sequence[OutValue], *, hidden: bool = False) -> None:
        """Add a row to the sheet begun last; None leaves a cell empty."""
        if hidden:
            self._sheet.set_row(self._row, None, None, {"hidden": True})
        header = self._header if self._row < self._header_rows else None
        for column, value in enumerate(row):
            self._write(column, value, header)
        self._row += 1

    def merge(self, areas: Iterable[Merge]) -> None:
        """Merge areas of the sheet begun last, what stands in their first cell kept; of two that overlap the first."""
        taken: set[tuple[int, int]] = set()
        for area in areas:
            rows, columns = area.last_row - area.first_row + 1, area.last_column - area.first_column + 1
            if not 1 < rows * columns <= _LARGEST_MERGE:
                continue
            cells = {
                (row, column)
                for row in range(area.first_row, area.last_row + 1)
                for column in range(area.first_column, area.last_column + 1)
            }
            if taken.isdisjoint(cells):
                taken |= cells
                # `merge_range` would write to rows ahead, which a sheet written row by row cannot take back.
                corners = [area.first_row, area.first_column, area.last_row, area.last_column]
                self._sheet.merge.append([corner - 1 for corner in corners])

    def _write(self, column: int, value: OutValue, style: object) -> None:
        match value:
            case None:
                pass
            case bool():
                self._sheet.write_boolean(self._row, column, value, style)
            case int() | float() if _is_held(value):
                self._sheet.write_number(self._row, column, value, style)
            case dt.datetime() if value.year >= _FIRST_YEAR:
                self._sheet.write_datetime(self._row, column, value.replace(tzinfo=None), style or self._moment)
            case dt.date() if value.year >= _FIRST_YEAR:
                self._sheet.write_datetime(self._row, column, value, style)
            case _:
                text = _sound(str(value))
                literal = self._literal if text.startswith(_RUNS) else None
                self._sheet.write_string(self._row, column, text, style or literal)

    def _free_name(self, name: str) -> str:
        plain = _NOT_IN_NAMES.sub(" ", _sound(name)).strip(" '") or "Sheet"
        free, count = plain[:_LONGEST_NAME].rstrip(" '"), 1
        while free.casefold() in self._names or free.casefold() == "history":
            count += 1
            end = f" ({count})"
            free = plain[: _LONGEST_NAME - len(end)].rstrip(" '") + end
        self._names.add(free.casefold())
        return free


def _is_held(number: float) -> bool:
    if isinstance(number, int):
        return len(str(abs(number))) <= _HELD_DIGITS
    return math.isfinite(number)


def _sound(text: str) -> str:
    """Text that a cell can hold: not too long, no half of a surrogate pair."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= MAX_TEXT else whole[: MAX_TEXT - 1] + _CUT


def _csv_value(value: OutValue) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return value
        case dt.datetime():
            return value.isoformat(sep=" ")
        case dt.date():
            return value.isoformat()
    return f"'{value}" if value.lstrip(" ").startswith(_RUNS) else value
