"""Zip files made byte by byte: what deflate makes differs between its libraries, so nothing here asks one."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_MATCH = 258


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip; `packed` is its deflated form where it is not stored as it is."""

    name: str
    content: bytes
    packed: bytes | None = None


def zip_of(members: Sequence[Member]) -> bytes:
    """A zip of these members in this order, with fixed times and system."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as target:
        for member in members:
            entry = zipfile.ZipInfo(member.name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, member.content if member.packed is None else member.packed)
    archive = bytearray(memory.getvalue())
    for member in members:
        if member.packed is not None:
            _declare_deflated(archive, member)
    return bytes(archive)


def _declare_deflated(archive: bytearray, member: Member) -> None:
    """Write method, check sum and true size into both headers of a member that was stored in its deflated form."""
    name = member.name.encode()
    local, central = archive.index(name) - 30, archive.rindex(name) - 46
    for method, check in ((local + 8, local + 14), (central + 10, central + 16)):
        struct.pack_into("<H", archive, method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", archive, check, zlib.crc32(member.content))
        struct.pack_into("<I", archive, check + 8, len(member.content))


def same_everywhere(archive: bytes) -> bytes:
    """The zip again, stored, with fixed times and system."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return zip_of([Member(name, source.read(name)) for name in source.namelist()])


def blown_up(head: bytes, filler: bytes, matches: int, tail: bytes) -> tuple[bytes, bytes]:
    """A content of head, one byte repeated 258 times for each match, and tail; and its deflated form (RFC 1951).

    Two stored blocks around one dynamic block whose only symbols are "258 bytes from one back" and "end": two bits
    for 258 bytes, the most that deflate can do.

    >>> content, packed = blown_up(b"<", b" ", 1000, b">")
    >>> zlib.decompress(packed, -15) == content, len(content) // len(packed)
    (True, 938)
    """
    content = head + filler * (1 + _LONGEST_MATCH * matches) + tail
    # A dynamic block, not the last: 286 length codes, 1 distance code, 18 code-length codes (18 and 1, a bit each).
    bits = _number(0, 1) + _number(2, 2) + _number(29, 5) + _number(0, 5) + _number(14, 4)
    bits += "".join(_number(1 if place in {2, 17} else 0, 3) for place in range(18))
    zeros = [f"1{_number(run - 11, 7)}" for run in (138, 118, 28)]
    # Lengths of one bit for symbol 256 (end), for 285 (258 bytes), and for distance 1.
    bits += zeros[0] + zeros[1] + "0" + zeros[2] + "0" + "0"
    bits += "10" * matches + "0" + _number(1, 1) + _number(0, 2)
    return content, _stored(head + filler, last=False) + _bytes(bits) + _lengths(tail) + tail


def _number(value: int, width: int) -> str:
    """Bits of a number, the lowest first."""
    return f"{value:0{width}b}"[::-1]


def _bytes(bits: str) -> bytes:
    padded = bits + "0" * (-len(bits) % 8)
    return int(padded[::-1], 2).to_bytes(len(padded) // 8, "little")


def _lengths(content: bytes) -> bytes:
    return struct.pack("<HH", len(content), len(content) ^ 0xFFFF)


def _stored(content: bytes, *, last: bool) -> bytes:
    return bytes([last]) + _lengths(content) + content
