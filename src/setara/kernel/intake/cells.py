"""One cell as text, as it was typed."""

import datetime as dt
import re

from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import clean

_ERROR_TEXT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d+|#{3,}", re.IGNORECASE)


def typed(cell: Cell) -> str:
    """The content as text, uncleaned; a whole number without its decimals.

    >>> typed(Cell(1, CellKind.NUMBER, 5.0)), typed(Cell(1, CellKind.DATE, dt.date(2026, 3, 12)))
    ('5', '2026-03-12')
    """
    value = cell.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if isinstance(value, int):
        return str(value)
    return value.isoformat()


def is_empty(cell: Cell) -> bool:
    """Whether a person sees nothing in the cell.

    >>> is_empty(Cell(1, CellKind.TEXT, "\\u200b ")), is_empty(Cell(1, CellKind.NUMBER, 0))
    (True, False)
    """
    value = cell.value
    return isinstance(value, str) and not value[:1].isalnum() and not clean(value)


def unusable(cell: Cell) -> Doubt | None:
    """Why nothing can be read from the cell whatever its field: an error value, or struck through.

    >>> str(unusable(Cell(1, CellKind.ERROR, "#N/A")).code)
    'cell_error'
    """
    if cell.strike:
        return doubt(ProblemCode.STRUCK_THROUGH, typed(cell))
    if cell.kind is CellKind.ERROR or cell.kind is CellKind.BOOLEAN:
        return doubt(ProblemCode.CELL_ERROR, typed(cell))
    if isinstance(cell.value, str) and cell.value[:1] in {"#", "E", "e"} and _ERROR_TEXT.fullmatch(cell.value.strip()):
        return doubt(ProblemCode.CELL_ERROR, typed(cell))
    return None


def number_of(cell: Cell) -> int | float | None:
    """The number in a number cell, else None.

    >>> number_of(Cell(1, CellKind.NUMBER, 5.5)), number_of(Cell(1, CellKind.TEXT, "5"))
    (5.5, None)
    """
    value = cell.value
    if cell.kind is not CellKind.NUMBER or isinstance(value, (str, bool, dt.date)):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value
