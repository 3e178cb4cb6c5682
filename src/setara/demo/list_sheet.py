"""A list as an office types it: titles, a header of two lines, sections, subtotals, totals and signatures."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import xlsxwriter
import xlsxwriter.format

from setara.demo.clerk import NOTHING, Typed
from setara.kernel.intake.grid import column_letters

R = TypeVar("R")

MARK = "DATA CONTOH – BUKAN DATA ASLI / made-up example data"


def said(say: Callable[[R], str | int]) -> Callable[[R, int], Typed]:
    """The cell that says a value as it is, and nothing for an empty text."""

    def cell(record: R, _turn: int) -> Typed:
        value = say(record)
        return NOTHING if value == "" else Typed(value)

    return cell


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column. `field` is the public value name that it holds, empty for running numbers and by-notes.

    `type` gives the cell of a record from the record and its running number; without it the column is blank.
    `over` is the upper line of a header of two lines, merged over its neighbours of the same name.
    """

    head: str = ""
    type: Callable[[R, int], Typed] | None = None
    field: str = ""
    over: str = ""
    width: float = 14
    hidden: bool = False


@dataclass(frozen=True)
class Section(Generic[R]):
    """Records under a line of their own; an empty label puts none above them, an empty subtotal none below."""

    label: str
    records: Sequence[R]
    subtotal: str = ""


@dataclass(frozen=True)
class Plan(Generic[R]):
    """One sheet. Every `hide_every`-th record is in a hidden row; `summed` names the fields with totals."""

    name: str
    titles: tuple[str, ...]
    columns: tuple[Column[R], ...]
    sections: Sequence[Section[R]]
    total: str = ""
    summed: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    hide_every: int = 0
    left: int = 0
    numbered_header: bool = False

    @property
    def has_groups(self) -> bool:
        """Whether the header takes two lines."""
        return any(column.over for column in self.columns)

    def skipped(self) -> dict[str, int]:
        """How many non-empty lines are no records, by what they are."""
        return {
            "title": 1 + len(self.titles),
            "header": 1 + self.has_groups + self.numbered_header,
            "section": sum(1 for section in self.sections if section.label),
            "subtotal": sum(1 for section in self.sections if section.subtotal),
            "total": 1 if self.total else 0,
            "signature": sum(1 for line in self.foot if line),
        }


@dataclass(frozen=True)
class Placed(Generic[R]):
    """Where a record went; the row as the spreadsheet numbers it."""

    sheet: str
    row: int
    record: R


