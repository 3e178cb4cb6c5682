"""A zip file that may lie: sizes, ratio and overlap are checked before and while anything is inflated."""

import copy
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from setara.platform.tables.book import FileRefused

MAX_TOTAL = 512 * 2**20
"""Bytes that all parts may claim together and that one part may yield: a million empty styled rows pass."""

MAX_RATIO = 200
"""Inflated by deflated size. Sheets reach 10 to 40; deflate itself ends at 1,032."""

RATIO_FLOOR = 8 * 2**20
"""Below this many bytes the ratio says nothing: a million bare row elements inflate 600 times and cost seconds."""

MAX_DIRECTORY = 4 * 2**20
"""Bytes of the central directory, some 40,000 entries."""

CHUNK = 32 * 1024

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30


class Archive:
    """The parts of a zip file by name.

    Refuses with `damaged` what is no sound zip, with `encrypted` locked parts, with `zip_ratio` a part or a whole
    that would grow beyond the limits, by what the directory claims and again by what really comes out.
    """

    def __init__(self, path: Path) -> None:
        _check_directory_size(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise FileRefused("damaged", part="zip") from error
        try:
            self._parts = {info.filename: info for info in self._zip.infolist()}
            if len(self._parts) < len(self._zip.infolist()):
                raise FileRefused("damaged", part="zip")
            self._folded = {name.casefold(): name for name in self._parts}
            _check_claims(self._zip.infolist())
        except FileRefused:
            self.close()
            raise

    def close(self) -> None:
        self._zip.close()

    def find(self, name: str) -> str | None:
        """The stored name of a part; part names differ by more than case in no package."""
        return name if name in self._parts else self._folded.get(name.casefold())

    def count(self, fragment: str) -> int:
        """How many parts have this in their name, in whatever case."""
        return sum(fragment.casefold() in folded for folded in self._folded)

    def chunks(self, name: str, limit: int = MAX_TOTAL) -> Iterator[bytes]:
        """Inflate a part piece by piece; its check sum is compared at the end.

        Refuses with `zip_ratio` more than `limit` bytes, claimed or real.
        """
        info = self._parts[name]
        if info.file_size > limit:
            raise FileRefused("zip_ratio", part=name)
        # A size that lies low would cut the part short unseen, so the stream is read to its own end.
        unbounded = copy.copy(info)
        unbounded.file_size = 2**62
        size = 0
        try:
            with self._zip.open(unbounded) as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > limit or _grows_too_much(size, info.compress_size):
                        raise FileRefused("zip_ratio", part=name)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise FileRefused("damaged", part=name) from error
        if size != info.file_size:
            raise FileRefused("damaged", part=name)

    def read(self, name: str, limit: int) -> bytes:
        """A small part, whole. Refuses as `chunks` does."""
        return b"".join(self.chunks(name, limit))


def _grows_too_much(size: int, compressed: int) -> bool:
    return size > RATIO_FLOOR and size > MAX_RATIO * max(compressed, 1)


def _check_claims(infos: list[zipfile.ZipInfo]) -> None:
    end = total = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.flag_bits & _ENCRYPTED:
            raise FileRefused("encrypted")
        if info.compress_type not in _METHODS or info.header_offset < 0:
            raise FileRefused("damaged", part=info.filename)
        # Entries that share bytes multiply what a small file claims.
        if info.header_offset < end:
            raise FileRefused("zip_ratio", part=info.filename)
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
        total += info.file_size
        if total > MAX_TOTAL or _grows_too_much(info.file_size, info.compress_size):
            raise FileRefused("zip_ratio", part=info.filename)


def _check_directory_size(path: Path) -> None:
    """Look at the directory's size before the library reads all of it into memory."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 70_000))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise FileRefused("damaged", part="zip")
    directory: int = struct.unpack_from("<L", tail, at + 12)[0]
    if at >= 76 and tail[at - 20 : at - 16] == b"PK\x06\x07":
        directory = struct.unpack_from("<Q", tail, at - 76 + 40)[0]
    if directory > MAX_DIRECTORY:
        raise FileRefused("zip_ratio", part="zip")
