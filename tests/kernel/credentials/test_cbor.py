import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.credentials.cbor import Tagged, decoded
from setara.kernel.credentials.unreadable import UnreadableError

ITEMS = st.recursive(
    st.integers(-(2**32), 2**32 - 1) | st.binary(max_size=30) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.integers(0, 300), inner, max_size=4),
    max_leaves=8,
)


@given(ITEMS)
def test_what_cbor2_writes_in_canonical_form_is_read(item):
    assert decoded(cbor2.dumps(item, canonical=True)) == item


@given(st.binary(max_size=60))
def test_what_is_read_is_canonical(content):
    try:
        item = decoded(content)
    except UnreadableError:
        return
    assert written(item) == content


def head(major, number):
    if number < 24:
        return bytes([major * 32 + number])
    width = next(width for width in (1, 2, 4, 8) if number < 256**width)
    return bytes([major * 32 + 23 + width.bit_length()]) + number.to_bytes(width, "big")


def written(item):
    """Deterministic CBOR in the plainest way; cbor2 orders keys by length first, as the older RFC 7049 wanted."""
    match item:
        case int():
            return head(0, item) if item >= 0 else head(1, -1 - item)
        case bytes():
            return head(2, len(item)) + item
        case str():
            return head(3, len(item.encode())) + item.encode()
        case list():
            return head(4, len(item)) + b"".join(written(part) for part in item)
        case dict():
            pairs = sorted((written(key), written(part)) for key, part in item.items())
            return head(5, len(item)) + b"".join(key + part for key, part in pairs)
        case Tagged(tag, value):
            return head(6, tag) + written(value)


@pytest.mark.parametrize(
    ("hexadecimal", "code"),
    [
        ("", "not_cbor"),
        ("0000", "not_canonical_cbor"),  # something behind the end
        ("1800", "not_canonical_cbor"),  # 0 in two bytes
        ("190001", "not_canonical_cbor"),
        ("1a00000001", "not_canonical_cbor"),
        ("1b0000000100000000", "not_cbor"),  # larger than any claim
        ("1c", "not_cbor"),  # reserved
        ("5f4100ff", "not_cbor"),  # indefinite length
        ("9fff", "not_cbor"),
        ("a20101", "not_cbor"),
        ("a201010102", "not_canonical_cbor"),  # the same key twice
        ("a202010101", "not_canonical_cbor"),  # keys out of order
        ("a1616101", "not_cbor"),  # a text as key
        ("61ff", "not_cbor"),  # not UTF-8
        ("9bffffffffffffffff", "not_cbor"),  # an array that cannot be
        ("bbffffffffffffffff", "not_cbor"),
        ("5bffffffffffffffff", "not_cbor"),
        ("f5", "not_cbor"),  # simple values and floats mean nothing in a token
        ("f93c00", "not_cbor"),
        ("81" * 9 + "00", "not_cbor"),  # too deep
    ],
)
def test_other_forms_are_refused(hexadecimal, code):
    with pytest.raises(UnreadableError) as refusal:
        decoded(bytes.fromhex(hexadecimal))
    assert refusal.value.code == code
