"""The rows of a file with what became of each beside it, as a workbook."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from setara.intake.acts.importing import ImportResult
from setara.intake.outcomes import Outcome, Settled
from setara.kernel.intake.cells import number_of
from setara.kernel.intake.dates import serial_date
from setara.kernel.intake.formats import date_parts, zeros_shown
from setara.kernel.intake.grid import Cell, Row
from setara.platform.tables.book import MAX_COLUMNS, Source
from setara.platform.tables.reading import open_book
from setara.platform.tables.writing import OutValue, WorkbookWriter


@dataclass(frozen=True, slots=True)
class Wording:
    """What the report says in words: problems by code and parameters, outcomes, the headings of both columns."""

    problem: Callable[[str, Mapping[str, str]], object]
    outcome: Callable[[Outcome], object]
    headings: tuple[str, str]


def write_report(source: Path, result: ImportResult, target: Path, wording: Wording) -> None:
    """Write every line of the sheets that were read, each cell where it stood, outcome and reasons right of the list.

    Where it stood, because the reasons name cells: the report has them under the same address.
    """
    settled: dict[tuple[str, int], list[Settled]] = defaultdict(list)
    for one in result.records:
        settled[one.record.sheet, one.record.row].append(one)
    with open_book(source) as book, WorkbookWriter(target) as out:
        for sheet in book.sources:
            name = sheet.sheet.name
            if name in result.sheets:
                out.start_sheet(name, header_rows=0)
                _write_sheet(sheet, {row: ones for (of, row), ones in settled.items() if of == name}, out, wording)


def _write_sheet(source: Source, settled: Mapping[int, list[Settled]], out: WorkbookWriter, wording: Wording) -> None:
    width = _width(source, settled)
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
        out.add(line)
        written = row.number


def _width(source: Source, settled: Mapping[int, list[Settled]]) -> int:
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


def _reasons(settled: list[Settled], wording: Wording) -> Iterator[str]:
    for one in settled:
        yield from (f"{problem.cell}: {wording.problem(problem.code, problem.params)}" for problem in one.problems)
        if one.changes:
            yield ", ".join(one.changes)
