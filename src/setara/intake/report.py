"""The rows of a file with what became of each beside it, as a workbook."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from setara.intake.acts.importing import ImportResult
from setara.intake.outcomes import Settled
from setara.kernel.intake.grid import Row
from setara.platform.tables.reading import open_book
from setara.platform.tables.writing import OutValue, WorkbookWriter

Wording = Callable[[str, Mapping[str, str]], object]


def write_report(source: Path, result: ImportResult, target: Path, wording: Wording) -> None:
    """Write every line of the sheets that were read, as they stand, with outcome and reasons in front.

    In front, because a sheet may be wide: the answer is what the reader looks for first.
    """
    settled: dict[tuple[str, int], list[Settled]] = defaultdict(list)
    for one in result.records:
        settled[one.record.sheet, one.record.row].append(one)
    with open_book(source) as book, WorkbookWriter(target) as out:
        for sheet in book.sources:
            if sheet.sheet.name in result.sheets:
                out.start_sheet(sheet.sheet.name, header_rows=1, widths=[14, 60])
                out.add(["outcome", "reason"])
                for row in sheet.rows():
                    out.add(_line(row, settled.get((sheet.sheet.name, row.number), []), wording))


def _line(row: Row, settled: list[Settled], wording: Wording) -> list[OutValue]:
    outcomes = ", ".join(str(one.outcome) for one in settled)
    reasons = "; ".join(_reasons(settled, wording))
    cells: list[OutValue] = [""] * (row.cells[-1].column if row.cells else 0)
    for cell in row.cells:
        cells[cell.column - 1] = cell.value
    return [outcomes, reasons, *cells]


def _reasons(settled: list[Settled], wording: Wording) -> Iterator[str]:
    for one in settled:
        yield from (f"{problem.cell}: {wording(problem.code, problem.params)}" for problem in one.problems)
        if one.changes:
            yield ", ".join(one.changes)
