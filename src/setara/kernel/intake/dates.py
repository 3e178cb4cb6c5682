"""Days as clerks write them: day before month always, never more than the cell says.

Rules, each with its reason:

- Three numbers are day, month, year; a year of four digits in front makes it year, month, day (ISO 8601). A month
  above twelve does not exist; it is never taken for a day.
- A name of a weekday in front must be that of the day (*Senin, 12/03/2026* was a Thursday); else asked.
- A year of two digits means 20YY, and only if that is not after the latest year that the field allows; else asked.
- A number is a day when its format shows a date. A format that shows no day (``mmm-yy``) over the first of a month
  is what a spreadsheet makes of a typed "Mar-26": asked as a month. A format that shows no year is asked, for the
  spreadsheet added that year itself.
- A number without a date format is a day only in a file that states its formats (xlsx), as a whole number in the
  years 2000 to 2100; in a text, or where formats are unknown, the date system is unknown: asked.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from setara.kernel.intake.cells import number_of, typed
from setara.kernel.intake.formats import date_parts
from setara.kernel.intake.grid import Cell
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import ascii_digits, clean, fold
from setara.kernel.intake.wordlists import numbered
from setara.kernel.rulebook.regions import districts

EARLIEST_YEAR = 1970
_YEARS_AHEAD = 100
_SEP = r"\s*[-/.\u2010-\u2015\u2212 ]\s*"
_THREE = re.compile(rf"(\d{{1,4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,4}})")
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-./,]*([a-z]+)[\s\-./,'’]*(\d{4}|\d{2})")
_NAME_DAY_YEAR = re.compile(r"([a-z]+)[\s.\-]*(\d{1,2})(?:st|nd|rd|th)?[\s,.\-]+(\d{4}|\d{2})")
_YEAR_NAME_DAY = re.compile(r"(\d{4})[\s\-/.]*([a-z]+)[\s\-/.]*(\d{1,2})")
_NAME_YEAR = re.compile(r"([a-z]+)[\s\-/.,'’]*(\d{4}|\d{2})")
_DAY_NAME = re.compile(r"(\d{1,2})[\s\-./]*([a-z]+)")
_MONTH_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{4}|\d{4}\s*[-/.]\s*\d{1,2}")
_YEAR = re.compile(r"(?:tahun|thn|th|ta)?[\s.]*\d{4}")
_PERIOD = re.compile(r"\b(?:triwulan|tri wulan|tw|quarter|kuartal|q[1-4]|semester|smt|minggu ke|week)\b")
_DURATION = re.compile(r"\b\d+\s*(?:\([^)]*\)\s*)?(?:tahun|thn|th|bulan|bln|hari|years?|yrs?|months?)\b(?!\s*\d{4})")
_PENDING = re.compile(r"\b(?:proses|process|belum|menunggu|menyusul|pending|pengajuan)\b")
_EIGHT = re.compile(r"\d{8}")
_TIME = re.compile(r"(?:t|\s)\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:z|wib|am|pm)?$")
_LABEL = re.compile(r"^(?:tgl|tanggal|terbit|diterbitkan|date|dated|per)\b[.:\s]*")


@dataclass(frozen=True, slots=True)
class Span:
    """Which years a two-digit year may mean: up to `latest`."""

    latest: int


def make_date(year: int, month: int, day: int, text: str) -> dt.date | Doubt:
    """The day, or why it is none.

    >>> str(make_date(2026, 2, 31, "31/02/2026").code)
    'date_does_not_exist'
    """
    try:
        made = dt.date(year, month, day)
    except ValueError:
        return doubt(ProblemCode.DATE_DOES_NOT_EXIST, text)
    return plausible(made, text)


def plausible(day: dt.date, text: str) -> dt.date | Doubt:
    """The day if a certificate of this programme can bear it.

    >>> str(plausible(dt.date(1900, 1, 1), "1").code)
    'date_implausible'
    """
    if EARLIEST_YEAR <= day.year <= EARLIEST_YEAR + _YEARS_AHEAD + 60:
        return day
    return doubt(ProblemCode.DATE_IMPLAUSIBLE, text)


def serial_date(serial: float, date1904: bool, text: str) -> dt.date | Doubt:
    """The day of a serial number; day 60 of the 1900 system is the 29 February 1900 that never was.

    >>> serial_date(46093, False, ""), serial_date(44631, True, "")
    (datetime.date(2026, 3, 12), datetime.date(2026, 3, 12))
    """
    whole = int(serial) if abs(serial) < 1e7 else -1
    if serial < 0 or not 0 <= whole <= 2_958_465:
        return doubt(ProblemCode.DATE_IMPLAUSIBLE, text)
    if date1904:
        start = dt.date(1904, 1, 1)
    elif whole == 60:
        return doubt(ProblemCode.DATE_DOES_NOT_EXIST, text)
    else:
        start = dt.date(1899, 12, 30) if whole > 60 else dt.date(1899, 12, 31)
    try:
        return plausible(start + dt.timedelta(days=whole), text)
    except OverflowError:
        return doubt(ProblemCode.DATE_IMPLAUSIBLE, text)


def read_date(cell: Cell, *, date1904: bool, span: Span) -> dt.date | Doubt:
    """The day that a cell states, or why it states none. Texts that mean "no value" are the caller's matter.

    >>> from setara.kernel.intake.grid import CellKind
    >>> read_date(Cell(1, CellKind.TEXT, "Kamis, 12 Maret 2026"), date1904=False, span=Span(2026))
    datetime.date(2026, 3, 12)
    """
    value = cell.value
    if isinstance(value, dt.datetime):
        return plausible(value.date(), typed(cell))
    if isinstance(value, dt.date):
        return plausible(value, typed(cell))
    number = number_of(cell)
    if number is None:
        return date_in_text(clean(typed(cell)), span)
    return _date_in_number(number, cell, date1904)


def _date_in_number(number: float, cell: Cell, date1904: bool) -> dt.date | Doubt:
    text = typed(cell)
    shown = date_parts(cell.number_format)
    if shown:
        day = serial_date(number, date1904, text)
        if isinstance(day, Doubt) or ("d" in shown and "y" in shown):
            return day
        if "y" not in shown:
            return doubt(ProblemCode.DATE_WITHOUT_YEAR, day.isoformat())
        if "m" not in shown and (day.month, day.day) == (1, 1):
            return doubt(ProblemCode.DATE_YEAR_ONLY, str(day.year))
        return doubt(ProblemCode.DATE_MONTH_ONLY, day.isoformat()[:7]) if day.day == 1 else day
    if isinstance(number, int):
        if 1900 <= number <= 2100:
            return doubt(ProblemCode.DATE_YEAR_ONLY, text)
        if len(text) == 8:
            return _compact(text)
        day = serial_date(number, date1904, text)
        if cell.number_format and not isinstance(day, Doubt) and 2000 <= day.year <= 2100:
            return day
        return doubt(ProblemCode.DATE_SERIAL_UNCLEAR, text)
    return doubt(ProblemCode.DATE_UNCLEAR, text)


def date_in_text(text: str, span: Span) -> dt.date | Doubt:
    """The day that a cleaned text states, or why it states none.

    >>> date_in_text("12/03/2026", Span(2026)), str(date_in_text("03/13/2026", Span(2026)).code)
    (datetime.date(2026, 3, 12), 'date_does_not_exist')
    """
    bare = unicodedata.normalize("NFKC", ascii_digits(text)).casefold().strip(" '\"`’.,;")
    weekday, bare = _without_place(_LABEL.sub("", bare))
    day = _day_in(_TIME.sub("", bare).strip(" '\",."), text, span)
    if isinstance(day, dt.date) and weekday not in (None, day.weekday()):
        return doubt(ProblemCode.DATE_UNCLEAR, text)
    return day


def _day_in(bare: str, text: str, span: Span) -> dt.date | Doubt:
    if match := _THREE.fullmatch(bare):
        return _three_numbers(match[1], match[2], match[3], text, span)
    if _EIGHT.fullmatch(bare):
        return _compact(bare)
    if match := _DAY_NAME_YEAR.fullmatch(bare):
        return _named(match[1], match[2], match[3], text, span)
    if match := _YEAR_NAME_DAY.fullmatch(bare):
        return _named(match[3], match[2], match[1], text, span)
    if (match := _NAME_DAY_YEAR.fullmatch(bare)) and match[1] not in numbered("roman"):
        return _named(match[2], match[1], match[3], text, span)
    return doubt(_why_no_day(bare), text)


def _without_place(bare: str) -> tuple[int | None, str]:
    """Drop a weekday and a town in front (``kamis, ``, ``surabaya, ``), no other word; which weekday, and the rest."""
    weekday: int | None = None
    for _ in range(2):
        head, comma, rest = bare.partition(",")
        first, space, after = bare.partition(" ")
        if comma and fold(head) in numbered("day"):
            weekday, bare = numbered("day")[fold(head)], rest.strip()
        elif comma and fold(head) in _towns():
            bare = rest.strip()
        elif space and first.strip(".,/") in numbered("day"):
            weekday, bare = numbered("day")[first.strip(".,/")], after.strip()
    return weekday, bare


@cache
def _towns() -> frozenset[str]:
    bare = {fold(district.name) for district in districts().values()}
    return frozenset(bare | {f"kota {name}" for name in bare} | {"jakarta", "dki jakarta"})


def _three_numbers(first: str, middle: str, last: str, text: str, span: Span) -> dt.date | Doubt:
    if len(first) == 4 and len(last) <= 2:
        return make_date(int(first), int(middle), int(last), text)
    if len(first) <= 2 and len(last) == 4:
        return make_date(int(last), int(middle), int(first), text)
    if len(first) <= 2 and len(last) == 2:
        return _two_digit_year(int(first), int(middle), int(last), text, span)
    return doubt(ProblemCode.DATE_UNCLEAR, text)


def _two_digit_year(day: int, month: int, year: int, text: str, span: Span) -> dt.date | Doubt:
    made = make_date(2000 + year, month, day, text)
    if not isinstance(made, Doubt) and made.year > span.latest:
        return doubt(ProblemCode.DATE_TWO_DIGIT_YEAR, text)
    return made


def _named(day: str, name: str, year: str, text: str, span: Span) -> dt.date | Doubt:
    month = numbered("month").get(name) or numbered("roman").get(name)
    if month is None:
        return doubt(_why_no_day(text.casefold()), text)
    if len(year) == 2:
        return _two_digit_year(int(day), month, int(year), text, span)
    return make_date(int(year), month, int(day), text)


def _compact(text: str) -> dt.date | Doubt:
    """Eight digits are a day only if one of YYYYMMDD and DDMMYYYY exists and the other does not."""
    readings = [
        make_date(int(text[:4]), int(text[4:6]), int(text[6:]), text),
        make_date(int(text[4:]), int(text[2:4]), int(text[:2]), text),
    ]
    days = [reading for reading in readings if not isinstance(reading, Doubt)]
    return days[0] if len(days) == 1 else doubt(ProblemCode.DATE_UNCLEAR, text)


def _why_no_day(bare: str) -> ProblemCode:
    months = numbered("month")
    if _PENDING.search(bare):
        return ProblemCode.DATE_PENDING
    if _PERIOD.search(bare):
        return ProblemCode.DATE_PERIOD
    if _YEAR.fullmatch(bare):
        return ProblemCode.DATE_YEAR_ONLY
    if _MONTH_YEAR.fullmatch(bare) or ((match := _NAME_YEAR.fullmatch(bare)) and match[1] in months):
        return ProblemCode.DATE_MONTH_ONLY
    if (match := _DAY_NAME.fullmatch(bare)) and match[2] in months:
        return ProblemCode.DATE_WITHOUT_YEAR
    if _DURATION.search(bare):
        return ProblemCode.DATE_DURATION
    if re.fullmatch(r"\d{5}(?:\.\d+)?", bare):
        return ProblemCode.DATE_SERIAL_UNCLEAR
    return ProblemCode.DATE_UNCLEAR
