"""Numbers of Indonesian national standards, *Standar Nasional Indonesia*, with the edition that they name.

``SNI 3144:2015``; before 2007 a sector came first and a dash before the year, ``SNI 01-3743-1995``; adopted
standards keep their first name, ``SNI ISO 9001:2015``, ``SNI ISO/IEC 17065:2012``; parts follow a dot or a dash,
``SNI 2713.1:2009``; an amendment or a correction is part of the number, ``SNI 8302:2016/Amd.1:2019``.
The year is compulsory: without it no one knows which requirements were met. Whether the standard exists or is in
force is not checked.
Source: numbers as BSN lists them (pesta.bsn.go.id); the form is observed, no rule of BSN that states it was found.
Read: 24 November 2026.

>>> validate("SNI 8302:2016/Amd1:2019")
'SNI 8302:2016/Amd.1:2019'
>>> is_valid("SNI 7617")
False
>>> format("sni iso 9001 : 2015")
'SNI ISO 9001:2015'
"""

import re

from setara.kernel.identifiers.digits import DASHES
from setara.kernel.identifiers.errors import InvalidComponent, InvalidFormat, ValidationError

_DASH = f"[{re.escape(DASHES)}]"
_YEAR = "((?:19|20)[0-9]{2})"
_FORM = re.compile(
    rf"""\s* SNI \s*
    (?P<adopted> [A-Z]{{2,5}} (?: \s*/\s* [A-Z]{{2,5}} )* \s* )?
    (?: (?P<sector> [0-9]{{2}} ) \s*{_DASH}\s* (?= [0-9]{{3}} ) )?
    (?P<number> [0-9]{{1,5}} )
    (?P<parts> (?: \.[0-9]{{1,3}} | {_DASH} [A-Z]?[0-9]{{1,3}} )* )
    \s* (?: : | {_DASH} ) \s* (?P<year> {_YEAR} )
    (?: \s*/\s* (?P<change> Amd | Kor | Cor ) \.? \s* (?P<serial> [0-9]) \s*:\s* (?P<change_year> {_YEAR} ) )?
    \s*""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


def compact(text: str) -> str:
    """The number in BSN's spelling; a text that is no such number is only trimmed and its spaces made single.

    >>> compact("SNI 01–3743–1995"), compact("SNI  3751-2018"), compact(" belum ada ")
    ('SNI 01-3743-1995', 'SNI 3751:2018', 'belum ada')
    """
    found = _FORM.fullmatch(text)
    if not found:
        return " ".join(text.split())
    adopted = "".join((found["adopted"] or "").upper().split())
    parts = re.sub(_DASH, "-", found["parts"]).upper()
    body = f"{found['sector']}-{found['number']}{parts}-" if found["sector"] else f"{found['number']}{parts}:"
    change = f"/{found['change'].capitalize()}.{found['serial']}:{found['change_year']}" if found["change"] else ""
    return f"SNI {adopted}{' ' if adopted else ''}{body}{found['year']}{change}"


def validate(text: str) -> str:
    """The compact number; raises InvalidFormat, or InvalidComponent for a change older than what it changes.

    National numbers have at least three digits; only adopted ones (``SNI CAC/RCP 1:2011``) may be shorter.

    >>> validate("SNI 01-3743-1995")
    'SNI 01-3743-1995'
    """
    found = _FORM.fullmatch(text)
    if not found or (not found["adopted"] and len(found["number"]) < 3):
        raise InvalidFormat
    if found["change_year"] and found["change_year"] < found["year"]:
        raise InvalidComponent
    return compact(text)


def is_valid(text: str) -> bool:
    """Whether `validate` accepts the text.

    >>> is_valid("ISO 9001:2015")
    False
    """
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def format(text: str) -> str:
    """The number as BSN prints it; raises as `validate` does.

    >>> format("SNI ISO/IEC17065:2012")
    'SNI ISO/IEC 17065:2012'
    """
    return validate(text)
