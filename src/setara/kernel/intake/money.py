"""Amounts in whole rupiah, as the cell and the header say them.

- A point groups by thousands, a comma makes decimals, as in Indonesia; ``12,500,000`` can only be English grouping.
  One comma before exactly three digits can be either: asked, behind grouped thousands too (``12.500,000``).
- A unit in the cell (*rb, jt, M*) counts; so does a unit in the header. A grouped number with either unit
  (``12.500`` under "Rp juta") can be the whole amount or a decimal point: asked, unless decimals behind it
  (``1.250,5``) show that the unit is meant.
- A unit in the number format is not in the number: asked.
- Less than a thousand rupiah, more than a trillion, or more than a hundred billion through the unit of a header is
  not what somebody meant to write: asked. Zero is an amount.
"""

import re
from decimal import Decimal

from setara.kernel.intake.cells import number_of, typed
from setara.kernel.intake.formats import date_parts, names_unit
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import ascii_digits, clean

SMALLEST = 1_000
LARGEST = 1_000_000_000_000
LARGEST_BY_HEADER = 100_000_000_000

_UNITS = {
    "rb": 1_000, "ribu": 1_000, "ribuan": 1_000, "k": 1_000,
    "jt": 1_000_000, "juta": 1_000_000, "jutaan": 1_000_000,
    "m": 1_000_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000, "milliar": 1_000_000_000,
    "mlr": 1_000_000_000, "t": 1_000_000_000_000, "triliun": 1_000_000_000_000,
}  # fmt: skip
_FRAME = re.compile(r"^(?:rp|idr)?[\s.:]*|\s*(?:rupiah|idr)\s*$|(?<=\d)\s*[,.]\s*[-\u2013\u2014=]+\s*$")
_AMOUNT = re.compile(r"(\d[\d.,' ]*?)\s*([a-z]*)\.?")
_GROUPED = (
    (re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), ".", ","),
    (re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+"), ",", "."),
    (re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?"), " ", ","),
)
_A_GROUP = 3
_DECIMAL = re.compile(r"0[.,]\d+|\d+[.,](?:\d{1,2}|\d{4,})|\d{4,}[.,]\d{3}|\d+")


def read_money(cell: Cell, unit: int = 1) -> int | Doubt:
    """Whole rupiah; `unit` is what the header says a one is worth.

    >>> read_money(Cell(1, CellKind.TEXT, "Rp 12.500.000,-")), read_money(Cell(1, CellKind.TEXT, "12,5 jt"))
    (12500000, 12500000)
    >>> str(read_money(Cell(1, CellKind.TEXT, "12.500"), 1_000_000).code)
    'money_ambiguous'
    """
    text = clean(typed(cell))
    number = number_of(cell)
    if number is not None:
        if date_parts(cell.number_format):
            return doubt(ProblemCode.MONEY_UNCLEAR, text)
        if names_unit(cell.number_format):
            return doubt(ProblemCode.MONEY_AMBIGUOUS, text)
        return _whole(Decimal(repr(number)) * unit, text, unit)
    if cell.kind is not CellKind.TEXT:
        return doubt(ProblemCode.MONEY_UNCLEAR, text)
    return _in_text(text, unit)


def _in_text(text: str, header_unit: int) -> int | Doubt:
    bare = ascii_digits(text).casefold().strip(" '\"")
    currency = bare.startswith(("rp", "idr"))
    for _ in range(2):
        bare = _FRAME.sub("", bare).strip()
    if re.match(r"[-\u2212(]\s*(?:rp)?[\s.]*\d", bare) or re.match(r"^(?:rp)?[\s.]*[-(]\s*\d", text.casefold()):
        return doubt(ProblemCode.MONEY_NEGATIVE, text)
    match = _AMOUNT.fullmatch(bare)
    if match is None or (match[2] and match[2] not in _UNITS):
        return doubt(ProblemCode.MONEY_UNCLEAR, text)
    return _scaled(match[1], _UNITS.get(match[2], 0), header_unit, currency, text)


def _scaled(written: str, own_unit: int, header_unit: int, currency: bool, text: str) -> int | Doubt:
    unit = own_unit or header_unit
    for pattern, group, decimal in _GROUPED:
        if pattern.fullmatch(written):
            cents = written.partition(decimal)[2]
            if len(cents) == _A_GROUP or (unit > 1 and not cents.strip("0")):
                return doubt(ProblemCode.MONEY_AMBIGUOUS, text)
            return _whole(Decimal(written.replace(group, "").replace(decimal, ".")) * unit, text, unit)
    if not _DECIMAL.fullmatch(written):
        single = re.fullmatch(r"\d{1,3},\d{3}", written)
        return doubt(ProblemCode.MONEY_AMBIGUOUS if single else ProblemCode.MONEY_UNCLEAR, text)
    if currency and not own_unit and header_unit > 1 and len(written) > 6:
        return doubt(ProblemCode.MONEY_AMBIGUOUS, text)
    return _whole(Decimal(written.replace(",", ".")) * unit, text, 1 if own_unit else header_unit)


def _whole(amount: Decimal, text: str, header_unit: int) -> int | Doubt:
    if amount < 0:
        return doubt(ProblemCode.MONEY_NEGATIVE, text)
    if (amount != 0 and amount < SMALLEST) or amount > (LARGEST_BY_HEADER if header_unit > 1 else LARGEST):
        return doubt(ProblemCode.MONEY_IMPLAUSIBLE, text, amount=f"{amount:f}")
    rounded = amount.to_integral_value()
    # A product of a binary fraction (12.3 in a number cell) may miss a whole rupiah by less than a millionth.
    if abs(amount - rounded) > Decimal("0.000001"):
        return doubt(ProblemCode.MONEY_NOT_WHOLE, text)
    return int(rounded)
