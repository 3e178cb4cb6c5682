"""Workbooks of older Excel (xls) and of LibreOffice (ods), read by calamine in a process of its own.

Lost here, because calamine does not tell: number formats (a date comes as a date instead), which cells are
formulas, struck text; in xls also hidden rows and columns, failed formulas (they are empty) and links to other
files. An ods file says these itself.
What that process says is checked like any stranger's word.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from setara.kernel.intake.grid import Cell, CellKind, Merge, Row, Sheet
from setara.platform import confined
from setara.platform.confined import ChildFailed
from setara.platform.tables.archive import Archive
from setara.platform.tables.book import MAX_COLUMNS, MAX_FILLED, MAX_ROWS, MAX_TEXT, Book, FileRefused, Notice
from setara.platform.tables.ods_frame import OdsFrame, OdsFrames

WAIT_SECONDS = 45
"""How long the reader may keep us waiting in all; the time that we take between rows is not counted."""

MAX_MESSAGE = 16 * 2**20
"""Bytes of one line from the reader, a row: a thousand times what a list needs."""

FAILED = "#ERROR"
"""The value of a failed formula in ods, whatever its failure."""

_CHILD = "setara.platform.tables.calamine_child"


@dataclass(frozen=True, slots=True)
class CalamineSheet:
    """A sheet that is read anew, by a new process, at each call of `rows`."""

    sheet: Sheet
    path: Path
    index: int
    frame: OdsFrame

    def rows(self) -> Iterator[Row]:
        before = 0
        hidden = _Hidden(self.frame.hidden_rows)
        for message in _ask(self.path, str(self.index)):
            match message:
                case ["row", int() as number, list() as items] if before < number <= MAX_ROWS:
                    before = number
                    cells = _with_errors(tuple(_cells(items)), self.frame.errors.get(number, ()))
                    if len(cells) > MAX_FILLED:
                        raise FileRefused("too_wide", row=number, limit=MAX_FILLED)
                    if cells:
                        yield Row(number, cells, hidden.holds(number))
                case _:
                    raise FileRefused("damaged")


class _Hidden:
    """Says of ascending row numbers which are hidden."""

    def __init__(self, ranges: Sequence[range]) -> None:
        self._ahead = iter(ranges)
        self._next = next(self._ahead, range(0))

    def holds(self, number: int) -> bool:
        while self._next and number >= self._next.stop:
            self._next = next(self._ahead, range(0))
        return number in self._next


def read_ods(archive: Archive, path: Path) -> Book:
    """Open an ods file whose zip has been found sound; its content is inflated once to be sure of its size."""
    content, manifest = archive.find("content.xml"), archive.find("META-INF/manifest.xml")
    if content is None:
        raise FileRefused("damaged", part="content.xml")
    if manifest is not None and b"encryption-data" in archive.read(manifest, limit=2**20):
        raise FileRefused("encrypted")
    frames = OdsFrames.read(content, archive.chunks(content))
    macros = archive.find("Basic/script-lc.xml") is not None
    return read_book(path, "ods", macros=macros, linked=frames.linked, frames=frames.by_name)


def read_book(
    path: Path, kind: str, *, macros: bool, linked: bool = False, frames: Mapping[str, OdsFrame] | None = None
) -> Book:
    """Open an xls or ods file. Refuses with `encrypted`, or with `damaged` whatever stops its reader."""
    sheets: list[CalamineSheet] = []
    for message in _ask(path, "outline"):
        match message:
            case ["outline", list() as entries]:
                sheets += [_sheet(path, entry, frames or {}) for entry in entries]
            case _:
                raise FileRefused("damaged")
    notices = [Notice("hidden_sheet", {"sheet": each.sheet.name}) for each in sheets if each.sheet.hidden]
    notices += [Notice("macros")] * macros + [Notice("external_links")] * linked
    return Book(kind, tuple(sheets), tuple(notices))


def _sheet(path: Path, entry: object, frames: Mapping[str, OdsFrame]) -> CalamineSheet:
    match entry:
        case [int() as index, str() as name, bool() as hidden, list() as areas]:
            frame = frames.get(name, OdsFrame())
            merges = (*map(_merge, areas), *frame.merges)
            sheet = Sheet(name, hidden, frozenset(frame.hidden_columns), merges)
            return CalamineSheet(sheet, path, index, frame)
    raise FileRefused("damaged")


def _merge(area: object) -> Merge:
    match area:
        case [int() as top, int() as left, int() as bottom, int() as right] if (
            0 <= top <= bottom < MAX_ROWS and 0 <= left <= right < MAX_COLUMNS
        ):
            return Merge(top + 1, left + 1, bottom + 1, right + 1)
    raise FileRefused("damaged")


def _cells(items: list[object]) -> Iterator[Cell]:
    for item in items:
        match item:
            case [int() as column, str() as kind, str() | int() | float() as value] if 1 <= column <= MAX_COLUMNS:
                cell = _cell(column, kind, value)
                if not (isinstance(cell.value, str) and not cell.value.strip()):
                    yield cell
            case _:
                raise FileRefused("damaged")


def _with_errors(cells: tuple[Cell, ...], columns: Sequence[int]) -> tuple[Cell, ...]:
    """Put failed formulas, which calamine leaves empty, back between the cells of their row."""
    if not columns:
        return cells
    errors = {column: Cell(column, CellKind.ERROR, FAILED, formula=True) for column in columns}
    return tuple(sorted(({cell.column: cell for cell in cells} | errors).values(), key=lambda cell: cell.column))


def _cell(column: int, kind: str, value: str | float) -> Cell:
    match kind, value:
        case "text", str() as text if len(text) <= MAX_TEXT:
            return Cell(column, CellKind.TEXT, text)
        case "boolean", bool() as answer:
            return Cell(column, CellKind.BOOLEAN, answer)
        case "number", int() | float() as number if math.isfinite(number):
            return Cell(column, CellKind.NUMBER, number)
        case (("date" | "datetime"), str() as text):
            try:
                moment = date.fromisoformat(text) if kind == "date" else datetime.fromisoformat(text)
            except ValueError as error:
                raise FileRefused("damaged") from error
            return Cell(column, CellKind.DATE, moment)
    raise FileRefused("damaged")


def _ask(path: Path, wanted: str) -> Iterator[list[object]]:
    """Give the messages of a reader up to its end; a reader that stops without one met a damaged file."""
    try:
        with closing(
            confined.ask(_CHILD, str(path.absolute()), wanted, wait_seconds=WAIT_SECONDS, most_bytes=MAX_MESSAGE)
        ) as messages:
            for message in messages:
                if message == ["refused", "encrypted"]:
                    raise FileRefused("encrypted")
                yield message
    except ChildFailed as error:
        raise FileRefused("damaged") from error
