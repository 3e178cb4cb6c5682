"""A sheet as it was typed: cells with all that decides what they mean, before anything is read into them.

The readers of `setara.platform.tables` make these; everything else in this package takes them apart.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """What the file says a cell is, not what it means."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell.

    `value` is `str` for TEXT and ERROR (``#N/A``), `float` or `int` for NUMBER, `bool` for BOOLEAN, `date` or
    `datetime` for DATE (only where the file format itself has dates: ods, xls; ISO date cells of xlsx).
    In xlsx a date is a NUMBER whose `number_format` shows a date. `number_format` is ``""`` where the format
    of the file has none (csv) or the reader cannot tell (xls, ods). `formula` says that the value is the stored
    result of a formula; a formula without a stored result comes as an ERROR with the value ``"formula"``.
    `strike` says that the whole cell is struck through.
    """

    column: int
    kind: CellKind
    value: str | int | float | bool | dt.date | dt.datetime
    number_format: str = ""
    formula: bool = False
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line with at least one non-empty cell; `number` counts from 1 as the spreadsheet does."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, corners included, all counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet without its rows. `addressed` is False for text files: a cell is then ``C12``, not ``Sheet!C12``."""

    name: str
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    date1904: bool = False
    addressed: bool = True


def column_letters(column: int) -> str:
    """Name a column as a spreadsheet does.

    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(sheet: Sheet, row: int, column: int) -> str:
    """Name a cell so that a person finds it.

    >>> address(Sheet("Rekap 2026"), 12, 3)
    'Rekap 2026!C12'
    >>> address(Sheet("berkas.csv", addressed=False), 12, 3)
    'C12'
    """
    place = f"{column_letters(column)}{row}"
    return f"{sheet.name}!{place}" if sheet.addressed else place
