"""A list taken out of the house as one file, which says itself what it holds: its filter and its moment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path

from setara.platform.tables.writing import OutValue, WorkbookWriter, write_csv

MOST_IN_WORKBOOK = 100_000
"""Rows of a workbook; a longer list is a csv file, for a spreadsheet program opens such a workbook no more."""
WIDTH = 18.0


class ListForm(StrEnum):
    """How a list is written."""

    XLSX = "xlsx"
    CSV = "csv"


MEDIA_TYPES = {
    ListForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ListForm.CSV: "text/csv; charset=utf-8",
}


class TooManyRows(ValueError):
    """More rows than a workbook of ours holds; nothing is written."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """What to write; `about` is where it comes from, each a label with its value. `rows` is read once."""

    title: str
    about: Sequence[tuple[str, str]]
    about_title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[OutValue]]


def write_list(path: Path, form: ListForm, content: ListFile) -> int:
    """Write the list and return how many rows it has.

    A workbook has `about` on a sheet of its own; a csv file above the headings, as an office puts its titles, which a
    reader of lists passes over. Text is never a formula (see `writing`). Raises TooManyRows.
    """
    counted = _Counted(content.rows, MOST_IN_WORKBOOK if form is ListForm.XLSX else None)
    if form is ListForm.CSV:
        write_csv(path, chain([(content.title,)], content.about, [()], [content.headings], counted))
        return counted.number
    with WorkbookWriter(path) as book:
        book.start_sheet(content.title, widths=[WIDTH] * len(content.headings))
        book.add(content.headings)
        for row in counted:
            book.add(row)
        book.start_sheet(content.about_title, header_rows=0, widths=[WIDTH, 4 * WIDTH])
        for line in content.about:
            book.add(line)
    return counted.number


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[OutValue]], most: int | None) -> None:
        self._rows = rows
        self._most = most
        self.number = 0

    def __iter__(self) -> Iterator[Sequence[OutValue]]:
        for row in self._rows:
            self.number += 1
            if self._most is not None and self.number > self._most:
                raise TooManyRows(self._most)
            yield row
