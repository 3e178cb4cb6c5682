"""Say what a file is and whether it is fit to be kept and shown, without opening it in this process."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from setara.platform import confined
from setara.platform.confined import ChildFailed

CODES = frozenset({"not_a_document", "empty", "damaged", "encrypted", "active", "too_many_pixels", "too_complex"})
MEDIA_TYPES = frozenset({"application/pdf", "image/png", "image/jpeg"})
WAIT_SECONDS = 30
MOST_BYTES = 2**12
MOST_NUMBER = 2**31 - 1
_CHILD = "setara.platform.scans.child"


class ScanRefused(Exception):
    """A file that is not fit to be kept.

    `code` is one of ``not_a_document`` (neither PDF, PNG nor JPEG by content), ``empty``, ``damaged`` (also cut off, or
    so made that its reader gives up), ``encrypted``, ``active`` (a PDF that runs scripts, starts programs, or carries
    files other than plain documents), ``too_many_pixels``, ``too_complex``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Scan:
    """What a sound file is: pages of a PDF, else width and height of a picture in pixels."""

    media_type: str
    pages: int = 0
    width: int = 0
    height: int = 0


def look(path: Path) -> Scan:
    """Look at a file in a process under limits. Raises ScanRefused; whatever the bytes, nothing else."""
    try:
        with closing(
            confined.ask(_CHILD, str(path.absolute()), wait_seconds=WAIT_SECONDS, most_bytes=MOST_BYTES)
        ) as messages:
            return _understood(next(messages, []))
    except ChildFailed as error:
        raise ScanRefused("damaged") from error


def _understood(message: list[object]) -> Scan:
    match message:
        case ["scan", str() as media_type, int() as pages, int() as width, int() as height] if (
            media_type in MEDIA_TYPES and all(0 <= number <= MOST_NUMBER for number in (pages, width, height))
        ):
            return Scan(media_type, pages, width, height)
        case ["refused", str() as code] if code in CODES:
            raise ScanRefused(code)
    raise ScanRefused("damaged")
