"""XML of strangers, read as a stream by expat.

expat is used bare, since nothing is then built that grows with the document: no tree, no document type and so no
entities, a bounded depth, a bounded single token (older expat reads an unfinished token anew with each piece), and a
bounded number of distinct names (expat remembers every one).
"""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from setara.platform.tables.book import FileRefused

MAX_DEPTH = 64
MAX_TOKEN = 2**20
"""Bytes of one tag, comment or processing instruction."""

MAX_NAMES = 4_096
"""Distinct names of elements, attributes and prefixes in one document."""

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


class XmlStream:
    """Feeds pieces of a document to handlers. Names arrive as ``namespace name``, or ``name`` alone.

    Refuses with `damaged`, naming `part`, what is not well-formed, declares a document type, nests deeper than
    `MAX_DEPTH`, holds a token longer than `MAX_TOKEN` or more than `MAX_NAMES` names. The handlers' own refusals
    pass through.
    """

    def __init__(self, part: str, start: StartHandler, end: EndHandler, text: TextHandler | None = None) -> None:
        self._part = part
        self._start = start
        self._end = end
        self._depth = 0
        self._fed = 0
        self._names: set[str] = set()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._enter
        parser.EndElementHandler = self._leave
        if text is not None:
            parser.CharacterDataHandler = text
        self._parser = parser

    def feed(self, piece: bytes) -> None:
        self._parse(piece, last=False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN:
            raise FileRefused("damaged", part=self._part)

    def close(self) -> None:
        self._parse(b"", last=True)

    def feed_all(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.feed(piece)
        self.close()

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise FileRefused("damaged", part=self._part) from error

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FileRefused("damaged", part=self._part)
        if name not in self._names or not attributes.keys() <= self._names:
            self._remember(name, *attributes)
        self._start(name, attributes)

    def _leave(self, name: str) -> None:
        self._depth -= 1
        self._end(name)

    def _declare(self, prefix: str | None, _namespace: str) -> None:
        self._remember(f"xmlns:{prefix}")

    def _remember(self, *names: str) -> None:
        self._names.update(names)
        if len(self._names) > MAX_NAMES:
            raise FileRefused("damaged", part=self._part)

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise FileRefused("damaged", part=self._part)


def local(name: str) -> str:
    """The name without its namespace.

    >>> local("http://schemas.openxmlformats.org/spreadsheetml/2006/main row")
    'row'
    """
    return name.rpartition(" ")[2]
