import base64
import datetime as dt
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.credentials.canonical import canonical, parsed
from setara.kernel.credentials.integrity import secured
from setara.kernel.credentials.status_list import (
    ENTRIES,
    StatusPurpose,
    bit,
    decoded_list,
    encoded_list,
    list_url,
    status_entries,
    status_list_credential,
)
from setara.kernel.credentials.status_lookup import ListAtHand, looked_up
from setara.kernel.credentials.unreadable import UnreadableError
from tests.kernel.credentials.samples import (
    BASE,
    CREDENTIAL_KEY,
    DID,
    FORGER_CREDENTIAL_KEY,
    METHOD,
    MOMENT,
    OFFICE,
    sealed,
)

INDEX = ENTRIES + 7


@given(st.sets(st.integers(0, ENTRIES - 1), max_size=50))
def test_a_list_reads_back(places):
    bits = decoded_list(encoded_list(places))
    assert sum(byte.bit_count() for byte in bits) == len(places)
    assert all(bit(bits, place) for place in places)


def test_first_place_is_the_left_most_bit():
    assert decoded_list(encoded_list([0]))[0] == 0x80
    assert decoded_list(encoded_list([ENTRIES - 1]))[-1] == 0x01


def test_a_full_random_list_still_reads():
    noise = [place for place in range(ENTRIES) if place * 2_654_435_761 % 97 < 48]
    bits = decoded_list(encoded_list(noise))
    assert sum(byte.bit_count() for byte in bits) == len(noise)


def test_the_published_list_of_the_recommendation_reads():
    # Bitstring Status List v1.0, section 2.2, example: 16 KB with no bit set
    published = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert decoded_list(published) == bytes(ENTRIES // 8)


@pytest.mark.parametrize("place", [-1, ENTRIES])
def test_places_outside_the_list_are_refused(place):
    with pytest.raises(ValueError, match="no place"):
        encoded_list([place])


def packed(content):
    return "u" + base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def zipped(length):
    return gzip.compress(bytes(length), mtime=0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "status_list_encoding"),
        ("u", "status_list_encoding"),
        ("z" + encoded_list([])[1:], "status_list_encoding"),
        (encoded_list([]) + "=", "status_list_encoding"),
        ("uA", "status_list_encoding"),
        (packed(b"no gzip"), "status_list_encoding"),
        (packed(zipped(16_384)[:-9]), "status_list_encoding"),
        (packed(zipped(16_383)), "status_list_length"),
        (packed(zipped(16_385)), "status_list_length"),
        (packed(zipped(16_384) + zipped(0)), "status_list_encoding"),
        (packed(zipped(8_192) * 2), "status_list_encoding"),
        (packed(zipped(16_384) + b"\0"), "status_list_encoding"),
        (packed(zlib.compress(bytes(16_384))), "status_list_encoding"),
        (encoded_list([])[:-1] + "B", "status_list_encoding"),
        ("u" + "A" * 64_000, "status_list_encoding"),
        (packed(zipped(10_000_000)), "status_list_length"),
    ],
)
def test_lists_that_are_none_and_bombs_are_refused(text, code):
    with pytest.raises(UnreadableError) as refusal:
        decoded_list(text)
    assert refusal.value.code == code


def test_entries_name_place_and_list_as_texts():
    assert status_entries(BASE, INDEX) == [
        {
            "id": f"{BASE}/status/{purpose}-2.json#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": "7",
            "statusListCredential": f"{BASE}/status/{purpose}-2.json",
        }
        for purpose in ("revocation", "suspension")
    ]


def served(purpose, places=(), *, key=CREDENTIAL_KEY, index=INDEX, hours=24, **changes):
    document = status_list_credential(
        places,
        url=list_url(BASE, purpose, index),
        issuer=DID,
        purpose=purpose,
        valid_from=MOMENT,
        valid_until=MOMENT + dt.timedelta(hours=hours),
    )
    return canonical(secured({**document, **changes}, key, verification_method=METHOD, created=MOMENT))


