"""Bitstring Status List v1.0 (W3C Recommendation, 15 May 2025): revocation and suspension, 131,072 places a list.

A place is one running index; its list is the index divided by 131,072, counted from 1 in URLs. Both purposes use
the same index. Bit 0 is the left-most bit of the first byte.
"""

import base64
import datetime as dt
import gzip
import re
import zlib
from collections.abc import Iterable
from enum import StrEnum

from setara.kernel.credentials.canonical import Json
from setara.kernel.credentials.integrity import moment_text
from setara.kernel.credentials.unreadable import UnreadableError

ENTRIES = 131_072
MAX_LIFE = dt.timedelta(hours=24)
MAX_ENCODED = 64_000
"""Characters of an encoded list that are still unpacked: twice what a list of random bits takes."""

_GZIP = zlib.MAX_WBITS + 16
"""How zlib is told to read a gzip member, its checksum and length included."""
_BASE64URL = re.compile(r"u[A-Za-z0-9_-]+", re.ASCII)


class StatusPurpose(StrEnum):
    """What a set bit means; a superseded or withdrawn sheet is in the revocation list too."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


def list_url(base: str, purpose: StatusPurpose, index: int) -> str:
    """Give the address of the list in which a place lies.

    >>> list_url("https://a.example", StatusPurpose.REVOCATION, 131_072)
    'https://a.example/status/revocation-2.json'
    """
    return f"{base}/status/{purpose}-{index // ENTRIES + 1}.json"


def status_entries(base: str, index: int) -> list[dict[str, Json]]:
    """Make the two `credentialStatus` entries of a place; `statusListIndex` is a text, as the standard wants.

    >>> [entry["statusListIndex"] for entry in status_entries("https://a.example", 131_079)]
    ['7', '7']
    """
    return [
        {
            "id": f"{list_url(base, purpose, index)}#{index % ENTRIES}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose.value,
            "statusListIndex": str(index % ENTRIES),
            "statusListCredential": list_url(base, purpose, index),
        }
        for purpose in StatusPurpose
    ]


def encoded_list(places: Iterable[int]) -> str:
    """Write a list with bits set at `places` (0 … 131,071 in this list); raises ValueError for any other.

    The same places always give the same text: gzip at level 9 without time and name, multibase base64url.

    >>> bit(decoded_list(encoded_list([3])), 3)
    True
    """
    bits = bytearray(ENTRIES // 8)
    for place in places:
        if not 0 <= place < ENTRIES:
            raise ValueError(f"no place in a list: {place}")
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + _base64url(gzip.compress(bytes(bits), 9, mtime=0))


def decoded_list(text: str) -> bytes:
    """Read a list to its 16,384 bytes; raises `UnreadableError` with ``status_list_encoding status_list_length``.

    The packed bytes are one gzip member and nothing behind it. Never unpacks more than one byte beyond the length,
    whatever the text claims to hold.

    >>> len(decoded_list(encoded_list([])))
    16384
    """
    if len(text) > MAX_ENCODED or not _BASE64URL.fullmatch(text):
        raise UnreadableError("status_list_encoding")
    member = zlib.decompressobj(_GZIP)
    try:
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        bits = member.decompress(packed, ENTRIES // 8 + 1)
    except (ValueError, zlib.error) as error:
        raise UnreadableError("status_list_encoding") from error
    if len(bits) > ENTRIES // 8:
        raise UnreadableError("status_list_length")
    if not member.eof or member.unused_data or _base64url(packed) != text[1:]:
        raise UnreadableError("status_list_encoding")
    if len(bits) != ENTRIES // 8:
        raise UnreadableError("status_list_length")
    return bits


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def bit(bits: bytes, place: int) -> bool:
    """Say whether the bit of a place is set.

    >>> bit(b"\\x40", 1)
    True
    """
    return bool(bits[place // 8] & 0x80 >> place % 8)


def status_list_credential(
    places: Iterable[int],
    *,
    url: str,
    issuer: str,
    purpose: StatusPurpose,
    valid_from: dt.datetime,
    valid_until: dt.datetime,
) -> dict[str, Json]:
    """Make a list as a credential, still without proof; raises ValueError for a life over 24 hours.

    >>> now = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    >>> document = status_list_credential([], url="https://a.example/status/revocation-1.json",
    ...     issuer="did:web:a.example", purpose=StatusPurpose.REVOCATION, valid_from=now, valid_until=now + MAX_LIFE)
    >>> document["validUntil"]
    '2026-11-25T00:00:00Z'
    """
    if not dt.timedelta() < valid_until - valid_from <= MAX_LIFE:
        raise ValueError("a status list lives at most 24 hours")
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": moment_text(valid_from),
        "validUntil": moment_text(valid_until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose.value,
            "encodedList": encoded_list(places),
        },
    }
