"""JSON read strictly and written in one way only (JCS, RFC 8785), so that a digest means one document.

A reader that takes the first of two equal members and a reader that takes the last see two documents under one
signature; therefore such text is refused, as are numbers and characters that JCS cannot carry (I-JSON, RFC 7493).
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import rfc8785

from setara.kernel.credentials.unreadable import UnreadableError

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None

MAX_BYTES = 262_144
MAX_DEPTH = 32
LARGEST_INTEGER = 2**53 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Json) -> bytes:
    """Write a value as RFC 8785 demands: the bytes that are hashed and signed.

    Raises ValueError for what JSON cannot carry (NaN, integers beyond 2^53 - 1, lone surrogates).

    >>> canonical({"b": 1.0, "a": [True, None, "é"]}).decode()
    '{"a":[true,null,"é"],"b":1}'
    """
    return _ENCODER.encode(value).encode() if _is_plain(value) else rfc8785.dumps(value)


def _is_plain(value: Json) -> bool:
    """Whether the standard library writes a value as JCS does, at a tenth of the time.

    Only floats, large integers and names beyond ASCII (which JCS sorts by UTF-16) need more care.
    """
    if value is None or isinstance(value, str):
        return True
    if isinstance(value, int):
        return -LARGEST_INTEGER <= value <= LARGEST_INTEGER
    if isinstance(value, dict):
        return all(isinstance(name, str) and name.isascii() and _is_plain(one) for name, one in value.items())
    return isinstance(value, list | tuple) and all(map(_is_plain, value))


def parsed(text: str | bytes) -> Json:
    """Read JSON; raises `UnreadableError` with ``too_large not_utf8 not_json too_deep duplicate_member number text``.

    At most 262,144 bytes and 32 levels; objects come as `dict`, arrays as `list`.

    >>> parsed(b'{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    >>> parsed('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: duplicate_member
    """
    value = _loaded(_decoded(text))
    _require_plain(value)
    return value


def _decoded(text: str | bytes) -> str:
    try:
        raw = text if isinstance(text, bytes) else text.encode()
        if len(raw) > MAX_BYTES:
            raise UnreadableError("too_large")
        return raw.decode()
    except UnicodeError as error:
        raise UnreadableError("not_utf8") from error


def _loaded(text: str) -> Json:
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_finite,
            parse_constant=_no_number,
        )
    except RecursionError as error:
        raise UnreadableError("too_deep") from error
    except json.JSONDecodeError as error:
        raise UnreadableError("not_json") from error
    return value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise UnreadableError("duplicate_member")
    return members


def _integer(digits: str) -> int:
    if len(digits) > len(str(-LARGEST_INTEGER)) or abs(int(digits)) > LARGEST_INTEGER:
        raise UnreadableError("number")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise UnreadableError("number")
    return number


def _no_number(_name: str) -> float:
    raise UnreadableError("number")


def _require_plain(value: Json, depth: int = 1) -> None:
    if depth > MAX_DEPTH:
        raise UnreadableError("too_deep")
    if isinstance(value, str):
        _require_characters(value)
    elif isinstance(value, Mapping):
        for name, member in value.items():
            _require_characters(name)
            _require_plain(member, depth + 1)
    elif isinstance(value, Sequence):
        for item in value:
            _require_plain(item, depth + 1)


def _require_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableError("text") from error
