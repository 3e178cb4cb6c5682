"""What an ods file says that calamine does not tell: hidden rows and columns, merged areas, errors, links."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from setara.kernel.intake.grid import Merge
from setara.platform.tables.book import MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_SHEETS, FileRefused
from setara.platform.tables.xml_stream import XmlStream

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_ERROR = ("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type", "error")
_CELLS = ("table-cell", "covered-table-cell")
_FOREIGN = ("'file:", "'http:", "'https:")


@dataclass(slots=True)
class OdsFrame:
    """One sheet without its cells; `hidden_rows` ascend and do not overlap.

    `errors` holds the columns of failed formulas by row.
    """

    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    errors: dict[int, list[int]] = field(default_factory=dict)


class OdsFrames:
    """The frames of an ods file by the name of their sheet, read from `content.xml` in one pass.

    Refuses with `damaged` counts that are no numbers, more rows than a sheet has, areas outside it, and more
    than `MAX_MERGES` merges or failed formulas, or `MAX_SHEETS` sheets.
    """

    def __init__(self, part: str) -> None:
        self.by_name: dict[str, OdsFrame] = {}
        self.linked = False
        self._part = part
        self._frame = OdsFrame()
        self._inside = 0
        self._row = 0
        self._row_count = 0
        self._column = 0
        self._failed = 0

    @classmethod
    def read(cls, part: str, pieces: Iterable[bytes]) -> "OdsFrames":
        frames = cls(part)
        XmlStream(part, frames._enter, frames._leave).feed_all(pieces)
        return frames

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CELLS:
            self._inside += 1
            if self._inside == 1:
                self._place_cell(attributes)
        elif self._inside:
            return
        elif tag == "table-row":
            self._row_count = self._count(attributes, "number-rows-repeated")
            self._column = 0
            if _is_hidden(attributes):
                self._frame.hidden_rows.append(range(self._row + 1, self._row + self._row_count + 1))
        elif tag == "table-column":
            first = self._column
            self._column += self._count(attributes, "number-columns-repeated")
            if _is_hidden(attributes):
                self._frame.hidden_columns.update(range(first + 1, min(self._column, MAX_COLUMNS) + 1))
        elif tag == "table":
            self._frame = self.by_name[attributes.get(f"{_TABLE}name", "")] = OdsFrame()
            self._row = self._column = 0
            if len(self.by_name) > MAX_SHEETS:
                raise FileRefused("damaged", part=self._part)
        elif tag == "table-source":
            self.linked = True

    def _leave(self, tag: str) -> None:
        if tag in _CELLS:
            self._inside -= 1
        elif tag == "table-row" and not self._inside:
            self._row += self._row_count
            if self._row > MAX_ROWS:
                raise FileRefused("damaged", part=self._part)

    def _place_cell(self, attributes: dict[str, str]) -> None:
        formula = attributes.get(f"{_TABLE}formula")
        if formula is not None and any(mark in formula for mark in _FOREIGN):
            self.linked = True
        if attributes.get(_ERROR[0]) == _ERROR[1] and self._column < MAX_COLUMNS:
            self._failed += 1
            if self._failed > MAX_MERGES:
                raise FileRefused("damaged", part=self._part)
            self._frame.errors.setdefault(self._row + 1, []).append(self._column + 1)
        columns = self._count(attributes, "number-columns-spanned")
        rows = self._count(attributes, "number-rows-spanned")
        if columns > 1 or rows > 1:
            self._merge(rows, columns)
        self._column += self._count(attributes, "number-columns-repeated")

    def _merge(self, rows: int, columns: int) -> None:
        merge = Merge(self._row + 1, self._column + 1, self._row + rows, self._column + columns)
        if merge.last_row > MAX_ROWS or merge.last_column > MAX_COLUMNS or len(self._frame.merges) >= MAX_MERGES:
            raise FileRefused("damaged", part=self._part)
        self._frame.merges.append(merge)

    def _count(self, attributes: dict[str, str], name: str) -> int:
        text = attributes.get(_TABLE + name, "1")
        if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
            raise FileRefused("damaged", part=self._part)
        return max(1, int(text))


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get(f"{_TABLE}visibility", "visible") != "visible"
