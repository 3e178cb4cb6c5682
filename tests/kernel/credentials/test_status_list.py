import base64
import datetime as dt
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.credentials.canonical import canonical
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
from setara.kernel.credentials.status_lookup import looked_up
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


def lists(**changes):
    return {purpose: served(purpose, **changes) for purpose in StatusPurpose}


def look(given_lists, index=INDEX):
    return looked_up(given_lists, index, base=BASE, did=DID, keys=OFFICE.credential_keys)


def test_both_lists_are_looked_up_and_the_shorter_life_counts():
    found = look(
        {
            StatusPurpose.REVOCATION: served(StatusPurpose.REVOCATION, [7], hours=3),
            StatusPurpose.SUSPENSION: served(StatusPurpose.SUSPENSION, [8]),
        }
    )
    assert (found.revoked, found.suspended) == (True, False)
    assert (found.valid_from, found.valid_until) == (MOMENT, MOMENT + dt.timedelta(hours=3))


SUBJECT = {"type": "BitstringStatusList", "statusPurpose": "revocation"}


@pytest.mark.parametrize(
    ("given_lists", "code"),
    [
        ({}, "list_missing"),
        ({StatusPurpose.REVOCATION: served(StatusPurpose.REVOCATION)}, "list_missing"),
        (lists(key=FORGER_CREDENTIAL_KEY), "signature_mismatch"),
        (lists(index=0), "not_this_list"),
        (lists(issuer="did:web:other.example"), "not_this_list"),
        (lists(credentialSubject="x"), "not_this_list"),
        (lists(credentialSubject={**SUBJECT, "type": "other"}), "not_this_list"),
        (lists(credentialSubject=SUBJECT), "not_this_list"),
        (lists(credentialSubject={**SUBJECT, "encodedList": "u"}), "status_list_encoding"),
        (lists(validUntil="2026-11-26T03:00:00Z"), "not_this_list"),
        (lists(validUntil="2026-11-24T03:00:00Z"), "not_this_list"),
        (lists(validUntil="tomorrow"), "not_this_list"),
        (dict.fromkeys(StatusPurpose, canonical(sealed())), "not_this_list"),
        (dict.fromkeys(StatusPurpose, served(StatusPurpose.SUSPENSION)), "not_this_list"),
        (dict.fromkeys(StatusPurpose, b"[]"), "not_this_list"),
        (dict.fromkeys(StatusPurpose, b"{"), "not_json"),
    ],
)
def test_lists_that_are_not_this_offices_for_this_place_are_refused(given_lists, code):
    with pytest.raises(UnreadableError) as refusal:
        look(given_lists)
    assert refusal.value.code == code


@pytest.mark.parametrize("life", [dt.timedelta(), dt.timedelta(hours=24, seconds=1)])
def test_a_list_lives_at_most_a_day(life):
    with pytest.raises(ValueError, match="24 hours"):
        status_list_credential(
            [], url="u", issuer=DID, purpose=StatusPurpose.REVOCATION, valid_from=MOMENT, valid_until=MOMENT + life
        )
