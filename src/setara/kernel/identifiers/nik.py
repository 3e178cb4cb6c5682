"""NIK, *Nomor Induk Kependudukan*: the number of a citizen, on the identity card.

Sixteen digits: region of registration (province, district, kecamatan), date of birth as DDMMYY with 40 added to
the day for women, and four digits of serial. There is no check digit; region and date must be real.
Serials are given from 0001 on: numbers ending in 0000 belong to no one, serve as example data, and are accepted.
The district must be in force in `setara.kernel.rulebook.regions`; a code retired by a split (Papua, Kalimantan
Utara) is refused and left to a person. The kecamatan is only checked not to be 00.
Source: UU 24/2013 on population administration; python-stdnum's `stdnum.id.nik`, whose date rule is used here and
whose region list is not (older, and of another numbering). Read: 24 November 2026.

>>> validate("35.78.01.010190.0000")
'3578010101900000'
>>> is_valid("3578013102900000")
False
>>> format("3578 0141 0190 0000")
'3578014101900000'
"""

from stdnum.exceptions import ValidationError as StdnumError
from stdnum.id import nik as stdnum_nik

from setara.kernel.identifiers.digits import require_digits, without_separators
from setara.kernel.identifiers.errors import InvalidComponent, ValidationError
from setara.kernel.rulebook.regions import districts


def compact(text: str) -> str:
    """The text without white space, dots and dashes, unchecked.

    >>> compact("3578 0101 0190 0000")
    '3578010101900000'
    """
    return without_separators(text)


def validate(text: str) -> str:
    """The compact NIK; raises InvalidFormat, InvalidLength, or InvalidComponent for region and date.

    >>> validate("3578010101900000")
    '3578010101900000'
    """
    number = require_digits(compact(text), 16)
    if f"{number[:2]}.{number[2:4]}" not in districts() or number[4:6] == "00":
        raise InvalidComponent
    # stdnum takes the day modulo 40, so that 81 would pass for a woman's 1st.
    if int(number[6:8]) > 71:
        raise InvalidComponent
    try:
        stdnum_nik.get_birth_date(number)
    except StdnumError as error:
        raise InvalidComponent from error
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts the text.

    >>> is_valid("3599010101900000")
    False
    """
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def format(text: str) -> str:
    """The NIK as the identity card prints it, in one piece; raises as `validate` does.

    >>> format("3578-0101-0190-0000")
    '3578010101900000'
    """
    return validate(text)
