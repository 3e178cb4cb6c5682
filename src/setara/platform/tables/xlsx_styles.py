"""What the style number of a cell says about its value: the number format, and whether it is struck through."""

from collections.abc import Iterable

from setara.platform.tables.book import FileRefused
from setara.platform.tables.number_formats import BUILT_IN
from setara.platform.tables.xlsx_text import is_true
from setara.platform.tables.xml_stream import XmlStream

Style = tuple[str, bool]
"""Number format, struck through."""

_FONT = ("styleSheet", "fonts", "font")
_NUMBER_FORMAT = ("styleSheet", "numFmts", "numFmt")
_CELL_STYLE = ("styleSheet", "cellXfs", "xf")


class Styles:
    """The cell styles of a workbook by number. A workbook without the part has one style, the plain one."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._formats = dict(BUILT_IN)
        self._struck: list[bool] = []
        self._cell_styles: list[tuple[int, int]] = []

    @classmethod
    def read(cls, part: str, pieces: Iterable[bytes]) -> list[Style]:
        """Refuses with `damaged` a style whose font does not exist."""
        styles = cls()
        XmlStream(part, styles._enter, styles._leave).feed_all(pieces)
        try:
            return [styles._style(number, font) for number, font in styles._cell_styles]
        except IndexError as error:
            raise FileRefused("damaged", part=part) from error

    def _style(self, number: int, font: int) -> Style:
        return self._formats.get(number, "General"), self._struck[font] if self._struck else False

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        path = tuple(self._path)
        if path == _FONT:
            self._struck.append(False)
        elif path == (*_FONT, "strike"):
            self._struck[-1] = is_true(attributes.get("val", "1"))
        elif path == _NUMBER_FORMAT:
            self._formats[_number(attributes, "numFmtId")] = attributes.get("formatCode", "General")
        elif path == _CELL_STYLE:
            self._cell_styles.append((_number(attributes, "numFmtId"), _number(attributes, "fontId")))

    def _leave(self, _tag: str) -> None:
        self._path.pop()


def _number(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "0")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise FileRefused("damaged", part="styles")
    return int(value)
