"""Text in a workbook: escapes, runs, phonetic hints, and the table of shared strings."""

import re
from array import array
from collections.abc import Iterable

from setara.platform.tables.book import MAX_TEXT, FileRefused
from setara.platform.tables.xml_stream import XmlStream

MAX_STRINGS = 192 * 2**20
"""Bytes of the shared strings part, inflated."""

_ESCAPE = re.compile("(?:_x[0-9A-Fa-f]{4}_)+")


def unescape(text: str) -> str:
    """Undo the escapes by which a workbook writes characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).

    Half a surrogate pair becomes the replacement character.

    >>> unescape("PT_x000D_ Maju _x005F_x")
    'PT\\r Maju _x'
    """
    return _ESCAPE.sub(_unescape_run, text) if "_x" in text else text


def _unescape_run(match: re.Match[str]) -> str:
    units = b"".join(bytes.fromhex(code)[::-1] for code in re.findall("_x(....)_", match[0]))
    return units.decode("utf-16-le", "replace")


class TextCollector:
    """Gathers the text of one cell or shared string from its `t` elements, without the phonetic hints (`rPh`).

    `used` says that there is something to forget by `reset`.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.used = False
        self._parts: list[str] = []
        self._size = 0
        self._phonetic = False
        self._taking = False
        self._run_struck = False
        self._any_struck = False
        self._any_plain = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "t":
            self._taking = not self._phonetic
        elif tag == "r":
            self._run_struck = False
        elif tag == "strike":
            self.used = True
            self._run_struck = is_true(attributes.get("val", "1"))
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._taking = False
        elif tag == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        if not self._taking:
            return
        self.used = True
        self._size += len(data)
        if self._size > MAX_TEXT:
            raise FileRefused("damaged", part="text")
        self._parts.append(data)
        if data.strip():
            if self._run_struck:
                self._any_struck = True
            else:
                self._any_plain = True

    def result(self) -> tuple[str, bool]:
        """The text, and whether all of it is struck through."""
        return unescape("".join(self._parts)), self._any_struck and not self._any_plain


class SharedStrings:
    """The shared strings of a workbook, held as one block of bytes: a million of them cost little more than
    their letters.
    """

    def __init__(self) -> None:
        self._block = bytearray()
        self._ends = array("I", [0])
        self._struck: set[int] = set()
        self._collector = TextCollector()

    @classmethod
    def read(cls, part: str, pieces: Iterable[bytes]) -> "SharedStrings":
        strings = cls()
        XmlStream(part, strings._enter, strings._leave, strings._collector.text).feed_all(pieces)
        return strings

    def __getitem__(self, index: int) -> tuple[str, bool]:
        """Text and whether it is struck through; `IndexError` where there is none."""
        if index < 0:
            raise IndexError(index)
        start, end = self._ends[index], self._ends[index + 1]
        return self._block[start:end].decode("utf-8"), index in self._struck

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._collector.reset()
        else:
            self._collector.start(tag, attributes)

    def _leave(self, tag: str) -> None:
        if tag != "si":
            self._collector.end(tag)
            return
        text, struck = self._collector.result()
        if struck:
            self._struck.add(len(self._ends) - 1)
        self._block += text.encode("utf-8")
        self._ends.append(len(self._block))


def is_true(value: str) -> bool:
    """Read an XML boolean.

    >>> is_true("1"), is_true("true"), is_true("0")
    (True, True, False)
    """
    return value in ("1", "true", "on")
