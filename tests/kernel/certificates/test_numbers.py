import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.numbers import number_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IDM 000 123456", "idm000123456"),
        ("017/LSPr\u2013A/2026", "017/LSPr-A/2026"),
        ("A\u00a01", "A1"),
        ("\uff21\uff11", "a1"),
    ],
)
def test_same_number(one, other):
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(("one", "other"), [("12/3", "1/23"), ("17.A", "17A"), ("0017", "17"), ("A-1", "A1")])
def test_another_number(one, other):
    assert number_key(one) != number_key(other)


@given(st.text())
def test_key_of_a_key_is_itself(text):
    assert number_key(number_key(text)) == number_key(text)
