"""JPEG (ITU-T T.81): segments in order, a frame with its size, at least one scan, and the end.

The picture itself is not decoded here; browsers do that, under limits of their own.
"""

from setara.platform.scans.refusing import Unfit, checked_size

MARK = b"\xff\xd8\xff"
START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
START_OF_SCAN, END = 0xDA, 0xD9
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a segment."""


def size(content: bytes) -> tuple[int, int]:
    """Return width and height of a picture that is not cut off. Raises Unfit."""
    found = None
    has_scan = False
    place = 2
    while True:
        place, marker = _marker(content, place)
        if marker == END:
            break
        if marker in ALONE:
            continue
        length = int.from_bytes(content[place : place + 2])
        segment = content[place + 2 : place + length]
        if length < 2 or len(segment) != length - 2:
            raise Unfit("damaged")
        if marker in START_OF_FRAME and found is None:
            found = _frame(segment)
        place += length
        if marker == START_OF_SCAN:
            has_scan = True
            place = _end_of_scan(content, place)
    if found is None or not has_scan:
        raise Unfit("damaged")
    return found


def _marker(content: bytes, place: int) -> tuple[int, int]:
    """Return the marker at a place and where its segment begins; fill bytes are skipped."""
    if content[place : place + 1] != b"\xff":
        raise Unfit("damaged")
    while content[place : place + 1] == b"\xff":
        place += 1
    if place >= len(content):
        raise Unfit("damaged")
    return place + 1, content[place]


def _frame(segment: bytes) -> tuple[int, int]:
    if len(segment) < 6:
        raise Unfit("damaged")
    height, width = int.from_bytes(segment[1:3]), int.from_bytes(segment[3:5])
    return checked_size(width, height)


def _end_of_scan(content: bytes, place: int) -> int:
    """Return where the next marker stands that is neither a stuffed byte nor a restart."""
    while (place := content.find(b"\xff", place)) >= 0:
        following = content[place + 1 : place + 2]
        if following and following != b"\0" and not 0xD0 <= following[0] <= 0xD7:
            return place
        place += 2
    raise Unfit("damaged")
