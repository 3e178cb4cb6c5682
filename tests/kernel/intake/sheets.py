"""Sheets as a clerk types them, in a few characters."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.grid import Cell, CellKind, Merge, Row, Sheet
from setara.kernel.intake.lists import read_list
from setara.kernel.intake.records import ListKind, Record, SkippedLine

TODAY = dt.date(2026, 11, 24)


def text(value, column=1, **more):
    return Cell(column, CellKind.TEXT, value, **more)


def number(value, number_format="General", column=1, **more):
    return Cell(column, CellKind.NUMBER, value, number_format, **more)


def cell(column, value):
    if isinstance(value, Cell):
        return Cell(column, value.kind, value.value, value.number_format, value.formula, value.strike)
    if isinstance(value, bool):
        return Cell(column, CellKind.BOOLEAN, value)
    if isinstance(value, (int, float)):
        return number(value, column=column)
    if isinstance(value, dt.date):
        return Cell(column, CellKind.DATE, value)
    return text(value, column)


def row(place, *values, hidden=False):
    cells = [cell(column, value) for column, value in enumerate(values, 1) if value is not None]
    return Row(place, tuple(cells), hidden)


@dataclass(frozen=True)
class Grid:
    """A small sheet held whole."""

    sheet: Sheet
    lines: tuple[Row, ...]

    def rows(self):
        return iter(self.lines)


def grid(lines: Sequence[Sequence], *, name="Data", merges: Sequence[tuple] = (), **sheet):
    rows = [row(place, *line) for place, line in enumerate(lines, 1)]
    kept = Sheet(name, merges=tuple(Merge(*merge) for merge in merges), **sheet)
    return Grid(kept, tuple(each for each in rows if each.cells))


def reading(kind, lines, *, budget_year=None, **sheet):
    made = grid(lines, **sheet)
    return read_list(made.sheet, made.rows(), kind, ReadingContext("35", TODAY, budget_year))


def read(kind, lines, **more):
    """All records of a sheet."""
    return [line for line in reading(kind, lines, **more).lines() if isinstance(line, Record)]


def businesses(*lines, **more):
    return read(ListKind.BUSINESSES, lines, **more)


def certificates(*lines, **more):
    return read(ListKind.CERTIFICATES, lines, **more)


def reasons(kind, lines, **more):
    """What each line is, by its row: the reason of a skipped one, "record" for a record."""
    return {
        line.row: line.reason if isinstance(line, SkippedLine) else "record"
        for line in reading(kind, lines, **more).lines()
    }


def known(record):
    """The values of a record that are not None."""
    return {name: value for name, value in record.values.items() if value is not None}


def problems(record):
    return [(problem.cell, problem.field, problem.code) for problem in record.problems]
