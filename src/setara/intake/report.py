"""The rows of a file with what became of each beside it, as a workbook."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from setara.intake.acts.importing import ImportResult
from setara.kernel.intake.cells import number_of
from setara.kernel.intake.dates import serial_date
from setara.kernel.intake.formats import date_parts, zeros_shown
from setara.kernel.intake.grid import Cell, Merge, Row
from setara.kernel.intake.records import Problem
from setara.platform.tables.book import MAX_COLUMNS, Source
from setara.platform.tables.reading import open_book
from setara.platform.tables.writing import OutValue, WorkbookWriter


@dataclass(frozen=True, slots=True)
class Wording:
    """What the report says in words: problems by code and parameters, outcomes, the headings of both columns."""

    problem: Callable[[str, Mapping[str, str]], object]
    outcome: Callable[[str], object]
    headings: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a record, or would: its outcome, its problems, the fields that changed."""

    outcome: str
    problems: Sequence[Problem]
    changes: Sequence[str] = ()


Fates = Mapping[tuple[str, int], Sequence[Fate]]
"""By sheet and row."""


def write_report(source: Path, result: ImportResult, target: Path, wording: Wording) -> None:
    """Write every line of the sheets that were read, each cell where it stood, outcome and reasons right of the list.

    Where it stood, because the reasons name cells: the report has them under the same address.
    """
    settled: dict[tuple[str, int], list[Fate]] = defaultdict(list)
    for one in result.records:
        settled[one.record.sheet, one.record.row].append(Fate(one.outcome, one.problems, one.changes))
    write_rows(source, settled, result.sheets, target, wording)


def write_rows(
    source: Path,
    fates: Fates,
    sheets: Collection[str],
    target: Path,
    wording: Wording,
    hidden: Callable[[str, int], bool] = lambda _sheet, _row: False,
) -> None:
    """Write the sheets as `write_report` does. Lines that are `hidden` (sheet, row) stand there all the same.

    They are not left out, for ditto marks and headings in between speak of what stands above.
    """
    with open_book(source) as book, WorkbookWriter(target) as out:
        for sheet in book.sources:
            name = sheet.sheet.name
            if name in sheets:
                out.start_sheet(name, header_rows=0)
                of_sheet = {row: ones for (of, row), ones in fates.items() if of == name}
                _write_sheet(sheet, of_sheet, out, wording, partial(hidden, name))


def _write_sheet(
    source: Source,
    settled: Mapping[int, Sequence[Fate]],
    out: WorkbookWriter,
    wording: Wording,
    hidden: Callable[[int], bool],
) -> None:
    width = _width(source, settled)
    out.merge(replace(one, last_column=min(one.last_column, width)) for one in _within(source, width))
    written = 0
    for row in _from_the_first(source.rows()):
        for _ in range(written + 1, row.number):
            out.add(())
        line = [*_as_shown(row, source.sheet.date1904)]
        if ones := settled.get(row.number):
            outcomes = ", ".join(str(wording.outcome(one.outcome)) for one in ones)
            line = [*_filled(line, width), outcomes, "; ".join(_reasons(ones, wording))]
        elif row.number == 1:
            line = [*_filled(line, width), *wording.headings]
        out.add(line, hidden=hidden(row.number))
        written = row.number


def _within(source: Source, width: int) -> Iterator[Merge]:
    """Merged areas that begin left of the outcome: the lines that they reach over are read by them."""
    return (one for one in source.sheet.merges if one.first_column <= width)


def _width(source: Source, settled: Mapping[int, Sequence[Fate]]) -> int:
    """Columns left of the outcome: as many as the widest record has, or the first row, which bears the headings."""
    widest = max(
        (row.cells[-1].column for row in source.rows() if row.cells and (row.number == 1 or row.number in settled)),
        default=0,
    )
    return min(widest, MAX_COLUMNS - 2)


def _from_the_first(rows: Iterator[Row]) -> Iterator[Row]:
    first = next(rows)
    if first.number > 1:
        yield Row(1, ())
    yield first
    yield from rows


def _filled(line: list[OutValue], width: int) -> list[OutValue]:
    return [*line[:width], *[None] * (width - len(line))]


def _as_shown(row: Row, date1904: bool) -> Iterator[OutValue]:
    column = 1
    for cell in row.cells:
        for _ in range(column, cell.column):
            yield None
        yield _shown(cell, date1904)
        column = cell.column + 1


def _shown(cell: Cell, date1904: bool) -> OutValue:
    """What a person saw in the cell: a number whose format shows a day as a day, with the zeros that it shows."""
    number = number_of(cell)
    if number is None:
        return cell.value
    if date_parts(cell.number_format):
        day = serial_date(number, date1904, "")
        return day if isinstance(day, dt.date) else number
    zeros = zeros_shown(cell.number_format)
    return str(number).zfill(zeros) if zeros and isinstance(number, int) else number


def _reasons(settled: Sequence[Fate], wording: Wording) -> Iterator[str]:
    for one in settled:
        yield from (f"{problem.cell}: {wording.problem(problem.code, problem.params)}" for problem in one.problems)
        if one.changes:
            yield ", ".join(one.changes)
