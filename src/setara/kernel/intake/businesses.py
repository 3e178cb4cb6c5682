"""One row of a list of businesses as a record."""

from setara.kernel.intake.counts import Workers, read_workers
from setara.kernel.intake.fields import READERS, put_field, read_field, read_name_cell
from setara.kernel.intake.places import put_district
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.records import BUSINESS_FIELDS, ListKind, Record
from setara.kernel.intake.source_rows import RecordDraft, Source, SourceRow

_PLAIN = tuple(field for field in BUSINESS_FIELDS if field in READERS and field != "name")


def read_business(row: SourceRow) -> Record:
    """The business of a row: refused without a name, undecided where a value is not certain."""
    draft = RecordDraft(row, BUSINESS_FIELDS)
    put_name(draft, "name")
    for field in _PLAIN:
        if field in row.header.columns:
            put_field(draft, field)
    put_district(draft)
    _put_workers(draft)
    return draft.finish()


def put_name(draft: RecordDraft, field: str) -> None:
    """The name without which there is no record."""
    found = read_field(field, draft.source, read_name_cell)
    if found:
        draft.put(field, *found)
    else:
        draft.put(field, doubt(_why_no_name(draft.source)), draft.source.place_for(field))


def _why_no_name(row: SourceRow) -> ProblemCode:
    """A certificate right below another one, without a number of its own in a list that numbers its businesses, may
    be one more of the same holder."""
    continues = row.header.kind is ListKind.CERTIFICATES and row.header.running is not None
    if continues and row.above and row.header.running not in row.texts:
        return ProblemCode.HOLDER_FROM_ABOVE
    return ProblemCode.NAME_MISSING


def _put_workers(draft: RecordDraft) -> None:
    """Total, men and women; a total that is not written is their sum, one that contradicts them is asked."""
    row = draft.source
    total = _count("workers", row)
    men, women = _count("workers_m", row), _count("workers_f", row)
    for field, found in (("workers_m", men), ("workers_f", women)):
        if found:
            counted = found[0]
            draft.put(field, counted if isinstance(counted, Doubt) else counted.total, found[1])
    if total is None:
        both = draft.values["workers_m"], draft.values["workers_f"]
        if isinstance(both[0], int) and isinstance(both[1], int):
            draft.values["workers"] = both[0] + both[1]
        return
    _put_total(draft, *total)


def _put_total(draft: RecordDraft, counted: Workers | Doubt, cell: str) -> None:
    if isinstance(counted, Doubt):
        draft.put("workers", counted, cell)
        return
    men = draft.values["workers_m"] if draft.values["workers_m"] is not None else counted.men
    women = draft.values["workers_f"] if draft.values["workers_f"] is not None else counted.women
    known = [part for part in (men, women) if isinstance(part, int)]
    if sum(known) > counted.total or (len(known) == 2 and sum(known) != counted.total):
        parts = f"{men if men is not None else '?'} + {women if women is not None else '?'}"
        draft.put("workers", doubt(ProblemCode.WORKERS_DISAGREE, str(counted.total), parts=parts), cell)
        return
    draft.put("workers", counted.total, cell)
    draft.values.update({"workers_m": men, "workers_f": women})


def _count(field: str, row: SourceRow) -> tuple[Workers | Doubt, str] | None:
    answer: tuple[Workers | Doubt, str] | None = None
    for source in row.values(field):
        counted = source.doubt or _read(source)
        if isinstance(counted, Doubt):
            return counted, source.address
        if answer and answer[0] != counted:
            return doubt(ProblemCode.COLUMNS_DISAGREE, source.text), source.address
        answer = (counted, source.address)
    return answer


def _read(source: Source) -> Workers | Doubt:
    return read_workers(source.cell, men_slash_women=source.column.men_slash_women)
