"""NIB, *Nomor Induk Berusaha*: the identity number of a business, given by the OSS system.

Thirteen digits without a public check digit, so only the form can be checked.
Source: PP 28/2025 on risk-based licensing, which replaced PP 5/2021 in June 2025. Read: 24 November 2026.

>>> validate("0000 0000 00000")
'0000000000000'
>>> is_valid("000000000000")
False
>>> format("0000000000000")
'0000000000000'
"""

from setara.kernel.identifiers.digits import require_digits, without_separators
from setara.kernel.identifiers.errors import ValidationError


def compact(text: str) -> str:
    """The text without white space, dots and dashes, unchecked.

    >>> compact(" 0000-0000.00000")
    '0000000000000'
    """
    return without_separators(text)


def validate(text: str) -> str:
    """The compact NIB; raises InvalidFormat or InvalidLength.

    >>> validate("0000000000000")
    '0000000000000'
    """
    return require_digits(compact(text), 13)


def is_valid(text: str) -> bool:
    """Whether `validate` accepts the text.

    >>> is_valid("NIB 123")
    False
    """
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def format(text: str) -> str:
    """The NIB as OSS prints it, in one piece; raises as `validate` does.

    >>> format("0000 0000 0000 0")
    '0000000000000'
    """
    return validate(text)
