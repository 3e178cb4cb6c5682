"""A sheet at a glance, for the person who says which column is what: labels, a few samples, what was understood."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from setara.kernel.intake.cells import is_empty, number_of, typed
from setara.kernel.intake.dates import serial_date
from setara.kernel.intake.formats import date_parts, zeros_shown
from setara.kernel.intake.grid import Cell, Row, Sheet
from setara.kernel.intake.header import find_header, is_column_numbers, likely_header
from setara.kernel.intake.lists import LOOK_AHEAD
from setara.kernel.intake.records import ListKind
from setara.kernel.intake.text import clean

SAMPLES = 3
LONGEST_SAMPLE = 60
_IDENTITY = re.compile(r"\d(?:[ .\-/]?\d){14,}")
_SHOWN_DIGITS = 4


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column of a list: its label as typed, the field it was found to hold (``""``: none), what stands below."""

    index: int
    label: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSurvey:
    """The labels of a sheet and what they were found to mean; `is_list` says that they make a list of the kind.

    `shape` and the columns are empty where nothing looks like labels. No identity number is shown whole.
    """

    name: str
    is_empty: bool
    is_list: bool
    rows: tuple[int, int] = (0, 0)
    shape: str = ""
    columns: tuple[SeenColumn, ...] = ()


def survey(sheet: Sheet, rows: Iterable[Row], kind: ListKind) -> SheetSurvey:
    """Look at the first lines of a sheet; what people mapped before is not applied.

    >>> from setara.kernel.intake.grid import CellKind
    >>> texts = [["Nama IKM", "Tempat"], ["UD Maju", "Sidoarjo"]]
    >>> lines = [tuple(Cell(c, CellKind.TEXT, text) for c, text in enumerate(line, 1)) for line in texts]
    >>> seen = survey(Sheet("A"), [Row(n, cells) for n, cells in enumerate(lines, 1)], ListKind.BUSINESSES)
    >>> seen.is_list, [(column.label, column.field, column.samples) for column in seen.columns]
    (False, [('Nama IKM', '', ('UD Maju',)), ('Tempat', '', ('Sidoarjo',))])
    """
    visible = (Row(row.number, tuple(c for c in row.cells if not is_empty(c)), row.hidden) for row in rows)
    first = list(islice((row for row in visible if row.cells), LOOK_AHEAD))
    found = find_header(first, sheet, kind)
    header = found[1] if found else likely_header(first, sheet, kind)
    # A line with somebody's number in it is no line of labels.
    if header is None or (not found and any(without_identity(text) != text for _index, text in header.headings)):
        return SheetSurvey(sheet.name, not first, is_list=False)
    below = [row for row in first if row.number > header.last_row and not is_column_numbers(row)]
    columns = tuple(
        SeenColumn(index, text, name, _samples(below, index, sheet))
        for (index, text), name in zip(header.headings, header.fields, strict=True)
    )
    lines = (header.first_row, header.last_row)
    return SheetSurvey(sheet.name, False, found is not None, lines, header.shape, columns)


def _samples(rows: Sequence[Row], index: int, sheet: Sheet) -> tuple[str, ...]:
    texts = (_shown(cell, sheet) for row in rows for cell in row.cells if cell.column == index)
    return tuple(islice(dict.fromkeys(text[:LONGEST_SAMPLE] for text in texts if text), SAMPLES))


def _shown(cell: Cell, sheet: Sheet) -> str:
    """What a person sees in the cell, identity numbers but for their last digits."""
    number = number_of(cell)
    if number is not None and date_parts(cell.number_format):
        day = serial_date(number, sheet.date1904, "")
        return day.isoformat() if isinstance(day, dt.date) else str(number)
    zeros = zeros_shown(cell.number_format) if isinstance(number, int) else 0
    return without_identity(clean(typed(cell)).zfill(zeros))


def without_identity(text: str) -> str:
    """The text with identity numbers (NIK, NPWP: fifteen digits and more) cut to their last digits.

    >>> without_identity("KTP 3515 0812 3456 0001, NIB 2203515000123")
    'KTP …0001, NIB 2203515000123'
    """
    return _IDENTITY.sub(lambda match: "…" + re.sub(r"\D", "", match[0])[-_SHOWN_DIGITS:], text)
