"""PNG (ISO/IEC 15948): every chunk whole, and exactly as many bytes of picture as its header says."""

import struct
import zlib
from collections.abc import Iterator

from setara.platform.scans.refusing import Unfit, checked_size

MARK = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
"""By colour type."""
WHOLE = ((0, 0, 1, 1),)
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Passes: first column and row, step between columns and rows."""
PIECE = 2**16


def size(content: bytes) -> tuple[int, int]:
    """Return width and height of a whole picture, unpacked piece by piece. Raises Unfit."""
    chunks = _chunks(content)
    name, header = next(chunks, (b"", b""))
    if name != b"IHDR" or len(header) != 13:
        raise Unfit("damaged")
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", header)
    checked_size(width, height)
    if depth not in DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise Unfit("damaged")
    passes = ADAM7 if interlace else WHOLE
    expected = sum(_bytes_of(width, height, depth * CHANNELS[colour], one) for one in passes)
    if _unpacked(chunks, expected) != expected:
        raise Unfit("damaged")
    return width, height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks up to IEND."""
    place = len(MARK)
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        name, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        check = content[place + 8 + length : place + 12 + length]
        if len(check) != 4 or zlib.crc32(name + data) != int.from_bytes(check):
            raise Unfit("damaged")
        yield name, data
        if name == b"IEND":
            return
        place += 12 + length
    raise Unfit("damaged")


def _unpacked(chunks: Iterator[tuple[bytes, bytes]], most: int) -> int:
    """Count the bytes of the picture; one more than `most` is the end, so that nothing is unpacked for long."""
    unpacking, number = zlib.decompressobj(), 0
    for name, data in chunks:
        waiting = data if name == b"IDAT" else b""
        while waiting and not unpacking.eof:
            try:
                number += len(unpacking.decompress(waiting, PIECE))
            except zlib.error as error:
                raise Unfit("damaged") from error
            waiting = unpacking.unconsumed_tail
            if number > most:
                raise Unfit("damaged")
    return number if unpacking.eof else -1


def _bytes_of(width: int, height: int, bits: int, one: tuple[int, int, int, int]) -> int:
    left, top, step_x, step_y = one
    columns, rows = -(-max(width - left, 0) // step_x), -(-max(height - top, 0) // step_y)
    return rows * (1 + (columns * bits + 7) // 8) if columns else 0
