"""Accreditation numbers of KAN, *Komite Akreditasi Nasional*: which body was found fit, and for what.

The letters say the field: ``LSPr`` product certification (ISO/IEC 17065), ``LSSM`` quality, ``LSSML``
environmental and ``LSSMKP`` food-safety management systems (ISO/IEC 17021-1), ``LP`` testing and ``LK``
calibration laboratories (ISO/IEC 17025), ``LI`` inspection (ISO/IEC 17020). Three digits follow, for laboratories
also four, then ``IDN``. A number says nothing about being in force: KAN's directory does. The serial 000 was never
given and stands in example data.
Source: numbers as seen on public certificates (LSPr-034-IDN, LP-162-IDN, LP-1345-IDN); no rule of KAN that states
the form was found. Read: 24 November 2026.

>>> validate("lspr 034 idn")
'LSPr-034-IDN'
>>> is_valid("LSPr-34-IDN")
False
>>> format("LP–1345–IDN")
'LP-1345-IDN'
"""

import re

from setara.kernel.identifiers.digits import DASHES
from setara.kernel.identifiers.errors import InvalidComponent, InvalidFormat, InvalidLength, ValidationError

_DIGITS_OF_FIELD = {
    "LSPr": (3,),
    "LP": (3, 4),
    "LK": (3, 4),
    "LSSM": (3,),
    "LSSML": (3,),
    "LSSMKP": (3,),
    "LI": (3,),
}
_FIELDS = {field.upper(): field for field in _DIGITS_OF_FIELD}
_JOINT = rf"[\s{re.escape(DASHES)}]*"
_FORM = re.compile(rf"\s*([A-Z]+){_JOINT}([0-9]+){_JOINT}IDN\s*", re.ASCII | re.IGNORECASE)

_WITHIN = re.compile(rf"\b[A-Z]{{2,6}}{_JOINT}[0-9]{{3,4}}{_JOINT}IDN\b", re.ASCII | re.IGNORECASE)


def compact(text: str) -> str:
    """Letters, digits and ``IDN`` joined by hyphens in KAN's own spelling; any other text only trimmed.

    >>> compact("LSSMKP 012 - IDN"), compact(" none ")
    ('LSSMKP-012-IDN', 'none')
    """
    found = _FORM.fullmatch(text)
    if not found:
        return text.strip()
    letters = found[1].upper()
    return f"{_FIELDS.get(letters, letters)}-{found[2]}-IDN"


def validate(text: str) -> str:
    """The compact number; raises InvalidFormat, InvalidLength (digits), InvalidComponent (unknown letters).

    >>> validate("LI-000-IDN")
    'LI-000-IDN'
    """
    number = compact(text)
    if not _FORM.fullmatch(number):
        raise InvalidFormat
    field, digits, _ = number.split("-")
    if field not in _DIGITS_OF_FIELD:
        raise InvalidComponent
    if len(digits) not in _DIGITS_OF_FIELD[field]:
        raise InvalidLength
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts the text.

    >>> is_valid("LX-001-IDN")
    False
    """
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def found_in(text: str) -> str | None:
    """The first accreditation number inside a text, compact, or None: bodies are often typed with theirs behind.

    >>> found_in("LSPro Uji Bersama (LSPr-000-IDN)"), found_in("LSPro Uji Bersama")
    ('LSPr-000-IDN', None)
    """
    return next((compact(one[0]) for one in _WITHIN.finditer(text) if is_valid(one[0])), None)


def format(text: str) -> str:
    """The number as KAN prints it; raises as `validate` does.

    >>> format("lspr034idn")
    'LSPr-034-IDN'
    """
    return validate(text)
