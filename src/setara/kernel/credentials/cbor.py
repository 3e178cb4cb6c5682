"""The small part of CBOR (RFC 8949) that a CWT needs, read only in its deterministic form (section 4.2.1).

Integers of at most four bytes, byte and text strings, arrays, maps with integer keys, tags; shortest heads, ascending
keys, nothing behind the end. General readers give meaning to dozens of tags (dates, patterns, big numbers); foreign
bytes shall not reach any of that. Writing is left to cbor2.
"""

from dataclasses import dataclass
from typing import TypeAlias

from setara.kernel.credentials.unreadable import UnreadableError

MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value under a tag."""

    tag: int
    value: "Cbor"


Cbor: TypeAlias = int | bytes | str | list["Cbor"] | dict[int, "Cbor"] | Tagged


def decoded(content: bytes) -> Cbor:
    """Read one item that fills `content`; raises `UnreadableError` with ``not_cbor`` or ``not_canonical_cbor``.

    >>> decoded(bytes.fromhex("a20118640362c3a9"))
    {1: 100, 3: 'é'}
    >>> decoded(bytes.fromhex("1800"))
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: not_canonical_cbor
    """
    value, end = _item(content, 0, 1)
    if end != len(content):
        raise UnreadableError("not_canonical_cbor")
    return value


def _item(content: bytes, start: int, depth: int) -> tuple[Cbor, int]:
    if depth > MAX_DEPTH:
        raise UnreadableError("not_cbor")
    major, number, at = _head(content, start)
    match major:
        case 0:
            return number, at
        case 1:
            return -1 - number, at
        case 2 | 3:
            return _string(content, at, number, is_text=major == 3)
        case 4:
            return _array(content, at, number, depth)
        case 5:
            return _map(content, at, number, depth)
        case 6:
            value, end = _item(content, at, depth + 1)
            return Tagged(number, value), end
    raise UnreadableError("not_cbor")


def _head(content: bytes, start: int) -> tuple[int, int, int]:
    """Give major type, argument and the place behind the head."""
    if start >= len(content):
        raise UnreadableError("not_cbor")
    major, short = divmod(content[start], 32)
    if short < 24:
        return major, short, start + 1
    width = {24: 1, 25: 2, 26: 4}.get(short)
    if width is None or start + 1 + width > len(content):
        raise UnreadableError("not_cbor")
    number = int.from_bytes(content[start + 1 : start + 1 + width], "big")
    if number < {1: 24, 2: 1 << 8, 4: 1 << 16}[width]:
        raise UnreadableError("not_canonical_cbor")
    return major, number, start + 1 + width


def _string(content: bytes, at: int, length: int, *, is_text: bool) -> tuple[Cbor, int]:
    end = at + length
    if end > len(content):
        raise UnreadableError("not_cbor")
    raw = content[at:end]
    try:
        return (raw.decode() if is_text else raw), end
    except UnicodeDecodeError as error:
        raise UnreadableError("not_cbor") from error


def _array(content: bytes, at: int, count: int, depth: int) -> tuple[Cbor, int]:
    items: list[Cbor] = []
    for _ in range(min(count, len(content) + 1)):
        item, at = _item(content, at, depth + 1)
        items.append(item)
    return items, at


def _map(content: bytes, at: int, count: int, depth: int) -> tuple[Cbor, int]:
    members: dict[int, Cbor] = {}
    previous = b""
    for _ in range(min(count, len(content) + 1)):
        key, end = _item(content, at, depth + 1)
        if not isinstance(key, int):
            raise UnreadableError("not_cbor")
        encoded_key = content[at:end]
        if encoded_key <= previous:
            raise UnreadableError("not_canonical_cbor")
        previous = encoded_key
        members[key], at = _item(content, end, depth + 1)
    return members, at