def look(raw, purpose=StatusPurpose.REVOCATION):
    return looked_up(raw, purpose, INDEX, base=BASE, did=DID, keys=OFFICE.credential_keys)


@pytest.mark.parametrize("purpose", StatusPurpose)
def test_a_list_says_whether_a_place_is_set_and_how_long_it_is_good(purpose):
    life = {"valid_from": MOMENT, "valid_until": MOMENT + dt.timedelta(hours=3)}
    assert look(served(purpose, [7], hours=3), purpose) == ListAtHand(**life, is_set=True)
    assert look(served(purpose, [8], hours=3), purpose) == ListAtHand(**life, is_set=False)


@pytest.mark.parametrize(("seconds", "speaks"), [(-1, False), (0, True), (3600, True), (3601, False)])
def test_a_list_speaks_from_its_first_second_to_its_last(seconds, speaks):
    found = look(served(StatusPurpose.REVOCATION, hours=1))
    assert found.speaks_at(MOMENT + dt.timedelta(seconds=seconds)) is speaks


SUBJECT = {
    "id": f"{BASE}/status/revocation-2.json#list",
    "type": "BitstringStatusList",
    "statusPurpose": "revocation",
    "encodedList": encoded_list([]),
}


def revocation(**changes):
    return served(StatusPurpose.REVOCATION, **changes)


def without(name):
    document = parsed(revocation())
    del document[name], document["proof"]
    return canonical(secured(document, CREDENTIAL_KEY, verification_method=METHOD, created=MOMENT))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (revocation(key=FORGER_CREDENTIAL_KEY), "signature_mismatch"),
        (revocation(index=0), "not_this_list"),
        (revocation(issuer="did:web:other.example"), "not_this_list"),
        (revocation(issuer={"id": DID}), "not_this_list"),
        (revocation(type=["VerifiableCredential"]), "not_this_list"),
        (revocation(**{"@context": ["https://www.w3.org/ns/credentials/v2", "https://x.example"]}), "not_this_list"),
        (revocation(name="more"), "not_this_list"),
        (without("type"), "not_this_list"),
        (without("validUntil"), "not_this_list"),
        (revocation(credentialSubject="x"), "not_this_list"),
        (revocation(credentialSubject=[SUBJECT]), "not_this_list"),
        (revocation(credentialSubject={**SUBJECT, "type": "other"}), "not_this_list"),
        (revocation(credentialSubject={**SUBJECT, "id": "other"}), "not_this_list"),
        (revocation(credentialSubject={**SUBJECT, "statusSize": 2}), "not_this_list"),
        (revocation(credentialSubject={**SUBJECT, "encodedList": 5}), "not_this_list"),
        (revocation(credentialSubject={**SUBJECT, "encodedList": "u"}), "status_list_encoding"),
        (revocation(validUntil="2026-11-26T03:00:00Z"), "not_this_list"),
        (revocation(validUntil="2026-11-24T03:00:00Z"), "not_this_list"),
        (revocation(validUntil="2026-11-24T24:00:00Z"), "not_this_list"),
        (revocation(validUntil="2026-11-24T09:00:00+00:00"), "not_this_list"),
        (revocation(validUntil="tomorrow"), "not_this_list"),
        (canonical(sealed()), "not_this_list"),
        (served(StatusPurpose.SUSPENSION), "not_this_list"),
        (b"[]", "not_this_list"),
        (b"{", "not_json"),
    ],
)
def test_lists_that_are_not_this_offices_for_this_place_are_refused(raw, code):
    with pytest.raises(UnreadableError) as refusal:
        look(raw)
    assert refusal.value.code == code


@pytest.mark.parametrize("life", [dt.timedelta(), dt.timedelta(hours=24, seconds=1)])
def test_a_list_lives_at_most_a_day(life):
    with pytest.raises(ValueError, match="24 hours"):
        status_list_credential(
            [], url="u", issuer=DID, purpose=StatusPurpose.REVOCATION, valid_from=MOMENT, valid_until=MOMENT + life
        )
