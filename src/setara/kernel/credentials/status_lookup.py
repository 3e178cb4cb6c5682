"""Look a place up in a status list that was fetched or kept, trusting nothing in it that is not signed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from setara.kernel.credentials.canonical import Json, parsed
from setara.kernel.credentials.integrity import moment_of, proof_fault
from setara.kernel.credentials.status_list import (
    ENTRIES,
    StatusPurpose,
    bit,
    decoded_list,
    list_url,
    status_list_credential,
)
from setara.kernel.credentials.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class ListAtHand:
    """What a status list says about one place; it is good from `valid_from` to `valid_until`, both included."""

    valid_from: dt.datetime
    valid_until: dt.datetime
    is_set: bool

    def speaks_at(self, moment: dt.datetime) -> bool:
        return self.valid_from <= moment <= self.valid_until


def looked_up(
    raw: bytes, purpose: StatusPurpose, index: int, *, base: str, did: str, keys: Mapping[str, Ed25519PublicKey]
) -> ListAtHand:
    """Read the place `index` from a list, given as it was served; raises `UnreadableError`.

    Codes: those of `canonical.parsed`, `integrity.proof_fault` and `status_list.decoded_list`; ``not_this_list`` for
    a genuine document that is not, proof aside, what `status_list_credential` makes for this place and purpose.

    >>> looked_up(b"{}", StatusPurpose.REVOCATION, 5, base="https://a.example", did="did:web:a.example", keys={})
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: no_proof
    """
    document = _genuine(raw, keys)
    encoded = _text(_subject(document), "encodedList")
    try:
        starts, ends = moment_of(_text(document, "validFrom")), moment_of(_text(document, "validUntil"))
        made = status_list_credential(
            [], url=list_url(base, purpose, index), issuer=did, purpose=purpose, valid_from=starts, valid_until=ends
        )
    except ValueError as error:
        raise UnreadableError("not_this_list") from error
    # Only the packing may differ: other compressors write other bytes for the same places.
    made["credentialSubject"] = {**_subject(made), "encodedList": encoded}
    if {name: member for name, member in document.items() if name != "proof"} != made:
        raise UnreadableError("not_this_list")
    return ListAtHand(starts, ends, bit(decoded_list(encoded), index % ENTRIES))


def _genuine(raw: bytes, keys: Mapping[str, Ed25519PublicKey]) -> Mapping[str, Json]:
    document = parsed(raw)
    if not isinstance(document, dict):
        raise UnreadableError("not_this_list")
    fault = proof_fault(document, keys)
    if fault:
        raise UnreadableError(fault)
    return document


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
