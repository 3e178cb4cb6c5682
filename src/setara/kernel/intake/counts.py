"""Numbers of workers, and budget years."""

import datetime as dt
import re
from dataclasses import dataclass

from setara.kernel.intake.cells import number_of, typed
from setara.kernel.intake.formats import date_parts
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import ascii_digits, clean

LARGEST_WORKFORCE = 100_000

_PEOPLE = r"(?:\s*(?:orang|org|or|tk|pekerja|karyawan|jiwa|workers?|employees|people|persons?))?"
_PLAIN = re.compile(rf"(\d+){_PEOPLE}\.?")
_MEN = r"(?:l|lk|lk2|laki|laki[- ]?laki|pria|m|male)"
_WOMEN = r"(?:p|pr|perempuan|wanita|f|female)"
_JOIN = r"\s*(?:[/,;+&|-]|dan)?\s*"
_SPLIT = (
    re.compile(rf"(?P<m>\d+)\s*\(?{_MEN}\.?\)?{_JOIN}(?P<f>\d+)\s*\(?{_WOMEN}\.?\)?"),
    re.compile(rf"(?P<f>\d+)\s*\(?{_WOMEN}\.?\)?{_JOIN}(?P<m>\d+)\s*\(?{_MEN}\.?\)?"),
    re.compile(rf"\(?{_MEN}\.?\)?\s*[:=.]?\s*(?P<m>\d+){_JOIN}\(?{_WOMEN}\.?\)?\s*[:=.]?\s*(?P<f>\d+)"),
    re.compile(rf"\(?{_WOMEN}\.?\)?\s*[:=.]?\s*(?P<f>\d+){_JOIN}\(?{_MEN}\.?\)?\s*[:=.]?\s*(?P<m>\d+)"),
)
_BY_HEADER = re.compile(r"(\d+)\s*/\s*(\d+)")
_YEAR = re.compile(r"(?:(?:tahun anggaran|tahun|thn|th|ta|t\.a|apbd|apbn)[\s.:]*)*((?:19|20)\d{2})(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Workers:
    """People at work: all, men, women (None where the cell does not say)."""

    total: int
    men: int | None = None
    women: int | None = None


def read_workers(cell: Cell, *, men_slash_women: bool = False) -> Workers | Doubt:
    """Read a cell of workers; `men_slash_women` says that the header names the order "L/P".

    >>> read_workers(Cell(1, CellKind.TEXT, "3L/2P"))
    Workers(total=5, men=3, women=2)
    >>> str(read_workers(Cell(1, CellKind.TEXT, "±10")).code)
    'count_unclear'
    """
    text = clean(typed(cell))
    number = number_of(cell)
    if cell.kind is CellKind.DATE or (number is not None and date_parts(cell.number_format)):
        return doubt(ProblemCode.COUNT_IS_DATE, text)
    if number is not None:
        if isinstance(number, int) and 0 <= number <= LARGEST_WORKFORCE:
            return Workers(number)
        return doubt(ProblemCode.COUNT_UNCLEAR, text)
    return _in_text(text, men_slash_women)


def _in_text(text: str, men_slash_women: bool) -> Workers | Doubt:
    bare = ascii_digits(text).casefold().strip(" '\"").replace("orang", " ").replace("org", " ")
    bare = " ".join(bare.split()) or text
    if match := _PLAIN.fullmatch(bare):
        total = int(match[1][:9])
        return Workers(total) if total <= LARGEST_WORKFORCE else doubt(ProblemCode.COUNT_UNCLEAR, text)
    for pattern in _SPLIT:
        if match := pattern.fullmatch(bare):
            men, women = int(match["m"][:6]), int(match["f"][:6])
            return Workers(men + women, men, women)
    if men_slash_women and (match := _BY_HEADER.fullmatch(bare)):
        men, women = int(match[1][:6]), int(match[2][:6])
        return Workers(men + women, men, women)
    return doubt(ProblemCode.COUNT_UNCLEAR, text)


def read_year(cell: Cell, today: dt.date) -> int | Doubt:
    """The budget year (*tahun anggaran*), from 2000 to next year.

    >>> read_year(Cell(1, CellKind.TEXT, "TA. 2026"), dt.date(2026, 5, 1))
    2026
    """
    text = clean(typed(cell))
    number = number_of(cell)
    if cell.kind is CellKind.DATE or (number is not None and date_parts(cell.number_format)):
        return doubt(ProblemCode.YEAR_UNCLEAR, text)
    match = _YEAR.fullmatch(ascii_digits(text).casefold().strip(" '\"."))
    if match and 2000 <= int(match[1]) <= today.year + 1:
        return int(match[1])
    return doubt(ProblemCode.YEAR_UNCLEAR, text)
