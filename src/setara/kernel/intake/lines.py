"""What a line of a sheet is when it is no record: section, subtotal, total, note, signature, empty frame.

A line counts as a record as soon as something in it can only belong to one: a running number beside a value, a name
and a district or kind, or a value in two columns. "Jumlah Rejeki" and "Total Karya" are names; a total says nothing
besides *Jumlah*, *Total* …, words of quantity, a district or a kind.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from setara.kernel.intake.districts import Place, read_district
from setara.kernel.intake.evidence import without_count
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.kinds import named_in
from setara.kernel.intake.text import fold
from setara.kernel.intake.wordlists import numbered, words


class Line(StrEnum):
    """What a line is. The names of lines that are no records are public: they are counted in reports."""

    RECORD = "record"
    TITLE = "title"
    HEADER = "header"
    SECTION = "section"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    NOTE = "note"
    SIGNATURE = "signature"
    BLANK_FRAME = "blank_frame"


@dataclass(frozen=True, slots=True)
class Shape:
    """A line as far as its kind depends on it: cells and texts by column, which columns hold which field, what is
    merged. `said` are the texts that say something, a dash does not."""

    cells: Mapping[int, Cell]
    texts: Mapping[int, str]
    said: Mapping[int, str]
    fields: Mapping[int, str]
    name_field: str
    running: int | None
    merged_across: frozenset[int]
    below_signature: bool
    province: str


_TOTAL = re.compile(
    r"(?P<sub>sub\s*total|sub\s*jumlah|subtotal)|(?P<grand>grand\s*total|jumlah total|total jumlah|total keseluruhan"
    r"|jumlah keseluruhan|jumlah seluruhnya|total seluruhnya|total umum)"
    r"|(?P<bare>jumlah|total|jml|jlh|rata rata|rerata|average|sum)"
)
_NOTE = re.compile(
    r"(?:\*+\)?|keterangan\b|ket\b[.: ]|catatan\b|cat\b[.:]|notes?\b|nb\b|n\.b\b|sumber\b|source\b|petunjuk\b|dst\b)",
    re.IGNORECASE,
)
_NOTE_BESIDE = re.compile(
    r"\*|(?:keterangan|ket|catatan|cat|notes?|nb|sumber|source|petunjuk)(?:\.?$|(?: \w+)?\s*[:=])", re.IGNORECASE
)
"""A note in two cells: its word needs a colon or the cell for itself, for *Sumber Rejeki* is a business."""

_SIGNATURE = re.compile(
    r"(?:mengetahui|menyetujui|disetujui|diperiksa|diketahui|kepala (?:dinas|bidang|seksi|upt|badan|bagian)|plt\b"
    r"|plh\b|an kepala|a n kepala|nip\b|pembina\b|penata\b|yang membuat|dibuat oleh|petugas\b|pejabat\b|pptk\b|ppk\b"
    r"|hormat kami|tanda tangan|ttd\b|sekretaris\b|koordinator\b|kuasa pengguna|pengguna anggaran|penyusun\b)"
)
_PLACE_AND_DATE = re.compile(
    r"[A-Za-z][A-Za-z. ]{2,30},[\s.…_]*(?:\d{1,2})?[\s.…_/-]*"
    rf"(?:{'|'.join(numbered('month'))}|\d{{1,2}})?[\s.…_/-]*(?:20\d\d|[.…_]{{2,}}|20[.…_]+)",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"(?:[IVXLC]{1,5}|[A-Z])\s*[.)]\s*(?=\S)")
_NUMERAL = re.compile(r"[IVXLC]{1,5}[.)]?|[A-Za-z][.)]?")
_RUNNING = re.compile(r"\d{1,7}[.)]?")
_REGIONS = frozenset({"wilayah", "bakorwil", "korwil", "karesidenan", "zona"})
_COUNT = re.compile(r"\d[\d.,]{0,6}")
_KIND_WORD = re.compile(r"(?:kab|kota)", re.IGNORECASE)
_LONGEST_NAME = 8
"""Words; a lone longer text is a sentence."""

_QUANTITIES = frozenset({"workers", "workers_m", "workers_f", "investment"})


def classify(shape: Shape) -> Line:
    """What the line is.

    >>> cells = {2: Cell(2, CellKind.TEXT, "Jumlah Rejeki"), 3: Cell(3, CellKind.TEXT, "Siti")}
    >>> texts = {2: "Jumlah Rejeki", 3: "Siti"}
    >>> str(classify(Shape(cells, texts, texts, {2: "name", 3: "owner"}, "name", 1, frozenset(), False, "35")))
    'record'
    """
    said = shape.said
    number = shape.texts.get(shape.running or 0, "")
    numbered_line = _RUNNING.fullmatch(number) is not None
    values = {column: text for column, text in said.items() if column in shape.fields}
    if not said and shape.below_signature:
        return Line.SIGNATURE
    if (numbered_line and not said.keys() - {shape.running}) or not said:
        return Line.BLANK_FRAME
    named = any(shape.fields[column] == shape.name_field for column in values)
    if numbered_line and named and len(values) == 1:
        (name,) = values.values()
        if _KIND_WORD.match(name) and _names_district(name, shape.province):
            return Line.SECTION
    if numbered_line and (named or values):
        return _total(shape, values, said, Line.RECORD) if named else Line.RECORD
    worded = {column: text for column, text in said.items() if shape.cells[column].kind is CellKind.TEXT}
    if not worded:
        return Line.RECORD if named else Line.TOTAL if values else Line.NOTE
    return _unnumbered(shape, worded, values, said)


def _unnumbered(shape: Shape, worded: dict[int, str], values: dict[int, str], said: Mapping[int, str]) -> Line:
    total = _total(shape, values, said, Line.RECORD)
    if total is not Line.RECORD:
        return total
    if _says_where_or_what(shape, values):
        return Line.RECORD
    if len(said) <= 3 and (shape.below_signature or _is_signature(shape, worded)):
        return Line.SIGNATURE
    lead = worded[min(worded)]
    if _is_note(lead, alone=len(said) == 1) and len(said) <= 2:
        return Line.NOTE
    if _is_section(shape, worded, values, said):
        return Line.SECTION
    named = any(shape.fields[column] == shape.name_field for column in values)
    if named:
        return Line.RECORD
    if len(values) <= 1:
        return _lone(lead) if len(said) == 1 else Line.NOTE
    return Line.RECORD


def _says_where_or_what(shape: Shape, values: dict[int, str]) -> bool:
    """Whether a line has a name and, in its column, a district or a kind: no signature and no note has both."""
    by_field = {shape.fields[column]: text for column, text in values.items()}
    if shape.name_field not in by_field:
        return False
    place = read_district(by_field.get("district_code", ""), shape.province)
    return (isinstance(place, Place) and bool(place.codes)) or bool(named_in(by_field.get("kind", "")).kinds)


def _is_signature(shape: Shape, worded: dict[int, str]) -> bool:
    """Whether the texts sign. In a list that numbers its lines one of them is enough; in another, *Pembina Karya* with
    a product beside it is a business."""
    signing = [
        _SIGNATURE.match(fold(text)) is not None or _PLACE_AND_DATE.fullmatch(text) is not None
        for text in worded.values()
    ]
    return any(signing) if shape.running is not None else all(signing)


def _is_note(lead: str, *, alone: bool) -> bool:
    if alone:
        return _NOTE.match(lead) is not None or len(lead.split()) > _LONGEST_NAME
    return _NOTE_BESIDE.match(lead) is not None


def _is_section(shape: Shape, worded: dict[int, str], values: dict[int, str], said: Mapping[int, str]) -> bool:
    if len(said) > 2:
        return False
    lead_column = min(worded)
    lead = worded[lead_column]
    numeral = worded.get(shape.running or 0, "")
    if len(said) == 2 and _NUMERAL.fullmatch(numeral):
        return True
    if len(said) > 1:
        return _names_group(lead, shape.province) and all(
            shape.fields.get(column, "") in _QUANTITIES | {shape.name_field, ""} for column in said
        )
    if lead_column in shape.merged_across or _names_group(lead, shape.province):
        return True
    if lead_column not in values:
        return False
    return (
        shape.fields[lead_column] == shape.name_field
        and shape.running is not None
        and not values.keys() - {lead_column}
    )


def _names_group(text: str, province: str) -> bool:
    """Whether a text only names a district, a part of the province or a kind, or begins as a numbered heading."""
    if _ENUMERATOR.match(text):
        return True
    region, _space, which = fold(text).partition(" ")
    if region in _REGIONS and which and _is_total_tail(which, province):
        return True
    bare = without_count(text)
    named = named_in(bare) if len(bare) < 60 else None
    if named and (named.kinds or named.outside) and not named.rest:
        return True
    return _names_district(bare, province)


def _names_district(text: str, province: str) -> bool:
    place = read_district(text, province) if len(text) < 40 else None
    return isinstance(place, Place) and bool(place.codes)


def _lone(text: str) -> Line:
    if _NOTE.match(text) or len(text) > 60 or not (text.isupper() or _ENUMERATOR.match(text)):
        return Line.NOTE
    return Line.SECTION


def _total(shape: Shape, values: dict[int, str], said: Mapping[int, str], otherwise: Line) -> Line:
    written = {column: text for column, text in values.items() if not _COUNT.fullmatch(text)}
    identity = _fields(shape, written) - _QUANTITIES - {shape.name_field, "district_code"}
    lead_column = min((column for column in said if shape.cells[column].kind is CellKind.TEXT), default=0)
    if not lead_column or identity - {shape.fields.get(lead_column, "")}:
        return otherwise
    folded = fold(said[lead_column])
    match = _TOTAL.match(folded)
    if match is None or folded[match.end() : match.end() + 1].isalnum():
        return otherwise
    tail = folded[match.end() :].strip()
    sums = shape.running is not None and shape.running not in said and bool(_fields(shape, values) & _QUANTITIES)
    if not sums and not _is_total_tail(tail, shape.province):
        return otherwise
    if match["sub"] or (not match["grand"] and tail and _names_group(tail, shape.province)):
        return Line.SUBTOTAL
    return Line.TOTAL


def _fields(shape: Shape, values: dict[int, str]) -> set[str]:
    return {shape.fields[column] for column in values}


def _is_total_tail(tail: str, province: str) -> bool:
    if all(word in words("total_tail") or word.isdigit() or word in numbered("month") for word in tail.split()):
        return True
    named = named_in(tail)
    if named.kinds and not [word for word in named.rest if word not in words("total_tail")]:
        return True
    name = " ".join(word for word in tail.split() if word not in words("total_tail"))
    return any(isinstance(read_district(text, province), Place) for text in (tail, name))


def is_grand_total(text: str) -> bool:
    """Whether a total says itself that it is of everything.

    >>> is_grand_total("GRAND TOTAL"), is_grand_total("Jumlah")
    (True, False)
    """
    match = _TOTAL.match(fold(text))
    return match is not None and match["grand"] is not None


def above_header(text: str) -> Line:
    """What a line above the first header is.

    >>> str(above_header("DATA IKM TAHUN 2025")), str(above_header("Catatan: isi semua"))
    ('title', 'note')
    """
    return Line.NOTE if _NOTE.match(text) else Line.TITLE
