"""PDF: readable, not locked, and without anything that runs. Its pages are counted, never drawn.

Refused as active: scripts (/JS), starting of programs (/Launch), sending and fetching of data, films and models that
bring players of their own, and attached files other than plain documents, since a viewer opens an attachment by its
name. A link to an address is not active: a person follows it.
"""

from io import BytesIO

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

from setara.platform.pdf.inspection import DAMAGE
from setara.platform.scans.refusing import Unfit

MOST_OBJECTS = 200_000
RUNNING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"})
PLAIN_FILES = (".pdf", ".xml", ".json", ".txt", ".csv", ".png", ".jpg", ".jpeg")


def pages(content: bytes) -> int:
    """Count the pages. Raises Unfit."""
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        if reader.encrypted:
            raise Unfit("encrypted")
        number = _walked(reader.root)
    except DAMAGE as error:
        raise Unfit("damaged") from error
    if not number:
        raise Unfit("damaged")
    return number


def _walked(root: DictionaryObject) -> int:
    """Look at everything that the document leads to; count its pages."""
    waiting: list[object] = [root]
    seen: set[tuple[int, int]] = set()
    looked_at = number = 0
    while waiting:
        looked_at += 1
        if looked_at > MOST_OBJECTS:
            raise Unfit("too_complex")
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (place := (one.idnum, one.generation)) in seen:
                continue
            seen.add(place)
            one = one.get_object()  # type: ignore[no-untyped-call]
        if isinstance(one, DictionaryObject):
            _check(one)
            number += "/Type" in one and one["/Type"] == "/Page"
            waiting.extend(one.raw_get(key) for key in one)
        elif isinstance(one, ArrayObject):
            waiting.extend(one.raw_get(index) for index in range(len(one)))
    return number


def _check(one: DictionaryObject) -> None:
    if (
        "/JS" in one
        or "/XFA" in one
        or ("/S" in one and one["/S"] in RUNNING)
        or "/RichMediaContent" in one
        or "/3DD" in one
    ):
        raise Unfit("active")
    if "/EF" in one:
        names = [str(one[key]).lower() for key in ("/F", "/UF") if key in one]
        if not names or not all(name.endswith(PLAIN_FILES) for name in names):
            raise Unfit("active")
