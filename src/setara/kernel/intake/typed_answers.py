"""An answer as a person types it, read as if it stood in the cell: by the same readers, refused with the same codes."""

from setara.kernel.intake.answers import Value
from setara.kernel.intake.businesses import read_business
from setara.kernel.intake.certificates import read_certificates
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.evidence import Evidence
from setara.kernel.intake.grid import Cell, CellKind, Row, Sheet
from setara.kernel.intake.header import Column, Header
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.questions import OTHER_DOCUMENT, REQUIRED
from setara.kernel.intake.records import ListKind, Record
from setara.kernel.intake.source_rows import SourceRow, Titles, TypedRow

_SHEET = Sheet("", addressed=False)
_NOTHING_ABOVE = Titles(None, None, 1)
_MISSING = {
    "name": ProblemCode.NAME_MISSING,
    "holder": ProblemCode.NAME_MISSING,
    "kind": ProblemCode.KIND_MISSING,
    "number": ProblemCode.NUMBER_MISSING,
    "district_code": ProblemCode.DISTRICT_MISSING,
}


def read_answer(kind: ListKind, field: str, text: str, context: ReadingContext) -> Value | Doubt:
    """The value that an answer gives to a field, or why it gives none. An empty one leaves an optional field unknown.

    >>> import datetime as dt
    >>> context = ReadingContext("35", dt.date(2026, 3, 1))
    >>> read_answer(ListKind.BUSINESSES, "district_code", "35.73", context)
    '35.73'
    >>> str(read_answer(ListKind.BUSINESSES, "nib", "123", context).code)
    'nib_invalid'
    """
    if not text.strip():
        return doubt(_MISSING[field]) if field in REQUIRED else None
    if (field, text) == ("kind", OTHER_DOCUMENT):
        return OTHER_DOCUMENT
    records = _read(kind, field, text, context)
    if len(records) > 1:
        return doubt(ProblemCode.SEVERAL_VALUES, text)
    for problem in records[0].problems:
        if problem.field == field:
            return Doubt(ProblemCode(problem.code), problem.params)
    return records[0].values[field]


def _read(kind: ListKind, field: str, text: str, context: ReadingContext) -> list[Record]:
    header = Header(kind, 1, 1, {field: (Column(1, field, ""),)}, None)
    typed = TypedRow.of(Row(2, (Cell(1, CellKind.TEXT, text),)), {})
    row = SourceRow(_SHEET, typed, header, context, _NOTHING_ABOVE, Evidence(), None)
    return [read_business(row)] if kind is ListKind.BUSINESSES else read_certificates(row)
