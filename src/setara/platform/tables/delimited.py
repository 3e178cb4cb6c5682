"""Text tables (csv, tsv): their encoding and delimiter are found in the content, every cell is text."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from setara.kernel.intake.grid import Cell, CellKind, Row, Sheet
from setara.platform.tables.book import MAX_FILLED, MAX_ROWS, MAX_TEXT, Book, FileRefused

MAX_LINE = 2**18
"""Characters of one physical line."""

_SAMPLE_RECORDS = 100
_PIECE = 2**16
_DELIMITERS = ("\t", ";", ",")
"""In order of trust where several fit: a comma stands in addresses and amounts too."""

_HINT = re.compile(r"sep=([,;|\t])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextTable:
    """The one sheet of a text file. A row's number is that of its record, the header and empty records counted."""

    sheet: Sheet
    path: Path
    encoding: str
    delimiter: str

    def rows(self) -> Iterator[Row]:
        """Yield the records that hold anything.

        Refuses with `damaged` a quote that never closes or closes inside a field, a line longer than `MAX_LINE` and
        a cell longer than `MAX_TEXT`; with `too_wide` more than `MAX_FILLED` filled cells or more records than a
        spreadsheet has rows.
        """
        with _open_text(self.path, self.encoding) as stream:
            for number, record in enumerate(_records(_lines(stream), self.delimiter), start=1):
                if number > MAX_ROWS:
                    raise FileRefused("too_wide", row=number, limit=MAX_ROWS)
                cells = tuple(_cells(record, number))
                if cells:
                    yield Row(number, cells)


def read_book(path: Path) -> Book:
    """Open a text table.

    Refuses with `not_a_workbook` bytes that are no text in UTF-8, UTF-16 or Windows-1252, with `empty_file` a file
    of blanks alone.
    """
    encoding = _find_encoding(path)
    delimiter = _find_delimiter(path, encoding)
    table = TextTable(Sheet(path.name, addressed=False), path, encoding, delimiter)
    return Book("tsv" if delimiter == "\t" else "csv", (table,))


def _find_encoding(path: Path) -> str:
    """Find the encoding, looking at the whole file: one accent on the last line decides.

    A byte order mark is believed. Without one, UTF-16 shows by its empty half; what is not UTF-8 is Windows-1252,
    which has a letter for nearly every byte, so it comes last.
    """
    with path.open("rb") as stream:
        sample = stream.read(_PIECE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif sample.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif b"\0" in sample:
        candidates = _half_empty(sample)
    else:
        candidates = ["utf-8", "cp1252"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise FileRefused("not_a_workbook")


def _half_empty(sample: bytes) -> list[str]:
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even == 0 and odd * 4 > len(sample):
        return ["utf-16-le"]
    if odd == 0 and even * 4 > len(sample):
        return ["utf-16-be"]
    return []


def _decodes(path: Path, encoding: str) -> bool:
    filled = False
    try:
        with _open_text(path, encoding) as stream:
            while piece := stream.read(_PIECE):
                if "\0" in piece:
                    return False
                filled = filled or not piece.isspace()
    except UnicodeError:
        return False
    if not filled:
        raise FileRefused("empty_file")
    return True


def _open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    return path.open(encoding=encoding, newline="")


def _find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter by which most of the first records get the same number of fields; of equals, the most fields."""
    with _open_text(path, encoding) as stream:
        first = stream.readline(MAX_LINE)
        if hint := _HINT.fullmatch(first):
            return hint[1]
        sample = [first, *islice(_lines(stream), _SAMPLE_RECORDS)]
    agreements = {delimiter: _agreement(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: agreements[delimiter])
    return best if agreements[best] > (0, 0) else ","


def _agreement(sample: list[str], delimiter: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        widths.update(len(record) for record in csv.reader(sample, delimiter=delimiter))
    except csv.Error:
        return 0, 0
    width, count = max(
        ((width, count) for width, count in widths.items() if width > 1),
        key=lambda pair: (pair[1], pair[0]),
        default=(0, 0),
    )
    return count, width


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise FileRefused("damaged", part="line")
        yield line


def _records(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(_after_hint(lines), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):  # noqa: B007 (named in the refusal)
            yield record
    except csv.Error as error:
        raise FileRefused("damaged", row=number + 1) from error


def _after_hint(lines: Iterator[str]) -> Iterator[str]:
    """Leave out Excel's first line that only names the delimiter; Excel does not count it either."""
    first = next(lines, "")
    if not _HINT.fullmatch(first):
        yield first
    yield from lines


def _cells(record: list[str], number: int) -> Iterator[Cell]:
    filled = 0
    for column, text in enumerate(record, start=1):
        if not text.strip():
            continue
        filled += 1
        if filled > MAX_FILLED:
            raise FileRefused("too_wide", row=number, limit=MAX_FILLED)
        if len(text) > MAX_TEXT:
            raise FileRefused("damaged", row=number)
        yield Cell(column, CellKind.TEXT, text)
