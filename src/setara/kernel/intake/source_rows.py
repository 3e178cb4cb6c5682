"""A row with all that belongs to it: its own cells, cells merged over it, and what ditto marks point at."""

from collections.abc import Mapping
from dataclasses import dataclass

from setara.kernel.intake.cells import typed, unusable
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.evidence import Evidence
from setara.kernel.intake.grid import Cell, Row, Sheet, address
from setara.kernel.intake.header import Column, Header
from setara.kernel.intake.problems import REFUSING, Doubt, ProblemCode, doubt
from setara.kernel.intake.records import Problem, Reading, Record
from setara.kernel.intake.text import clean, fold
from setara.kernel.intake.wordlists import is_ditto, says_nothing

_OWN_TO_EACH = frozenset({"name", "nib", "nik", "npwp", "number", "application_number"})
_MAY_BE_SIDOARJO = "sda"


@dataclass(frozen=True, slots=True)
class Source:
    """A cell that holds a value for a field, with its address and its column; `doubt` if nothing can be read in it."""

    cell: Cell
    address: str
    column: Column
    doubt: Doubt | None = None

    @property
    def text(self) -> str:
        """What stands in the cell, cleaned."""
        return clean(typed(self.cell))


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands above the header: the one kind and the one budget year that it names, and the unit of money."""

    evidence: Evidence
    kind: str | None
    budget_year: int | None
    unit: int


@dataclass(frozen=True)
class SourceRow:
    """One line of a list. `merged` holds cells of merged areas that reach down to it, with their own row."""

    sheet: Sheet
    row: Row
    header: Header
    context: ReadingContext
    titles: Titles
    evidence: Evidence
    merged: Mapping[int, tuple[int, Cell]]
    above: Mapping[int, Cell] | None

    def at(self, column: int) -> str:
        """The address of a cell of this row."""
        return address(self.sheet, self.row.number, column)

    def place_for(self, field: str, *others: str) -> str:
        """Where a missing value belongs: the cell in the column of its field, failing that of another field."""
        for name in (field, *others):
            if name in self.header.columns:
                return self.at(self.header.columns[name][0].index)
        return self.at(self.row.cells[0].column)

    def sources(self, field: str) -> list[Source]:
        """The cells that say something about a field, columns from left to right; a dash says nothing."""
        found: list[Source] = []
        own = {cell.column: cell for cell in self.row.cells}
        for column in self.header.columns.get(field, ()):
            number, cell = self.row.number, own.get(column.index)
            if (cell is None or not clean(typed(cell))) and column.index in self.merged:
                number, cell = self.merged[column.index]
            if cell is None:
                continue
            text = clean(typed(cell))
            if text:
                found.append(self._source(cell, number, column, text, field))
        return found

    def _source(self, cell: Cell, number: int, column: Column, text: str, field: str) -> Source:
        place = address(self.sheet, number, column.index)
        if unreadable := unusable(cell):
            return Source(cell, place, column, unreadable)
        if not is_ditto(text):
            return Source(cell, place, column)
        pointed = (self.above or {}).get(column.index)
        unclear = field in _OWN_TO_EACH or (field == "district_code" and fold(text) == _MAY_BE_SIDOARJO)
        if pointed is None or unclear or unusable(pointed):
            return Source(cell, place, column, doubt(ProblemCode.DITTO_UNCLEAR, text))
        return Source(pointed, place, column)

    def effective_cells(self) -> dict[int, Cell]:
        """The cells of this row by column, ditto marks replaced: what the row below may point at."""
        cells = {column: cell for column, (_row, cell) in self.merged.items()}
        for cell in self.row.cells:
            text = clean(typed(cell))
            if text and is_ditto(text):
                if self.above and cell.column in self.above:
                    cells[cell.column] = self.above[cell.column]
            elif text:
                cells[cell.column] = cell
        return cells


class RecordDraft:
    """Values and problems of one record while it is read."""

    def __init__(self, source: SourceRow, fields: tuple[str, ...]) -> None:
        self.source = source
        self.values: dict[str, str | int | None] = dict.fromkeys(fields)
        self.problems: list[Problem] = []
        self.flags: dict[str, None] = {}

    def put(self, field: str, value: str | int | None | Doubt, cell: str) -> None:
        """Keep a value, or the problem in its place."""
        if isinstance(value, Doubt):
            self.problems.append(Problem(cell, field, value.code.value, value.params))
        else:
            self.values[field] = value

    def finish(self) -> Record:
        """The record as it was read."""
        source = self.source
        row = source.row
        codes = {problem.code for problem in self.problems if problem.hinders}
        reading = Reading.REFUSED if codes & _REFUSING_CODES else Reading.UNDECIDED if codes else Reading.CERTAIN
        raw = tuple((source.at(cell.column), typed(cell)) for cell in row.cells)
        return Record(
            source.sheet.name,
            row.number,
            reading,
            self.values,
            tuple(self.problems),
            raw,
            (*self._flags(), *self.flags),
        )

    def _flags(self) -> list[str]:
        sheet, row = self.source.sheet, self.source.row
        flags = ["hidden_row"] if row.hidden else []
        if sheet.hidden_columns and any(cell.column in sheet.hidden_columns for cell in row.cells):
            flags.append("hidden_column")
        return [*flags, "hidden_sheet"] if sheet.hidden else flags


_REFUSING_CODES = frozenset(code.value for code in REFUSING)


def says_something(source: Source) -> bool:
    """Whether a cell holds a value, or something in its place that must be asked."""
    return source.doubt is not None or not says_nothing(source.text)
