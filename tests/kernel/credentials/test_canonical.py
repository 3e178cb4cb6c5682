import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.credentials.canonical import MAX_BYTES, canonical, parsed
from setara.kernel.credentials.unreadable import UnreadableError

SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12
)


@given(VALUES)
def test_canonical_text_reads_back_to_itself(value):
    assert canonical(parsed(canonical(value))) == canonical(value)


@given(VALUES)
def test_any_way_of_writing_a_value_has_one_canonical_form(value):
    spaced = json.dumps(value, ensure_ascii=True, indent=3)
    assert canonical(parsed(spaced)) == canonical(value)


@given(VALUES)
def test_the_short_way_writes_what_rfc8785_writes(value):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", ["\ud800", ["\udfff"], {"\ud800": 1}, 2**53, {"a": [-(2**53)]}, float("nan"), {1: 2}])
def test_what_json_cannot_carry_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 - of two libraries
        canonical(value)


def test_members_are_ordered_by_utf16_code_units():
    # RFC 8785, section 3.2.3: the surrogate pair of U+1F600 sorts before U+FB33
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "1": 3}).decode() == '{"1":3,"\U0001f600":2,"\ufb33":1}'


def test_numbers_are_written_as_ecmascript_does():
    # RFC 8785, section 3.2.2.3 (sample of numbers)
    written = canonical([333333333.33333329, 1e30, 4.50, 2e-3, 1e-27, 1e21, -0.0]).decode()
    assert written == "[333333333.3333333,1e+30,4.5,0.002,1e-27,1e+21,0]"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a":1,"a":1}', "duplicate_member"),
        (b'{"a":{"b":1,"\\u0062":2}}', "duplicate_member"),
        (b"[NaN]", "number"),
        (b"[-Infinity]", "number"),
        (b"[1e999]", "number"),
        (b"[9007199254740992]", "number"),
        (b"[" + b"9" * 5000 + b"]", "number"),
        (b'["\\ud800"]', "text"),
        (b'{"\\udc00":1}', "text"),
        (b'["\xff"]', "not_utf8"),
        ("\ud800", "not_utf8"),
        (b'\xef\xbb\xbf{"a":1}', "not_json"),
        (b"", "not_json"),
        (b"{'a':1}", "not_json"),
        (b"[1] [2]", "not_json"),
        (b"[" * 33 + b"]" * 33, "too_deep"),
        (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
        (b" " * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_text_that_is_not_plain_json_is_refused(text, code):
    with pytest.raises(UnreadableError) as refusal:
        parsed(text)
    assert refusal.value.code == code


def test_a_surrogate_pair_is_one_character():
    assert parsed(b'["\\ud83d\\ude00"]') == ["\U0001f600"]


@pytest.mark.parametrize("value", [float("nan"), 2**53, "\ud800"])
def test_what_json_cannot_carry_is_not_canonicalised(value):
    with pytest.raises(ValueError, match=r"."):
        canonical(value)
