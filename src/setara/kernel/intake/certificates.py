"""One row of a list of certificates as one record or several.

Several kinds or numbers in a row are several certificates. They are paired in their order only if there are as many
numbers as kinds, or one kind and several numbers of one make; every other cell gives one piece to each, or the same
to all where that can only be meant so (holder, product, budget year …; days, where all are of one kind: two bodies
hardly decide on one day); otherwise every record asks.
"""

import datetime as dt
import re
from dataclasses import dataclass

from setara.kernel.certificates.kinds import Kind
from setara.kernel.intake.businesses import put_name
from setara.kernel.intake.cells import typed
from setara.kernel.intake.dates import Span
from setara.kernel.intake.fields import (
    READERS,
    YEARS_AHEAD,
    Reader,
    Value,
    read_field,
    read_number_exactly,
)
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.kinds import only_kind, read_kinds
from setara.kernel.intake.places import put_district
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.records import CERTIFICATE_FIELDS, Record
from setara.kernel.intake.source_rows import RecordDraft, Source, SourceRow
from setara.kernel.intake.split import number_parts, parts, same_shape
from setara.kernel.intake.text import clean, clean_outside, is_damaged, is_runnable
from setara.kernel.intake.validity import Validity, read_validity

_COPYRIGHT_DIGITS = 9
_INTELLECTUAL_PROPERTY = frozenset({Kind.TRADEMARK, Kind.COPYRIGHT, Kind.INDUSTRIAL_DESIGN})
_WITH_STANDARD = frozenset({Kind.SPPT_SNI, Kind.ISO, Kind.PRODUCT_TEST})
_PENDING = re.compile(
    r"\b(?:dalam|masih|sedang|on)?\s*(?:proses|process|progress)\b|\bbelum\b|\bmenunggu\b|\bmenyusul\b|\bpending\b"
    r"|\bpengajuan\b|\bdraft?\b|\bditolak\b|\bpemeriksaan\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^(?:no(?:mor)?\.?\s*(?:sertifikat|reg(?:istrasi)?|pendaftaran)?|sertifikat)\s*:\s*", re.IGNORECASE
)
_SHARED = ("nib", "product", "title", "handover_date", "budget_year", "class", "scheme_type")
_EACH = ("filing_date", "application_number")
_SCHEME = re.compile(r"(?:(?:skema|sistem|sertifikasi|tipe|type)[\s.:]*)*([1-6][ab]?|n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """Which certificate of a row: its kind, and its place among how many."""

    kind: Kind | Doubt
    kind_cell: str
    place: int
    count: int
    kinds: frozenset[Kind]


def read_certificates(row: SourceRow) -> list[Record]:
    """The certificates of a row: refused without a holder, undecided where a value is not certain."""
    kinds, kind_cell = _kinds(row)
    numbers, number_cell = _numbers(row)
    several = len(numbers) if len(kinds) == 1 and len(numbers) > 1 and same_shape(numbers) else len(kinds)
    named = frozenset(kind for kind in kinds if isinstance(kind, Kind))
    records: list[Record] = []
    for place in range(several):
        kind = kinds[place] if len(kinds) == several else kinds[0]
        draft = RecordDraft(row, CERTIFICATE_FIELDS)
        put_name(draft, "holder")
        draft.put("kind", kind.value if isinstance(kind, Kind) else kind, kind_cell)
        part = _Part(kind, kind_cell, place, several, named)
        draft.put("number", _number(row, part, numbers), number_cell)
        _put_rest(draft, part)
        records.append(draft.finish())
    return records


def _kinds(row: SourceRow) -> tuple[tuple[Kind | Doubt, ...], str]:
    sources = row.values("kind")
    answers = [(source.doubt,) if source.doubt else read_kinds(_raw(source)) for source in sources]
    if answers:
        for answer, source in zip(answers[1:], sources[1:], strict=True):
            if answer != answers[0]:
                return (doubt(ProblemCode.COLUMNS_DISAGREE, source.text),), source.address
        return answers[0], sources[0].address
    said = row.evidence.kind
    if said and said.kind:
        return (said.kind,), said.cell
    if headed := {only_kind(column.text) for column in row.header.columns.get("number", ())} - {None}:
        kind = headed.pop() if len(headed) == 1 else None
        return (kind or doubt(ProblemCode.KIND_MISSING),), row.place_for("number")
    if row.titles.kind:
        return (Kind(row.titles.kind),), row.place_for("kind", "number", "holder")
    return (doubt(ProblemCode.KIND_MISSING),), row.place_for("kind", "number", "holder")


def _raw(source: Source) -> str:
    """The text with its line breaks, for a cell that may hold several values."""
    return typed(source.cell).strip()


def _numbers(row: SourceRow) -> tuple[list[str], str]:
    """The numbers of a row where they are text, as many as there are; empty where the cell is something else."""
    sources = row.values("number")
    if not sources:
        return [], row.place_for("number", "kind", "holder")
    source = sources[0]
    if len({each.text for each in sources}) > 1:
        return [], sources[-1].address
    if source.doubt or source.cell.kind is not CellKind.TEXT:
        return [], source.address
    return number_parts(_raw(source)), source.address


def _number(row: SourceRow, part: _Part, numbers: list[str]) -> str | Doubt:
    sources = row.values("number")
    texts = {source.text for source in sources}
    if not sources:
        return doubt(ProblemCode.NUMBER_MISSING, " ".join(source.text for source in row.sources("number")))
    if sources[-1].doubt:
        return sources[-1].doubt
    if len(texts) > 1:
        return doubt(ProblemCode.COLUMNS_DISAGREE, sources[-1].text, other=sources[0].text)
    if sources[0].cell.kind is not CellKind.TEXT:
        zeros = _COPYRIGHT_DIGITS if part.kind is Kind.COPYRIGHT else 0
        exact = read_number_exactly(sources[0].cell, zeros_matter=zeros)
        return exact if part.count == 1 else doubt(ProblemCode.PAIRING_UNCLEAR, sources[0].text)
    if len(numbers) != part.count:
        pending = len(numbers) == 1 and _is_pending(numbers[0])
        return doubt(ProblemCode.NUMBER_MISSING if pending else ProblemCode.PAIRING_UNCLEAR, sources[0].text)
    return _as_printed(numbers[part.place])


def _is_pending(text: str) -> bool:
    return _PENDING.search(text) is not None or not any(char.isdigit() for char in text)


def _as_printed(text: str) -> str | Doubt:
    number = _LABELLED.sub("", clean_outside(text)).lstrip("'’`").strip()
    if is_damaged(number):
        return doubt(ProblemCode.TEXT_DAMAGED, number)
    if _is_pending(number):
        return doubt(ProblemCode.NUMBER_MISSING, number)
    if is_runnable(number):
        return doubt(ProblemCode.NUMBER_UNCLEAR, number)
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+?\d+", number):
        return doubt(ProblemCode.DIGITS_LOST, number)
    if len(number) > 120:
        return doubt(ProblemCode.TEXT_TOO_LONG, number, limit="120")
    return number


def _put_rest(draft: RecordDraft, part: _Part) -> None:
    for field in _SHARED:
        if field in draft.source.header.columns:
            _put_piece(draft, field, part, _reader(field), shared=True)
    for field in _EACH:
        if field in draft.source.header.columns:
            _put_piece(draft, field, part, _reader(field), shared=False)
    if "issue_date" in draft.source.header.columns:
        _put_piece(draft, "issue_date", part, READERS["issue_date"], shared=len(part.kinds) < 2)
    _put_piece(
        draft, "issuer", part, READERS["issuer"], shared=part.kinds <= _INTELLECTUAL_PROPERTY or len(part.kinds) < 2
    )
    _put_standard(draft, part)
    put_district(draft)
    _put_budget_year(draft)
    _put_validity(draft, part)


def _reader(field: str) -> Reader:
    return _read_scheme if field == "scheme_type" else READERS[field]


def _read_scheme(source: Source, _row: SourceRow) -> str | Doubt:
    match = _SCHEME.fullmatch(source.text)
    return match[1].lower() if match else READERS["class"](source, _row)  # type: ignore[return-value]


def _put_piece(draft: RecordDraft, field: str, part: _Part, reader: Reader, *, shared: bool) -> None:
    found = read_field(field, draft.source, _piece_reader(reader, part, shared=shared))
    if found:
        draft.put(field, *found)


def _piece_reader(reader: Reader, part: _Part, *, shared: bool) -> Reader:
    if part.count == 1:
        return reader

    def read(source: Source, row: SourceRow) -> Value | Doubt:
        pieces = parts(_raw(source)) if source.cell.kind is CellKind.TEXT else [source.text]
        if len(pieces) == part.count:
            cell = Cell(source.cell.column, CellKind.TEXT, pieces[part.place])
            return reader(source._replace(cell=cell, text=clean(pieces[part.place])), row)
        return reader(source, row) if shared and len(pieces) == 1 else doubt(ProblemCode.PAIRING_UNCLEAR, source.text)

    return read


def _put_standard(draft: RecordDraft, part: _Part) -> None:
    """A standard beside several kinds belongs to the one that is certified by a standard, if there is one."""
    with_standard = part.kinds & _WITH_STANDARD
    if part.count > 1 and len(with_standard) == 1 and len(part.kinds) > 1 and part.kind not in with_standard:
        return
    _put_piece(draft, "standard", part, READERS["standard"], shared=len(with_standard) == 1 or len(part.kinds) == 1)


def _put_budget_year(draft: RecordDraft) -> None:
    """The column wins, then the year that the command names, then a title that names one; contradiction is flagged."""
    titled, commanded = draft.source.titles.budget_year, draft.source.context.budget_year
    asked = any(problem.field == "budget_year" for problem in draft.problems)
    if draft.values["budget_year"] is None and not asked:
        draft.values["budget_year"] = commanded or titled
        if titled and commanded and titled != commanded:
            draft.flags.append("title_budget_year")


def _put_validity(draft: RecordDraft, part: _Part) -> None:
    row = draft.source
    found = _validity(row, part)
    if found is None:
        return
    validity, cell = found
    if isinstance(validity, Doubt):
        draft.put("expiry_date", validity, cell)
        return
    _put_start(draft, validity, cell)
    issued = draft.values["issue_date"]
    if validity.end and isinstance(issued, str) and validity.end < dt.date.fromisoformat(issued):
        draft.put("expiry_date", doubt(ProblemCode.EXPIRY_BEFORE_ISSUE, validity.end.isoformat(), issued=issued), cell)
    else:
        draft.put("expiry_date", validity.end.isoformat() if validity.end else None, cell)


def _put_start(draft: RecordDraft, validity: Validity, cell: str) -> None:
    """A span in the expiry cell begins with the day of issue, where no other cell says one."""
    row = draft.source
    if validity.start is None or row.values("issue_date"):
        return
    late = validity.start > row.context.today
    draft.put(
        "issue_date",
        doubt(ProblemCode.DATE_IN_FUTURE, validity.start.isoformat()) if late else validity.start.isoformat(),
        cell,
    )


def _validity(row: SourceRow, part: _Part) -> tuple[Validity | Doubt, str] | None:
    answer: tuple[Validity | Doubt, str] | None = None
    span = Span(row.context.today.year + YEARS_AHEAD)
    for source in row.sources("expiry_date"):
        cell = source.cell
        pieces = parts(_raw(source)) if part.count > 1 and cell.kind is CellKind.TEXT else [source.text]
        if len(pieces) == part.count > 1:
            cell = Cell(cell.column, CellKind.TEXT, pieces[part.place])
        read = source.doubt or read_validity(cell, date1904=row.sheet.date1904, span=span)
        unpaired = part.count > 1 and len(pieces) != part.count
        if unpaired and isinstance(read, Validity) and read.end and (len(part.kinds) > 1 or len(pieces) > 1):
            read = doubt(ProblemCode.PAIRING_UNCLEAR, source.text)
        if isinstance(read, Doubt):
            return read, source.address
        if answer and answer[0] != read:
            return doubt(ProblemCode.COLUMNS_DISAGREE, source.text), source.address
        answer = (read, source.address)
    return answer
