"""Look a place up in status lists that were fetched or kept, trusting nothing in them that is not signed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from setara.kernel.credentials.canonical import Json, parsed
from setara.kernel.credentials.integrity import proof_fault
from setara.kernel.credentials.status_list import ENTRIES, MAX_LIFE, StatusPurpose, bit, decoded_list, list_url
from setara.kernel.credentials.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class ListsAtHand:
    """What both status lists say about one place; they are good from `valid_from` to `valid_until`, both included."""

    valid_from: dt.datetime
    valid_until: dt.datetime
    revoked: bool
    suspended: bool


def looked_up(
    lists: Mapping[StatusPurpose, bytes], index: int, *, base: str, did: str, keys: Mapping[str, Ed25519PublicKey]
) -> ListsAtHand:
    """Read the place `index` from both lists, given as they were served; raises `UnreadableError`.

    Codes: those of `canonical.parsed`, `integrity.proof_fault` and `status_list.decoded_list`; ``list_missing``;
    ``not_this_list`` for a genuine document that is not this office's list for this place and purpose.

    >>> looked_up({}, 5, base="https://a.example", did="did:web:a.example", keys={})
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: list_missing
    """
    found: dict[StatusPurpose, tuple[dt.datetime, dt.datetime, bool]] = {}
    for purpose in StatusPurpose:
        if purpose not in lists:
            raise UnreadableError("list_missing")
        document = _genuine(lists[purpose], keys)
        _require_list(document, url=list_url(base, purpose, index), did=did, purpose=purpose)
        starts, ends = _moment(document, "validFrom"), _moment(document, "validUntil")
        if not dt.timedelta() < ends - starts <= MAX_LIFE:
            raise UnreadableError("not_this_list")
        found[purpose] = starts, ends, bit(decoded_list(_text(_subject(document), "encodedList")), index % ENTRIES)
    revocation, suspension = found[StatusPurpose.REVOCATION], found[StatusPurpose.SUSPENSION]
    return ListsAtHand(
        valid_from=max(revocation[0], suspension[0]),
        valid_until=min(revocation[1], suspension[1]),
        revoked=revocation[2],
        suspended=suspension[2],
    )


def _genuine(raw: bytes, keys: Mapping[str, Ed25519PublicKey]) -> Mapping[str, Json]:
    document = parsed(raw)
    if not isinstance(document, dict):
        raise UnreadableError("not_this_list")
    fault = proof_fault(document, keys)
    if fault:
        raise UnreadableError(fault)
    return document


def _require_list(document: Mapping[str, Json], *, url: str, did: str, purpose: StatusPurpose) -> None:
    subject = _subject(document)
    said = document.get("id"), document.get("issuer"), subject.get("type"), subject.get("statusPurpose")
    if said != (url, did, "BitstringStatusList", purpose.value):
        raise UnreadableError("not_this_list")


def _subject(document: Mapping[str, Json]) -> Mapping[str, Json]:
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict):
        raise UnreadableError("not_this_list")
    return subject


def _text(source: Mapping[str, Json], name: str) -> str:
    value = source.get(name)
    if not isinstance(value, str):
        raise UnreadableError("not_this_list")
    return value


def _moment(document: Mapping[str, Json], name: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(_text(document, name), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    except ValueError as error:
        raise UnreadableError("not_this_list") from error
