"""Numbers of plain digits: what people put between the digits, and what counts as a digit."""

from setara.kernel.identifiers.errors import InvalidFormat, InvalidLength

DASHES = "-‐‑‒–—−"
"""The hyphen and what word processors make of it."""

_BETWEEN = frozenset(DASHES + ".")


def without_separators(text: str) -> str:
    """The text without white space, dots and dashes; every other character stays.

    >>> without_separators(" 01.300.066.6–091.000 ")
    '013000666091000'
    """
    return "".join(character for character in text if character not in _BETWEEN and not character.isspace())


def require_digits(text: str, *lengths: int) -> str:
    """The text itself if it is ASCII digits only, as many as one of the lengths.

    Digits of other scripts (``٣``, ``３``) are refused: two numbers that look different must not be one.
    Raises InvalidFormat or InvalidLength.

    >>> require_digits("12345", 5)
    '12345'
    """
    if text and not (text.isascii() and text.isdigit()):
        raise InvalidFormat
    if len(text) not in lengths:
        raise InvalidLength
    return text
