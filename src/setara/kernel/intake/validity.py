"""What a cell says about the end of a certificate: a day, no end, or a span of two days."""

import datetime as dt
import re
from dataclasses import dataclass

from setara.kernel.intake.cells import typed
from setara.kernel.intake.dates import Span, date_in_text, read_date
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import clean, fold
from setara.kernel.intake.wordlists import words

_LEAD = re.compile(
    r"^(?:masa\s+)?(?:berlaku|valid|exp(?:ired|iry)?|kadaluarsa|kedaluwarsa)\b(?:\s+(?:mulai|dari))?[.:\s]*",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\s*(?:\bs\s*/\s*d\b|\bs\.\s*d\.?(?=\s|\d)|\bsd\b|\bsampai(?:\s+dengan)?\b|\bhingga\b|\buntil\b|\bto\b|\bthrough\b|"
    r"[\u2013\u2014]|\s-\s)[.:\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Validity:
    """The end (None: no end) and, where the cell names it, the beginning."""

    end: dt.date | None
    start: dt.date | None = None


def read_validity(cell: Cell, *, date1904: bool, span: Span) -> Validity | Doubt:
    """Read an expiry cell. A length ("3 tahun") is asked, never computed.

    >>> read_validity(Cell(1, CellKind.TEXT, "12 Maret 2026 s/d 11 Maret 2029"), date1904=False, span=Span(2046)).end
    datetime.date(2029, 3, 11)
    >>> read_validity(Cell(1, CellKind.TEXT, "Seumur hidup"), date1904=False, span=Span(2046))
    Validity(end=None, start=None)
    """
    if cell.kind is not CellKind.TEXT:
        day = read_date(cell, date1904=date1904, span=span)
        return day if isinstance(day, Doubt) else Validity(day)
    text = clean(typed(cell))
    if "?" not in text and fold(text) in words("no_expiry"):
        return Validity(None)
    whole = date_in_text(text, span)
    if not isinstance(whole, Doubt):
        return Validity(whole)
    if whole.code is ProblemCode.DATE_DOES_NOT_EXIST:
        return whole
    parts = _UNTIL.split(_LEAD.sub("", text))
    days = [date_in_text(part, span) for part in parts if part.strip(" .:")]
    if len(parts) <= 2 and len(days) in {1, 2}:
        return _from_parts(days, whole)
    return whole


def _from_parts(days: list[dt.date | Doubt], whole: Doubt) -> Validity | Doubt:
    end = days[-1]
    start = days[0] if len(days) == 2 else None
    for day in days:
        if isinstance(day, Doubt) and day.code is ProblemCode.DATE_DOES_NOT_EXIST:
            return day
    if isinstance(end, Doubt) or isinstance(start, Doubt):
        return end if len(days) == 1 and isinstance(end, Doubt) else whole
    if start is not None and start > end:
        return doubt(ProblemCode.EXPIRY_BEFORE_ISSUE, whole.params["typed"])
    return Validity(end, start)


def spans_two_days(text: str, span: Span) -> bool:
    """Whether a text names two days where one belongs.

    >>> spans_two_days("12/03/2026 s/d 14/03/2026", Span(2026))
    True
    """
    parts = _UNTIL.split(text)
    return len(parts) == 2 and not any(isinstance(date_in_text(part, span), Doubt) for part in parts)
