"""The district of a row: what its columns, its kecamatan, its address and its section say together."""

from setara.kernel.intake.districts import Place, named_in_address, narrowed, read_district
from setara.kernel.intake.formats import decimals_shown
from setara.kernel.intake.grid import CellKind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.source_rows import RecordDraft, Source, SourceRow
from setara.kernel.rulebook.regions import districts


def put_district(draft: RecordDraft) -> None:
    """Decide `district_code`, or ask at the cell that keeps it open.

    A row that says nothing takes the district of its section, failing that one that its address names with *Kab.* or
    *Kota*. If the list has a column for it, its empty cell is asked; a list without one leaves the value unknown.
    """
    row = draft.source
    sources = row.values("district_code")
    stated = _stated(sources, row)
    if isinstance(stated, tuple):
        draft.put("district_code", *stated)
        return
    kecamatan, address = _text_of("kecamatan", row), _text_of("address", row)
    province = row.context.province
    if not stated.codes:
        _put_unstated(draft, stated, address)
        return
    cell = sources[-1].address
    allowed = narrowed(stated.codes, kecamatan, address, province)
    section = row.evidence.place.place if row.evidence.place else None
    if len(allowed) > 1 and section and section.codes & allowed:
        allowed &= section.codes
    draft.put("district_code", _decided(allowed, sources[-1].text), cell)


def _decided(codes: frozenset[str], text: str) -> str | Doubt:
    if not codes:
        return doubt(ProblemCode.DISTRICT_CONTRADICTION, text)
    if len(codes) > 1:
        names = " / ".join(districts()[code].full_name for code in sorted(codes))
        return doubt(ProblemCode.DISTRICT_AMBIGUOUS, text, candidates=names)
    return next(iter(codes))


def _stated(sources: list[Source], row: SourceRow) -> Place | tuple[Doubt, str]:
    """All districts that the columns allow together, or the first doubt with its cell."""
    codes: frozenset[str] | None = None
    kinds: set[str] = set()
    for source in sources:
        place = source.doubt or _read(source, row)
        if isinstance(place, Doubt):
            return place, source.address
        if place.kind_only:
            kinds.add(place.kind_only)
            continue
        codes = place.codes if codes is None else codes & place.codes
        if not codes:
            return doubt(ProblemCode.DISTRICT_CONTRADICTION, source.text), source.address
    if codes and kinds:
        codes = frozenset(code for code in codes if districts()[code].kind in kinds)
        if not codes:
            return doubt(ProblemCode.DISTRICT_CONTRADICTION, sources[-1].text), sources[-1].address
    return Place(codes or frozenset())


def _read(source: Source, row: SourceRow) -> Place | Doubt:
    text = source.text
    cell = source.cell
    if cell.kind is CellKind.NUMBER:
        text = _code_text(source)
    if source.column.place_kind and cell.kind is CellKind.TEXT:
        plain = read_district(text, row.context.province)
        if isinstance(plain, Place) and len(plain.codes) > 1:
            text = f"{source.column.place_kind} {text}"
    return read_district(text, row.context.province)


def _code_text(source: Source) -> str:
    """A code typed as 35.10 is the number 35.1: its last zero is lost, unless its format shows two decimals."""
    value = source.cell.value
    if isinstance(value, float) and not value.is_integer() and decimals_shown(source.cell.number_format) == 2:
        return f"{value:.2f}"
    return source.text


def _text_of(field: str, row: SourceRow) -> str:
    texts = [source.text for source in row.values(field) if source.doubt is None]
    return texts[0] if len(texts) == 1 else ""


def _put_unstated(draft: RecordDraft, stated: Place, address: str) -> None:
    row = draft.source
    said = row.evidence.place
    if said and said.place:
        draft.put("district_code", _decided(_of_section(said.place, row, address), ""), said.cell)
        return
    named = named_in_address(address, row.context.province) if address else frozenset()
    if len(named) == 1:
        draft.put("district_code", next(iter(named)), row.place_for("address"))
    elif "district_code" in row.header.columns or stated.kind_only:
        draft.put("district_code", doubt(ProblemCode.DISTRICT_MISSING), row.place_for("district_code"))


def _of_section(place: Place, row: SourceRow, address: str) -> frozenset[str]:
    return narrowed(place.codes, _text_of("kecamatan", row), address, row.context.province)
