"""Identifiers made of digits, as spreadsheets mistreat them: NIB, NIK, NPWP, telephone.

- A spreadsheet number holds fifteen digits. More in a number cell, or ``3.5E+12`` in a text, are not trusted.
- Too few digits in a number cell mean lost zeros, unless the number format shows them; asked, never filled in.
- A number cell that starts with 8 in a telephone column can only be a mobile number without its 0 (Indonesian area
  codes never start with 8): certain. Every other telephone number needs its 0 or its country code.
- Letters among digits, and two values in one cell, are asked.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from setara.kernel.intake.cells import number_of, typed
from setara.kernel.intake.formats import zeros_shown
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import ascii_digits, clean, is_damaged

TRUSTED_DIGITS = 15

_LABEL = re.compile(
    r"^(?:(?:no(?:mor)?|nib|nik|npwp|ktp|id|hp|wa|whatsapp|telp?|telepon|phone|tlp|handphone|ponsel)\b\.?[\s/:=.-]*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*\(?\b(?:wa|hp|whatsapp|telp|kantor|rumah)\b\.?\)?$", re.IGNORECASE)
_MARKS = re.compile(r"[\s.\-/'’`‘_\u2010-\u2015\u2212]")
_PHONE_MARKS = re.compile(r"[\s.\-/'’`()_\u2010-\u2015\u2212]")
_FLOAT = re.compile(r"(\d+)[.,]0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*e\s*\+?\s*\d+", re.IGNORECASE)
_APART = re.compile(r"[\n\r;,|&/]|\bdan\b|\batau\b|\s{2,}")
_LOOKALIKES = re.compile(r"[\doilsbz]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One kind of number: its possible lengths, its check, and the code of a failed check."""

    lengths: tuple[int, ...]
    check: Callable[[str], bool]
    invalid: ProblemCode


def read_identifier(cell: Cell, identifier: Identifier) -> str | Doubt:
    """The digits of an identifier, or why they are not certain.

    >>> nib = Identifier((13,), lambda digits: True, ProblemCode.NIB_INVALID)
    >>> read_identifier(Cell(1, CellKind.TEXT, "NIB: 0220.0012.34567"), nib)
    '0220001234567'
    >>> str(read_identifier(Cell(1, CellKind.NUMBER, 220001234567), nib).code)
    'zeros_lost'
    """
    written = _written_digits(cell, _MARKS, identifier.lengths)
    if isinstance(written, Doubt):
        return written
    digits, from_number = written
    if len(digits) not in identifier.lengths:
        if from_number and len(digits) < max(identifier.lengths):
            return doubt(ProblemCode.ZEROS_LOST, digits)
        return doubt(identifier.invalid, digits)
    return digits if identifier.check(digits) else doubt(identifier.invalid, digits)


def _written_digits(cell: Cell, marks: re.Pattern[str], lengths: tuple[int, ...]) -> tuple[str, bool] | Doubt:
    """The digits and whether they come out of a spreadsheet number."""
    number = number_of(cell)
    if number is not None:
        return _digits_of_number(number, cell)
    if cell.kind is not CellKind.TEXT:
        return doubt(ProblemCode.DIGITS_UNCLEAR, typed(cell))
    raw = ascii_digits(typed(cell))
    text = clean(raw)
    bare = _TAIL.sub("", _LABEL.sub("", text.strip("'’`\" ")))
    if (match := _FLOAT.fullmatch(bare)) and len(match[1]) > 8:
        return _trusted(match[1], text)
    if _SCIENTIFIC.fullmatch(bare):
        return doubt(ProblemCode.DIGITS_LOST, text)
    digits = marks.sub("", bare)
    if digits.isascii() and digits.isdigit() and len(digits) < 2 * min(lengths):
        return digits, False
    return _why_no_digits(raw, digits, text, min(lengths))


def _digits_of_number(number: float, cell: Cell) -> tuple[str, bool] | Doubt:
    text = typed(cell)
    if not isinstance(number, int) or number < 0:
        return doubt(ProblemCode.DIGITS_UNCLEAR, text)
    shown = zeros_shown(cell.number_format)
    return _trusted(str(number).zfill(shown), text)


def _trusted(digits: str, text: str) -> tuple[str, bool] | Doubt:
    if len(digits.lstrip("0")) > TRUSTED_DIGITS:
        return doubt(ProblemCode.DIGITS_LOST, text)
    return digits, True


def _why_no_digits(raw: str, digits: str, text: str, shortest: int) -> Doubt:
    if is_damaged(text):
        return doubt(ProblemCode.TEXT_DAMAGED, text)
    parts = [
        part for part in _APART.split(_LABEL.sub("", raw.strip())) if sum(map(str.isdigit, part)) >= min(shortest, 8)
    ]
    if len(parts) > 1 or (digits.isdigit() and len(digits) >= 2 * shortest):
        return doubt(ProblemCode.SEVERAL_VALUES, text)
    if not digits.isdigit() and sum(map(str.isdigit, digits)) >= 6 and _LOOKALIKES.fullmatch(digits):
        return doubt(ProblemCode.LETTERS_IN_DIGITS, text)
    return doubt(ProblemCode.DIGITS_UNCLEAR, text)


_PHONE_LENGTHS = (8, 15)


def read_phone(cell: Cell, e164: Callable[[str], str | None]) -> str | Doubt:
    """A telephone number as ``+62…``; `e164` checks a number that begins with 0 or +62 and answers None if it is none.

    >>> read_phone(Cell(1, CellKind.TEXT, "0812-3456-7890 (WA)"), lambda number: "+62" + number[1:])
    '+6281234567890'
    """
    text = clean(typed(cell))
    written = _written_digits(_without_plus(cell), _PHONE_MARKS, _PHONE_LENGTHS)
    if isinstance(written, Doubt):
        return doubt(written.code, text)
    digits, from_number = written
    number = e164(_national(digits, from_number)) if _national(digits, from_number) else None
    return number or doubt(ProblemCode.PHONE_INVALID, text)


def _without_plus(cell: Cell) -> Cell:
    if not isinstance(cell.value, str):
        return cell
    value = re.sub(r"\(\s*0\s*\)", "", ascii_digits(cell.value)) if "+62" in cell.value else cell.value
    return Cell(cell.column, cell.kind, re.sub(r"^(\D*)\+\s*", r"\1", value), cell.number_format)


def _national(digits: str, from_number: bool) -> str:
    if digits.startswith("62") and len(digits) >= 10 and not digits.startswith("620"):
        return "+" + digits
    if digits.startswith("0"):
        return digits
    if from_number and digits.startswith("8") and 9 <= len(digits) <= 12:
        return "0" + digits
    return ""
