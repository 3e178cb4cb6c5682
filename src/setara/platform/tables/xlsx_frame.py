"""What surrounds the rows of a worksheet: hidden columns before them, merged areas behind them."""

import re
from collections.abc import Iterable

from setara.kernel.intake.grid import Merge
from setara.platform.tables.book import MAX_COLUMNS, MAX_MERGES, MAX_ROWS, FileRefused
from setara.platform.tables.xlsx_text import is_true
from setara.platform.tables.xml_stream import XmlStream

_AREA = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_OPENING = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?sheetData(?:\s[^<>]*)?(/?)>")
_CLOSING = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?sheetData\s*>")
_LONGEST_TAG = 4096
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def column_number(letters: str) -> int:
    """The number of a column named in capital letters; past the last column it is `damaged`.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MAX_COLUMNS:
        raise FileRefused("damaged", part=letters[:8])
    return number


class Frame:
    """Hidden columns and merged areas of one worksheet.

    Column entries never overlap in a sound sheet and merges have an end, so neither can be made to cost much.
    """

    def __init__(self, part: str) -> None:
        self._part = part
        self._columns: set[int] = set()
        self._covered = 0
        self._merges: list[Merge] = []

    @classmethod
    def read(cls, part: str, pieces: Iterable[bytes]) -> tuple[frozenset[int], tuple[Merge, ...]]:
        """Read a worksheet without its rows: they are inflated and compared with their check sum, not parsed."""
        frame = cls(part)
        stream = XmlStream(part, frame._enter, lambda _name: None)
        for piece in _without_rows(pieces):
            stream.feed(piece)
        stream.close()
        return frozenset(frame._columns), tuple(frame._merges)

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "col":
            if is_true(attributes.get("hidden", "0")) or attributes.get("width") == "0":
                self._hide(attributes)
        elif tag == "mergeCell":
            self._merges.append(self._merge(attributes.get("ref", "")))
            if len(self._merges) > MAX_MERGES:
                raise FileRefused("damaged", part=self._part)

    def _hide(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit() and len(last) < 6):
            raise FileRefused("damaged", part=self._part)
        columns = range(int(first), min(int(last), MAX_COLUMNS) + 1)
        self._covered += len(columns)
        if self._covered > MAX_COLUMNS:
            raise FileRefused("damaged", part=self._part)
        self._columns.update(columns)

    def _merge(self, area: str) -> Merge:
        match = _AREA.fullmatch(area)
        if match is None:
            raise FileRefused("damaged", part=self._part)
        left, top, right, bottom = match.groups()
        merge = Merge(int(top), column_number(left), int(bottom or top), column_number(right or left))
        if not (merge.first_row <= merge.last_row <= MAX_ROWS and merge.first_column <= merge.last_column):
            raise FileRefused("damaged", part=self._part)
        return merge


def _without_rows(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Leave out what stands inside `sheetData`; a sheet in UTF-16 passes whole, for its tags cannot be seen so."""
    source = iter(pieces)
    held = next(source, b"")
    if held.startswith(_UTF16_MARKS):
        yield held
        yield from source
        return
    while (opening := _OPENING.search(held)) is None:
        piece = next(source, None)
        if piece is None:
            yield held
            return
        yield held[:-_LONGEST_TAG]
        held = held[-_LONGEST_TAG:] + piece
    yield held[: opening.end()]
    held = held[opening.end() :]
    if not opening[1]:
        while (closing := _CLOSING.search(held)) is None:
            piece = next(source, None)
            if piece is None:
                return
            held = held[-_LONGEST_TAG:] + piece
        held = held[closing.start() :]
    yield held
    yield from source
