"""Bytes as decimal digits, so that a QR code holds them in its dense numeric mode.

Each 7 bytes, big-endian, become 17 digits; the last k bytes become 3, 5, 8, 10, 13, 15 digits for k = 1 … 6.
Every length and every byte string has exactly one text: nothing but that text is read back.
"""

import re

from setara.kernel.credentials.unreadable import UnreadableError

DIGITS_OF = (0, 3, 5, 8, 10, 13, 15, 17)
"""Digits for k bytes, k = 0 … 7."""

BYTES_OF = {digits: count for count, digits in enumerate(DIGITS_OF)}

_QR_TEXT = re.compile(r"(?:(?P<base>https?://[!-~]+?)/v#)?(?P<digits>[0-9]+)", re.ASCII)


def to_digits(content: bytes) -> str:
    """Write bytes as digits.

    >>> to_digits(b"Setara 1")
    '23473973592482080049'
    """
    groups = (content[start : start + 7] for start in range(0, len(content), 7))
    return "".join(str(int.from_bytes(group, "big")).zfill(DIGITS_OF[len(group)]) for group in groups)


def from_digits(text: str) -> bytes:
    """Read digits back; raises `UnreadableError` with ``not_digits digits_length digits_range``.

    >>> from_digits("23473973592482080049")
    b'Setara 1'
    >>> from_digits("256")
    Traceback (most recent call last):
    setara.kernel.credentials.unreadable.UnreadableError: digits_range
    """
    if not (text.isascii() and text.isdigit()):
        raise UnreadableError("not_digits")
    if len(text) % 17 not in BYTES_OF:
        raise UnreadableError("digits_length")
    return b"".join(_bytes_of(text[start : start + 17]) for start in range(0, len(text), 17))


def qr_text(base: str, content: bytes) -> str:
    """Make the text of a QR code: the page that verifies it, and the content behind ``#`` where no server sees it.

    >>> qr_text("https://a.example", b"Setara 1")
    'https://a.example/v#23473973592482080049'
    """
    return f"{base}/v#{to_digits(content)}"


def read_qr_text(text: str) -> tuple[str, str]:
    """Take a QR text apart into base URL and digits; white space around it is not part of it.

    Digits alone are read too, with an empty base (a page sees only what stands behind ``#``).
    Raises `UnreadableError` with ``not_a_qr_text``; the digits are not yet looked at.

    >>> read_qr_text("https://a.example/v#001")
    ('https://a.example', '001')
    """
    match = _QR_TEXT.fullmatch(text.strip(" \t\r\n"))
    if match is None:
        raise UnreadableError("not_a_qr_text")
    return match["base"] or "", match["digits"]


def _bytes_of(group: str) -> bytes:
    try:
        return int(group).to_bytes(BYTES_OF[len(group)], "big")
    except OverflowError as error:
        raise UnreadableError("digits_range") from error
