"""The rows of a worksheet, as a stream."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Sequence

from setara.kernel.intake.grid import Cell, CellKind, Row
from setara.platform.tables.book import MAX_COLUMNS, MAX_FILLED, MAX_ROWS, MAX_SHEET_TEXT, MAX_TEXT, FileRefused
from setara.platform.tables.xlsx_frame import column_number
from setara.platform.tables.xlsx_styles import Style
from setara.platform.tables.xlsx_text import SharedStrings, TextCollector, is_true, unescape
from setara.platform.tables.xml_stream import XmlStream

MISSING_RESULT = "formula"
"""The value of a formula whose result the file does not hold."""

_PLAIN: Style = ("General", False)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,5})?")
_EXACT_DIGITS = 18
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Content = tuple[CellKind, str | int | float | bool | dt.date | dt.datetime, bool]
"""Kind, value, struck through by its own runs."""


class RowReader:
    """Reads one worksheet from its bytes.

    Keeps: rows and cells ascend, addresses agree with their place, only non-empty cells are made (text of blanks
    alone is empty), a cell without an address stands right of the one before.
    Refuses with `damaged` what breaks this or names a string or a style that is not there, with `too_wide` a row
    of more than `MAX_FILLED` filled cells, with `zip_ratio` a sheet that yields more than `MAX_SHEET_TEXT`.
    """

    def __init__(self, part: str, strings: SharedStrings | None, styles: Sequence[Style]) -> None:
        self._part = part
        self._strings = strings
        self._styles = styles
        self._style_by_name: dict[str, Style] = {}
        self._columns: dict[str, int] = {}
        self._text = TextCollector()
        self._done: list[Row] = []
        self._in_data = False
        self._number = 0
        self._row_name = "0"
        self._hidden = False
        self._cells: list[Cell] = []
        self._yielded = 0
        self._column = 0
        self._reference: str | None = None
        self._after = 0
        self._attributes: dict[str, str] = {}
        self._formula = False
        self._taking = False
        self._value: str | None = None

    def rows(self, pieces: Iterable[bytes]) -> Iterator[Row]:
        stream = XmlStream(self._part, self._enter, self._leave, self._take)
        for piece in pieces:
            stream.feed(piece)
            yield from self._done
            self._done.clear()
        stream.close()

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._in_data:
            self._in_data = tag == "sheetData"
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self._value = ""
            self._taking = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self._formula = True
        else:
            self._text.start(tag, attributes)

    def _leave(self, tag: str) -> None:
        if not self._in_data:
            return
        if tag == "v":
            self._taking = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "sheetData":
            self._in_data = False
        else:
            self._text.end(tag)

    def _take(self, data: str) -> None:
        if not self._taking:
            self._text.text(data)
            return
        self._value = f"{self._value}{data}" if self._value else data
        if len(self._value) > MAX_TEXT:
            raise self._damaged()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        before = self._number
        if number is None:
            self._number += 1
        elif number.isascii() and number.isdigit() and len(number) < 8:
            self._number = int(number)
        if not before < self._number <= MAX_ROWS:
            raise self._damaged()
        self._row_name = str(self._number)
        self._hidden = is_true(attributes.get("hidden", "0")) or attributes.get("ht") == "0"
        self._column = 0
        self._reference = None
        self._after = 0
        self._cells = []

    def _end_row(self) -> None:
        if self._cells:
            self._done.append(Row(self._number, tuple(self._cells), self._hidden))
            self._cells = []

    def _start_cell(self, attributes: dict[str, str]) -> None:
        """Note the place and no more: most cells of a large sheet may turn out to be empty."""
        reference = attributes.get("r")
        if reference is None:
            self._after += 1
        else:
            self._reference = reference
            self._after = 0
        self._attributes = attributes
        self._formula = False
        self._value = None
        if self._text.used:
            self._text.reset()

    def _end_cell(self) -> None:
        content = self._content(self._attributes.get("t", "n"))
        if content is None:
            return
        kind, value, struck_runs = content
        if isinstance(value, str):
            self._yielded += len(value)
            if self._yielded > MAX_SHEET_TEXT:
                raise FileRefused("zip_ratio", part=self._part)
            if not value.strip():
                return
        if len(self._cells) >= MAX_FILLED:
            raise FileRefused("too_wide", row=self._number, limit=MAX_FILLED)
        column = self._column_of(self._reference) + self._after
        if not self._column < column <= MAX_COLUMNS:
            raise self._damaged()
        self._column = column
        style = self._attributes.get("s", "0")
        number_format, struck = self._style_by_name.get(style) or self._look_up_style(style)
        self._cells.append(Cell(column, kind, value, number_format, self._formula, struck or struck_runs))

    def _column_of(self, reference: str | None) -> int:
        if reference is None:
            return 0
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not _REFERENCE.fullmatch(reference):
                raise self._damaged()
            column = self._columns[letters] = column_number(letters)
        if reference[len(letters) :] != self._row_name:
            raise self._damaged()
        return column

    def _look_up_style(self, name: str) -> Style:
        try:
            style = self._styles[_index(name)] if self._styles else _PLAIN
        except (ValueError, IndexError) as error:
            raise self._damaged() from error
        return self._style_by_name.setdefault(name, style)

    def _content(self, kind: str) -> Content | None:
        raw = self._value
        if kind == "inlineStr":
            text, struck = self._text.result()
            return CellKind.TEXT, text, struck
        if raw is None or (raw == "" and kind != "str"):
            return (CellKind.ERROR, MISSING_RESULT, False) if self._formula else None
        if kind == "s":
            return self._shared(raw)
        if kind == "n":
            return CellKind.NUMBER, self._number_of(raw), False
        return self._rarer(kind, raw)

    def _shared(self, raw: str) -> Content:
        try:
            if self._strings is None:
                raise IndexError(raw)
            text, struck = self._strings[_index(raw)]
        except (ValueError, IndexError) as error:
            raise self._damaged() from error
        return CellKind.TEXT, text, struck

    def _rarer(self, kind: str, raw: str) -> Content:
        if kind == "str":
            return CellKind.TEXT, unescape(raw), False
        if kind == "b" and raw in ("0", "1", "true", "false"):
            return CellKind.BOOLEAN, is_true(raw), False
        if kind == "e":
            return CellKind.ERROR, raw, False
        if kind == "d":
            return _date(raw)
        raise self._damaged()

    def _number_of(self, raw: str) -> int | float:
        if raw.isascii() and raw.isdigit() and len(raw) <= _EXACT_DIGITS:
            return int(raw)
        text = raw.strip()
        if not _NUMBER.fullmatch(text):
            raise self._damaged()
        digits = text.lstrip("+-")
        if digits.isdigit() and len(digits) <= _EXACT_DIGITS:
            return int(text)
        number = float(text)
        if not math.isfinite(number):
            raise self._damaged()
        return number

    def _damaged(self) -> FileRefused:
        return FileRefused("damaged", part=self._part, row=self._number)


def _index(raw: str) -> int:
    text = raw.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(raw)
    return int(text)


def _date(raw: str) -> Content:
    """A date cell; what the calendar does not know stays text, for a person to look at."""
    text = raw.strip()
    try:
        if "T" not in text:
            return CellKind.DATE, dt.date.fromisoformat(text), False
        return CellKind.DATE, dt.datetime.fromisoformat(text).replace(tzinfo=None), False
    except ValueError:
        return CellKind.TEXT, raw, False
