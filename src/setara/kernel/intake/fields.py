"""How the cell of each field is read. None means: the cell says that there is no value."""

import datetime as dt
import re
from collections.abc import Callable

from setara.kernel.identifiers import nib, nik, npwp, phone, sni
from setara.kernel.identifiers.errors import ValidationError
from setara.kernel.intake.cells import number_of, typed
from setara.kernel.intake.counts import read_year
from setara.kernel.intake.dates import Span, read_date
from setara.kernel.intake.digits import Identifier, read_identifier, read_phone
from setara.kernel.intake.formats import date_parts
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.labels import names_owner_too
from setara.kernel.intake.money import read_money
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.source_rows import RecordDraft, Source, SourceRow
from setara.kernel.intake.text import checked_name, checked_text
from setara.kernel.intake.validity import spans_two_days

Value = str | int | None
Reader = Callable[[Source, SourceRow], Value | Doubt]

YEARS_AHEAD = 20

_TWO_NAMES = re.compile(r"[/\n\r;,(]|\s-\s")

_NIB = Identifier((13,), nib.is_valid, ProblemCode.NIB_INVALID)
_NIK = Identifier((16,), nik.is_valid, ProblemCode.NIK_INVALID)
_NPWP = Identifier((15, 16), npwp.is_valid, ProblemCode.NPWP_INVALID)


def read_name_cell(source: Source, _row: SourceRow) -> str | Doubt:
    """A name of a business, a person or a body; a number or a date in its place is asked, and two names in a column
    whose label speaks of business and owner."""
    if source.cell.kind is not CellKind.TEXT:
        return doubt(ProblemCode.NAME_UNCLEAR, source.text)
    if _TWO_NAMES.search(typed(source.cell).strip()) and names_owner_too(source.column.text):
        return doubt(ProblemCode.SEVERAL_VALUES, source.text)
    return checked_name(source.text)


def read_text_cell(source: Source, _row: SourceRow) -> str | Doubt:
    """Any other text, kept literally; a number stands as its digits, a date is asked."""
    if source.cell.kind is CellKind.DATE or (
        number_of(source.cell) is not None and date_parts(source.cell.number_format)
    ):
        return doubt(ProblemCode.NUMBER_UNCLEAR, source.text)
    return checked_text(source.text)


def read_standard_cell(source: Source, row: SourceRow) -> str | Doubt:
    """A standard as it is written; what says SNI and a number must be one with its year."""
    text = read_text_cell(source, row)
    if isinstance(text, str) and text[:3].upper() == "SNI" and any(map(str.isdigit, text)) and not sni.is_valid(text):
        return doubt(ProblemCode.STANDARD_INVALID, text)
    return text


def read_day(source: Source, row: SourceRow, latest: int) -> dt.date | Doubt:
    """A day; two days in the cell are asked."""
    span = Span(latest)
    day = read_date(source.cell, date1904=row.sheet.date1904, span=span)
    if isinstance(day, Doubt) and day.code is ProblemCode.DATE_UNCLEAR and spans_two_days(source.text, span):
        return doubt(ProblemCode.DATE_RANGE, source.text)
    return day


def past_day(source: Source, row: SourceRow) -> str | Doubt:
    """A day of issue or filing as ISO text; after today it is asked."""
    day = read_day(source, row, row.context.today.year)
    if isinstance(day, Doubt):
        return day
    return doubt(ProblemCode.DATE_IN_FUTURE, source.text) if day > row.context.today else day.isoformat()


def handover_day(source: Source, row: SourceRow) -> str | Doubt:
    """A day of hand-over as ISO text; it may be planned."""
    day = read_day(source, row, row.context.today.year + 1)
    return day if isinstance(day, Doubt) else day.isoformat()


def read_money_cell(source: Source, row: SourceRow) -> int | Doubt:
    """Whole rupiah, by the unit of the column, failing that the unit that the titles name."""
    unit = source.column.unit if source.column.unit > 1 else row.titles.unit
    return read_money(source.cell, unit)


def read_number_exactly(cell: Cell, *, zeros_matter: int) -> str | Doubt:
    """A number as the body printed it; a spreadsheet number only where it cannot have lost anything.

    `zeros_matter` is the length that such a number always has (copyright: 9), or 0.
    """
    number = number_of(cell)
    if number is None:
        return doubt(ProblemCode.NUMBER_UNCLEAR, typed(cell))
    if date_parts(cell.number_format) or not isinstance(number, int) or number < 0:
        return doubt(ProblemCode.NUMBER_UNCLEAR, typed(cell))
    source = read_identifier(cell, Identifier(tuple(range(1, 16)), str.isdigit, ProblemCode.NUMBER_UNCLEAR))
    if isinstance(source, str) and zeros_matter and len(source) < zeros_matter:
        return doubt(ProblemCode.ZEROS_LOST, source)
    return source


def _identifier(identifier: Identifier) -> Reader:
    def read(source: Source, _row: SourceRow) -> str | Doubt:
        return read_identifier(source.cell, identifier)

    return read


def _e164(number: str) -> str | None:
    try:
        return phone.validate(number)
    except ValidationError:
        return None


READERS: dict[str, Reader] = {
    "name": read_name_cell,
    "holder": read_name_cell,
    "owner": read_name_cell,
    "issuer": read_name_cell,
    "nik": _identifier(_NIK),
    "nib": _identifier(_NIB),
    "npwp": _identifier(_NPWP),
    "address": read_text_cell,
    "kecamatan": read_text_cell,
    "product": read_text_cell,
    "title": read_text_cell,
    "standard": read_standard_cell,
    "class": read_text_cell,
    "application_number": read_text_cell,
    "issue_date": past_day,
    "filing_date": past_day,
    "handover_date": handover_day,
    "investment": read_money_cell,
    "phone": lambda source, _row: read_phone(source.cell, _e164),
    "budget_year": lambda source, row: read_year(source.cell, row.context.today),
}
"""One reader for each field that needs nothing but its cell; the others are read together with their neighbours."""


def read_field(field: str, row: SourceRow, reader: Reader) -> tuple[Value | Doubt, str] | None:
    """What the columns of a field say and in which cell; None if they say nothing.

    Two columns that disagree are asked at the second.
    """
    sources = row.values(field)
    answer: tuple[Value | Doubt, str] | None = None
    for source in sources:
        value = source.doubt or reader(source, row)
        if isinstance(value, Doubt):
            return value, source.address
        if answer is not None and answer[0] != value:
            return doubt(ProblemCode.COLUMNS_DISAGREE, source.text, other=str(answer[0])), source.address
        answer = answer or (value, source.address)
    return answer


def put_field(draft: RecordDraft, field: str) -> None:
    """Read a field that needs nothing but its cell into the draft."""
    found = read_field(field, draft.source, READERS[field])
    if found:
        draft.put(field, *found)
