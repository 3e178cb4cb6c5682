"""Indonesian telephone numbers, kept in the form E.164 (``+62…``).

The numbering plan is that of the library `phonenumbers`; a number is checked to be possible, never called.
Source: ITU-T E.164 (11/2010); the national plan as phonenumbers carries it. Read: 24 November 2026. The examples
are not live: no operator gives out series of zeros.

>>> validate("0812-0000-1234")
'+6281200001234'
>>> is_valid("12")
False
>>> format("+6281200001234")
'+62 812-0000-1234'
"""

import re

import phonenumbers

from setara.kernel.identifiers.digits import DASHES
from setara.kernel.identifiers.errors import InvalidComponent, InvalidFormat, InvalidLength, ValidationError

_FORM = re.compile(rf"\+?[0-9()./\s{re.escape(DASHES)}]{{1,40}}")


def _parse(text: str) -> phonenumbers.PhoneNumber:
    # Letters (0812-RUMAH) and extensions are words about a number: phonenumbers would read them, we do not.
    if not _FORM.fullmatch(text.strip()):
        raise InvalidFormat
    try:
        return phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException as error:
        raise InvalidFormat from error


def compact(text: str) -> str:
    """The number in E.164 if the text can be read as one, otherwise the text trimmed; unchecked.

    >>> compact("(031) 829-0000"), compact(" tidak ada ")
    ('+62318290000', 'tidak ada')
    """
    try:
        return phonenumbers.format_number(_parse(text), phonenumbers.PhoneNumberFormat.E164)
    except InvalidFormat:
        return text.strip()


def validate(text: str) -> str:
    """The number in E.164; raises InvalidFormat, InvalidLength, or InvalidComponent.

    InvalidComponent: a number of another country, or one that the Indonesian plan does not have.

    >>> validate("62 812 0000 1234")
    '+6281200001234'
    """
    number = _parse(text)
    if not phonenumbers.is_possible_number(number):
        raise InvalidLength
    if number.country_code != 62 or not phonenumbers.is_valid_number(number):
        raise InvalidComponent
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_valid(text: str) -> bool:
    """Whether `validate` accepts the text.

    >>> is_valid("+65 6234 5678")
    False
    """
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def format(text: str) -> str:
    """The number as a person reads it, with +62; raises as `validate` does.

    >>> format("081200001234")
    '+62 812-0000-1234'
    """
    number = phonenumbers.parse(validate(text), "ID")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
