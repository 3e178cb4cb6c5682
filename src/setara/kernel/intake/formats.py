"""What a number format of a spreadsheet shows: days, zeros, units (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import re
from functools import lru_cache

_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')
_DATE_LETTERS = re.compile(r"[^ymdhsap/:\-., 0'\s\[\]]")
_MINUTES = re.compile(r"\[?h+\]?[^a-z]*m+|\[[hms]+\]|m+[^a-z]*s+|am/pm|a/p")
_ZEROS = re.compile(r"[0\s.\-/]+")
_UNIT = re.compile(r"juta|jt|ribu|rb|mili?ar|milyar|million", re.IGNORECASE)


@lru_cache(maxsize=1024)
def date_parts(number_format: str) -> frozenset[str]:
    """Which of ``y m d`` a format shows; empty for a format that shows no date.

    >>> sorted(date_parts("dd/mm/yyyy;@")), sorted(date_parts("General")), sorted(date_parts("mmm-yy"))
    (['d', 'm', 'y'], [], ['m', 'y'])
    """
    shown = _LITERALS.sub("", number_format.split(";", maxsplit=1)[0].casefold())
    if not shown or _DATE_LETTERS.search(shown):
        return frozenset()
    return frozenset(_MINUTES.sub("", shown)) & frozenset("ymd")


@lru_cache(maxsize=1024)
def zeros_shown(number_format: str) -> int:
    """How many digits a format always shows: it restores zeros that a number lost.

    >>> [zeros_shown(shown) for shown in ("0000000000000", r"00\\.000\\.000\\.0\\-000\\.000", "0", "#,##0")]
    [13, 15, 0, 0]
    """
    shown = re.sub(r'"[\s.\-/]*"|\\[\s.\-/]', "", number_format.split(";", maxsplit=1)[0])
    zeros = shown.count("0")
    return zeros if zeros > 1 and _ZEROS.fullmatch(shown) and "." not in shown else 0


@lru_cache(maxsize=1024)
def decimals_shown(number_format: str) -> int:
    """How many decimals a plain format shows.

    >>> decimals_shown("0.00"), decimals_shown("General")
    (2, 0)
    """
    match = re.fullmatch(r"[#0]*0\.(0+)", number_format.split(";", maxsplit=1)[0])
    return len(match[1]) if match else 0


@lru_cache(maxsize=1024)
def names_unit(number_format: str) -> bool:
    """Whether a format writes a unit behind the number, so that the number is not what was seen.

    >>> names_unit('0" juta"'), names_unit('"Rp" #,##0')
    (True, False)
    """
    return _UNIT.search(number_format) is not None
