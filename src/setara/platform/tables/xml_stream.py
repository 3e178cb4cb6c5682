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
    """Feeds pieces of a document to handlers, which get the names of elements without their namespace.

    Refuses with `damaged`, naming `part`, what is not well-formed, declares a document type, nests deeper than
    `MAX_DEPTH`, holds a token longer than `MAX_TOKEN` or more than `MAX_NAMES` names. The handlers' own refusals
    pass through.
    """

    def __init__(self, part: str, start: StartHandler, end: EndHandler, text: TextHandler | None = None) -> None:
        self._part = part
        self._fed = 0
        # The parser keeps each name here once; a look at it between two pieces tells how many there are.
        self._names: dict[str, str] = {}
        parser = expat.ParserCreate(namespace_separator=" ", intern=self._names)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartNamespaceDeclHandler = lambda _prefix, _namespace: None
        parser.StartElementHandler, parser.EndElementHandler = self._counting(start, end)
        if text is not None:
            parser.CharacterDataHandler = text
        self._parser = parser

    def feed(self, piece: bytes) -> None:
        self._parse(piece, last=False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN or len(self._names) > MAX_NAMES:
            self._refuse()

    def close(self) -> None:
        self._parse(b"", last=True)

    def feed_all(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.feed(piece)
        self.close()

    def _counting(self, start: StartHandler, end: EndHandler) -> tuple[StartHandler, EndHandler]:
        """Handlers that watch the depth. Closures, for they run some eight million times in a large sheet."""
        depth = 0
        tags: dict[str, str] = {}

        def enter(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                self._refuse()
            if name not in tags:
                tags[name] = local(name)
            start(tags[name], attributes)

        def leave(name: str) -> None:
            nonlocal depth
            depth -= 1
            end(tags[name])

        return enter, leave

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise FileRefused("damaged", part=self._part) from error

    def _refuse(self, *_declaration: object) -> None:
        raise FileRefused("damaged", part=self._part)


def local(name: str) -> str:
    """The name without its namespace.

    >>> local("http://schemas.openxmlformats.org/spreadsheetml/2006/main row")
    'row'
    """
    return name.rpartition(" ")[2]
