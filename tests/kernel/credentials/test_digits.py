import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.credentials.digits import DIGITS_OF, from_digits, qr_text, read_qr_text, to_digits
from setara.kernel.credentials.unreadable import UnreadableError


@given(st.binary(min_size=1, max_size=400))
def test_digits_read_back(content):
    text = to_digits(content)
    assert from_digits(text) == content
    assert len(text) == len(content) // 7 * 17 + DIGITS_OF[len(content) % 7]


@given(st.text(alphabet="0123456789", max_size=80))
def test_what_reads_is_what_would_be_written(text):
    try:
        content = from_digits(text) if text else b""
    except UnreadableError:
        return
    assert to_digits(content) == text


@pytest.mark.parametrize("count", range(1, 8))
def test_largest_value_of_each_length(count):
    largest = str(2 ** (8 * count) - 1)
    assert from_digits(largest) == b"\xff" * count
    with pytest.raises(UnreadableError, match="digits_range"):
        from_digits(str(2 ** (8 * count)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_digits"),
        ("00１", "not_digits"),
        ("٠٠١", "not_digits"),
        ("0²1", "not_digits"),
        ("-01", "not_digits"),
        ("1_1", "not_digits"),
        (" 001", "not_digits"),
        ("0001", "digits_length"),
        ("0" * 16, "digits_length"),
        ("0" * 18, "digits_length"),
        ("999", "digits_range"),
        ("9" * 17, "digits_range"),
        ("9" * 17 + "001", "digits_range"),
    ],
)
def test_text_that_nobody_writes_is_refused(text, code):
    with pytest.raises(UnreadableError) as refusal:
        from_digits(text)
    assert refusal.value.code == code


def test_qr_text_reads_back_without_surrounding_white_space():
    assert read_qr_text(f" {qr_text('https://a.example:8443/x', b'abc')}\r\n") == (
        "https://a.example:8443/x",
        to_digits(b"abc"),
    )
    assert read_qr_text("123") == ("", "123")


@pytest.mark.parametrize(
    "text", ["", "https://a.example/v#", "https://a.example/v#1 2", "a.example/v#123", "https://a.example/v/123"]
)
def test_other_texts_are_not_qr_texts(text):
    with pytest.raises(UnreadableError, match="not_a_qr_text"):
        read_qr_text(text)
