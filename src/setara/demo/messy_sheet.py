"""A broken workbook with the answer that a reader owes for it, line by line."""

from collections import Counter
from dataclasses import dataclass

import xlsxwriter

from setara.demo.clerk import Typed
from setara.demo.list_sheet import MARK, serial
from setara.demo.xlsx_bytes import workbook
from setara.kernel.intake.grid import Sheet, address
from setara.kernel.intake.records import Reading

Answer = dict[str, object]
Content = Typed | str | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells. `asks` names column (from 1), field and code of the problems that each of its records has."""

    cells: tuple[Content, ...]
    asks: tuple[tuple[int, str, str], ...] = ()
    readings: tuple[Reading, ...] = (Reading.CERTAIN,)


@dataclass(frozen=True, slots=True)
class Messy:
    """A file of `messy/`: its bytes, and what a reader must say about it."""

    name: str
    content: bytes
    answer: Answer


def certain(*cells: Content, records: int = 1) -> Line:
    """A line that can be read."""
    return Line(cells, (), (Reading.CERTAIN,) * records)


def asked(column: int, field: str, code: str, *cells: Content, records: int = 1) -> Line:
    """A line with one value that only a person can decide."""
    return Line(cells, ((column, field, code),), (Reading.UNDECIDED,) * records)


def refused(column: int, field: str, code: str, *cells: Content) -> Line:
    """A line of which no reading could be right."""
    return Line(cells, ((column, field, code),), (Reading.REFUSED,))


def answer(listed: str, lines: tuple[Line, ...], first_row: int, sheet: Sheet) -> Answer:
    """What is owed for lines that begin at a row of a sheet."""
    readings = Counter(reading for line in lines for reading in line.readings)
    problems = [
        {"cell": address(sheet, row, column), "field": field, "code": code}
        for row, line in enumerate(lines, first_row)
        for _record in line.readings
        for column, field, code in line.asks
    ]
    return {
        "list": listed,
        "rows": sum(readings.values()),
        **{str(reading): readings[reading] for reading in Reading},
        "skipped": {"header": 1, "title": 2},
        "problems": problems,
    }


@dataclass(frozen=True)
class Page:
    """A small sheet: mark, title, header, lines; `merges` are (first line, last line, column), counted from 1."""

    name: str
    title: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    merges: tuple[tuple[int, int, int], ...] = ()

    first_row = 5

    def fill(self, book: xlsxwriter.Workbook) -> None:
        """Write the sheet into a workbook."""
        sheet, bold = book.add_worksheet(self.name), book.add_format({"bold": True})
        sheet.set_column(0, len(self.head), 22)
        sheet.write_string(0, 0, MARK, bold)
        sheet.write_string(1, 0, self.title, bold)
        for at, head in enumerate(self.head):
            sheet.write_string(3, at, head, bold)
        for row, line in enumerate(self.lines, self.first_row - 1):
            for at, value in enumerate(line.cells):
                _write(book, sheet, row, at, value if isinstance(value, Typed) else Typed(value))
        for first, last, column in self.merges:
            top = self.first_row - 2 + first
            value = self.lines[first - 1].cells[column - 1]
            sheet.merge_range(
                top, column - 1, self.first_row - 2 + last, column - 1, value, book.add_format({"valign": "top"})
            )


def _write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, typed: Typed) -> None:
    style = book.add_format({"num_format": typed.number_format}) if typed.number_format else None
    if typed.formula:
        sheet.write_formula(row, at, typed.formula, style, typed.value)
    elif isinstance(typed.value, str):
        sheet.write_string(row, at, typed.value, style)
    elif typed.value is not None:
        value = typed.value if isinstance(typed.value, (int, float)) else serial(typed.value)
        sheet.write_number(row, at, value, style)


def messy_xlsx(name: str, listed: str, page: Page) -> Messy:
    """A workbook of one small sheet, and its answer."""
    return Messy(name, workbook(page.fill), answer(listed, page.lines, page.first_row, Sheet(page.name)))
