"""NPWP, *Nomor Pokok Wajib Pajak*: the number of a taxpayer, in its old and its present form.

The old form has 15 digits: nine with a Luhn check digit, three of tax office, three of branch. The present form,
the only one since 1 July 2024, has 16: for residents their NIK, otherwise ``0`` and the old digits. Papers of both
times are about; they are not turned into each other here.
Source: PMK 112/PMK.03/2022 and PER-6/PJ/2024; python-stdnum's `stdnum.id.npwp`, used for the check digit.
Read: 24 November 2026. The examples are made up.

>>> validate("99.999.999.8-601.000")
'999999998601000'
>>> validate("0999 9999 9860 1000")
'0999999998601000'
>>> is_valid("99.999.999.7-601.000")
False
>>> format("999999998601000")
'99.999.999.8-601.000'
"""

from stdnum.exceptions import ValidationError as StdnumError
from stdnum.id import npwp as stdnum_npwp

from setara.kernel.identifiers import nik
from setara.kernel.identifiers.digits import require_digits, without_separators
from setara.kernel.identifiers.errors import InvalidChecksum, ValidationError


def compact(text: str) -> str:
    """The text without white space, dots and dashes, unchecked.

    >>> compact("99.999.999.8-601.000")
    '999999998601000'
    """
    return without_separators(text)


def validate(text: str) -> str:
    """The compact NPWP of 15 or 16 digits; raises any of the four narrow errors.

    InvalidComponent comes from a 16-digit number that is a NIK, but not a possible one.

    >>> validate("3578010101900000")
    '3578010101900000'
    """
    number = require_digits(compact(text), 15, 16)
    if len(number) == 16 and not number.startswith("0"):
        return nik.validate(number)
    try:
        stdnum_npwp.validate(number)
    except StdnumError as error:
        raise InvalidChecksum from error
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts the text.

    >>> is_valid("999999997601000")
    False
    """
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def format(text: str) -> str:
    """The NPWP as cards print it: the old form with dots and dash, the present one in one piece.

    Raises as `validate` does.

    >>> format("0999999998601000")
    '0999999998601000'
    """
    number = validate(text)
    return stdnum_npwp.format(number) if len(number) == 15 else number
