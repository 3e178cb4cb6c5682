"""A row with all that belongs to it: its own cells, cells merged over it, and what ditto marks point at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from setara.kernel.intake.cells import typed, unusable
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.evidence import Evidence
from setara.kernel.intake.grid import Cell, Row, Sheet, address, column_letters
from setara.kernel.intake.header import Column, Header
from setara.kernel.intake.problems import REFUSING, Doubt, ProblemCode, doubt
from setara.kernel.intake.records import Problem, Reading, Record
from setara.kernel.intake.text import clean, fold
from setara.kernel.intake.wordlists import is_ditto, says_nothing

_OWN_TO_EACH = frozenset({"name", "nib", "nik", "npwp", "number", "application_number"})
_OWN_TO_EACH_CERTIFICATE = frozenset({"number", "application_number"})
_MAY_BE_SIDOARJO = "sda"
_letters = cache(column_letters)


@dataclass(frozen=True, slots=True)
class Source:
    """A cell that holds a value for a field: its address, its column, its cleaned text; `doubt` if it is unusable.

    `silent` says that the text only says that there is no value.
    """

    cell: Cell
    address: str
    column: Column
    text: str
    doubt: Doubt | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands above the header: the one kind and the one budget year that it names, and the unit of money."""

    kind: str | None
    budget_year: int | None
    unit: int


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A line with its cleaned texts by column; `said` are those that say something, a dash does not. `merged` holds
    the cells of merged areas that reach down to the line, with the row that they stand in."""

    row: Row
    texts: dict[int, str]
    said: dict[int, str]
    merged: Mapping[int, tuple[int, Cell]]

    @classmethod
    def of(cls, row: Row, merged: Mapping[int, tuple[int, Cell]]) -> "TypedRow":
        """Clean the texts of a line, once."""
        texts = {cell.column: clean(typed(cell)) for cell in row.cells}
        return cls(row, texts, {column: text for column, text in texts.items() if not says_nothing(text)}, merged)


@dataclass(frozen=True)
class SourceRow:
    """One line of a list, with all that decides what its cells mean. `above` is what ditto marks point at (None:
    nothing)."""

    sheet: Sheet
    typed_row: TypedRow
    header: Header
    context: ReadingContext
    titles: Titles
    evidence: Evidence
    above: Mapping[int, Cell] | None
    _cells: dict[int, Cell] = field(default_factory=dict)
    _sources: dict[str, list[Source]] = field(default_factory=dict)

    @property
    def row(self) -> Row:
        """The line as it stands in the sheet."""
        return self.typed_row.row

    @property
    def texts(self) -> Mapping[int, str]:
        """The cleaned texts by column."""
        return self.typed_row.texts

    def at(self, column: int) -> str:
        """The address of a cell of this row."""
        place = f"{_letters(column)}{self.row.number}"
        return f"{self.sheet.name}!{place}" if self.sheet.addressed else place

    def place_for(self, *fields: str) -> str:
        """Where a missing value belongs: the cell in the column of the first of the fields that has one."""
        for name in fields:
            if name in self.header.columns:
                return self.at(self.header.columns[name][0].index)
        return self.at(self.row.cells[0].column)

    def sources(self, name: str) -> list[Source]:
        """The cells that say something about a field, columns from left to right, dashes included."""
        known = self._sources.get(name)
        if known is None:
            known = self._sources[name] = []
            for column in self.header.columns.get(name, ()):
                source = self._source(column)
                if source is not None:
                    known.append(source)
        return known

    def values(self, name: str) -> list[Source]:
        """The cells that hold a value for a field, or something in its place that must be asked."""
        return [source for source in self.sources(name) if not source.silent]

    def _source(self, column: Column) -> Source | None:
        if not self._cells:
            self._cells.update({cell.column: cell for cell in self.row.cells})
        cell = self._cells.get(column.index)
        if cell is not None:
            return self._usable(cell, self.texts[column.index], self.at(column.index), column)
        if column.index in self.typed_row.merged:
            number, above = self.typed_row.merged[column.index]
            return self._usable(above, clean(typed(above)), address(self.sheet, number, column.index), column)
        return None

    def _usable(self, cell: Cell, text: str, place: str, column: Column) -> Source:
        if unreadable := unusable(cell):
            return Source(cell, place, column, text, unreadable)
        if not is_ditto(text):
            silent = column.index not in self.typed_row.said and says_nothing(text)
            return Source(cell, place, column, text, None, silent)
        pointed = (self.above or {}).get(column.index)
        own = _OWN_TO_EACH if "name" in self.header.columns else _OWN_TO_EACH_CERTIFICATE
        unclear = column.field in own or (column.field == "district_code" and fold(text) == _MAY_BE_SIDOARJO)
        if pointed is None or unclear or unusable(pointed):
            return Source(cell, place, column, text, doubt(ProblemCode.DITTO_UNCLEAR, text))
        said = clean(typed(pointed))
        return Source(pointed, place, column, said, None, says_nothing(said))

    def effective_cells(self) -> dict[int, Cell]:
        """The cells of this row by column, ditto marks replaced: what the row below may point at."""
        if not self.typed_row.merged and self._cells and not any(map(is_ditto, self.texts.values())):
            return self._cells
        cells = {column: cell for column, (_row, cell) in self.typed_row.merged.items()}
        for cell in self.row.cells:
            if not is_ditto(self.texts[cell.column]):
                cells[cell.column] = cell
            elif self.above and cell.column in self.above:
                cells[cell.column] = self.above[cell.column]
        return cells


class RecordDraft:
    """Values and problems of one record while it is read."""

    def __init__(self, source: SourceRow, fields: tuple[str, ...]) -> None:
        self.source = source
        self.values: dict[str, str | int | None] = dict.fromkeys(fields)
        self.problems: list[Problem] = []
        self.cells: dict[str, str] = {}
        self.flags: list[str] = []

    def put(self, name: str, value: str | int | Doubt | None, cell: str) -> None:
        """Keep a value, or the problem in its place."""
        if isinstance(value, Doubt):
            self.problems.append(Problem(cell, name, value.code.value, value.params))
        else:
            self.values[name] = value
            self.cells[name] = cell

    def finish(self) -> Record:
        """The record as it was read."""
        source = self.source
        codes = {problem.code for problem in self.problems if problem.hinders}
        reading = Reading.REFUSED if codes & _REFUSING_CODES else Reading.UNDECIDED if codes else Reading.CERTAIN
        raw = tuple([(source.at(cell.column), typed(cell)) for cell in source.row.cells])
        flags = (*self._flags(), *self.flags)
        return Record(
            source.sheet.name, source.row.number, reading, self.values, tuple(self.problems), raw, flags, self.cells
        )

    def _flags(self) -> list[str]:
        sheet, row = self.source.sheet, self.source.row
        flags = ["hidden_row"] if row.hidden else []
        if sheet.hidden_columns and any(cell.column in sheet.hidden_columns for cell in row.cells):
            flags.append("hidden_column")
        return [*flags, "hidden_sheet"] if sheet.hidden else flags


_REFUSING_CODES = frozenset(code.value for code in REFUSING)