class Writer(Generic[R]):
    """Writes one plan into a workbook of XlsxWriter, from top to bottom."""

    def __init__(self, book: xlsxwriter.Workbook, plan: Plan[R]) -> None:
        self.book, self.plan = book, plan
        self.sheet = book.add_worksheet(plan.name)
        self.row = self.turn = 0
        self.placed: list[Placed[R]] = []
        self._by_format = {"": self._style(border=1)}

    def write(self) -> list[Placed[R]]:
        """Write the sheet; returns where each record stands."""
        for at, column in enumerate(self.plan.columns, self.plan.left):
            self.sheet.set_column(at, at, column.width, None, {"hidden": column.hidden})
        self._titles()
        self._header()
        for section in self.plan.sections:
            self._section(section)
        if self.plan.total:
            self._sum(self.plan.total, self.placed[0].row if self.placed else 1)
        self._foot()
        return self.placed

    def _style(self, **look: object) -> xlsxwriter.format.Format:
        return self.book.add_format({"font_name": "Calibri", "font_size": 11, **look})

    def _at(self, name: str) -> int | None:
        columns = self.plan.columns
        return next((self.plan.left + at for at, column in enumerate(columns) if column.field == name), None)

    def _titles(self) -> None:
        bold = self._style(bold=True, align="center")
        last = self.plan.left + len(self.plan.columns) - 1
        for title in (MARK, *self.plan.titles):
            self.sheet.merge_range(self.row, self.plan.left, self.row, last, title, bold)
            self.row += 1
        self.row += 1

    def _header(self) -> None:
        style = self._style(bold=True, align="center", valign="vcenter", border=1, text_wrap=True, bg_color="#DDDDDD")
        columns = self.plan.columns
        for at, column in enumerate(columns):
            place = self.plan.left + at
            if not column.head:
                continue
            if not self.plan.has_groups:
                self.sheet.write_string(self.row, place, column.head, style)
            elif not column.over:
                self.sheet.merge_range(self.row, place, self.row + 1, place, column.head, style)
            else:
                self.sheet.write_string(self.row + 1, place, column.head, style)
                if at == 0 or columns[at - 1].over != column.over:
                    width = sum(1 for other in columns if other.over == column.over)
                    self.sheet.merge_range(self.row, place, self.row, place + width - 1, column.over, style)
        self.row += 1 + self.plan.has_groups
        if self.plan.numbered_header:
            for number, column in enumerate((column for column in columns if column.head), 1):
                self.sheet.write_string(self.row, self.plan.left + columns.index(column), f"({number})", style)
            self.row += 1

    def _section(self, section: Section[R]) -> None:
        if section.label:
            self.sheet.write_string(self.row, self.plan.left, section.label, self._style(bold=True))
            self.row += 1
        first = self.row + 1
        for record in section.records:
            self.turn += 1
            self._record(record)
        if section.subtotal:
            self._sum(section.subtotal, first)

    def _record(self, record: R) -> None:
        for at, column in enumerate(self.plan.columns, self.plan.left):
            if column.type is not None:
                self._cell(at, column.type(record, self.turn))
        if self.plan.hide_every and self.turn % self.plan.hide_every == 0:
            self.sheet.set_row(self.row, None, None, {"hidden": True})
        self.row += 1
        self.placed.append(Placed(self.plan.name, self.row, record))

    def _cell(self, at: int, typed: Typed) -> None:
        if typed.number_format not in self._by_format:
            self._by_format[typed.number_format] = self._style(border=1, num_format=typed.number_format)
        style, value = self._by_format[typed.number_format], typed.value
        if typed.formula:
            letters = {name: column_letters(place + 1) for name, place in self._fields()}
            formula = typed.formula.format(row=self.row + 1, **letters)
            result = serial(value) if isinstance(value, dt.date) else value
            self.sheet.write_formula(self.row, at, formula, style, result)
        elif value is None:
            self.sheet.write_blank(self.row, at, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(self.row, at, value, style)
        elif isinstance(value, dt.date):
            self.sheet.write_number(self.row, at, serial(value), style)
        else:
            self.sheet.write_number(self.row, at, value, style)

    def _fields(self) -> Iterator[tuple[str, int]]:
        for at, column in enumerate(self.plan.columns, self.plan.left):
            if column.field:
                yield column.field, at

    def _sum(self, label: str, first: int) -> None:
        bold = self._style(bold=True, border=1, num_format="#,##0.##")
        named = self._at("name") if self._at("name") is not None else self._at("holder")
        self.sheet.write_string(self.row, self.plan.left if named is None else named, label, bold)
        members = [placed.record for placed in self.placed if placed.row >= first]
        for name in self.plan.summed:
            at = self._at(name)
            if at is not None:
                letter = column_letters(at + 1)
                formula = f"=SUBTOTAL(9,{letter}{first}:{letter}{self.row})"
                self.sheet.write_formula(self.row, at, formula, bold, sum(getattr(one, name) for one in members))
        self.row += 1

    def _foot(self) -> None:
        self.row += 2
        place = self.plan.left + max(len(self.plan.columns) - 4, 0)
        for line in self.plan.foot:
            if line:
                self.sheet.write_string(self.row, place, line, self._style())
            self.row += 1


def serial(day: dt.date) -> int:
    """The number that a spreadsheet keeps for a day (1900 system).

    >>> serial(dt.date(2026, 3, 12))
    46093
    """
    return (day - dt.date(1899, 12, 30)).days
