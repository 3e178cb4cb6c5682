"""Where a list begins, and which column holds what: found by the meaning of its labels, one to three lines deep."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from setara.kernel.intake.cells import typed
from setara.kernel.intake.grid import CellKind, Merge, Row, Sheet
from setara.kernel.intake.labels import LONGEST_LABEL, Label, recognise, unit_in
from setara.kernel.intake.records import BUSINESS_FIELDS, CERTIFICATE_FIELDS, ListKind
from setara.kernel.intake.text import clean, fold

DEEPEST = 3
_OF_A_BUSINESS = frozenset({"owner", "nib", "npwp", "product", "workers", "workers_m", "investment"})
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]?|\d{1,2}\s*=.*", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"[(\[].*[)\]]")
_MEN_SLASH_WOMEN = re.compile(r"\bl\s*/\s*p\b|\blaki(?:-laki)?\s*/\s*perempuan\b|\bpria\s*/\s*wanita\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. `unit` is what a one is worth; `place_kind` is set where *Kabupaten* and *Kota* have a
    column each."""

    index: int
    field: str
    text: str
    unit: int = 1
    men_slash_women: bool = False
    place_kind: str = ""


@dataclass(frozen=True)
class Header:
    """The header of a list: the lines it takes and its columns by field."""

    kind: ListKind
    first_row: int
    last_row: int
    columns: Mapping[str, tuple[Column, ...]]
    running: int | None
    labels: frozenset[tuple[int, str]] = field(default=frozenset())

    def repeats(self, texts: Mapping[int, str]) -> bool:
        """Whether a line, given by its cleaned texts, is a line of this header once more."""
        other = 0
        for column, text in texts.items():
            if (column, text.casefold()) not in self.labels:
                other += 1
                if other * 2 >= len(texts):
                    return False
        return len(texts) - other > 1


def find_header(rows: Sequence[Row], sheet: Sheet, kind: ListKind) -> tuple[int, Header] | None:
    """The first header of a list of this kind in the lines given, with its place among them; None if there is none.

    >>> from setara.kernel.intake.grid import Cell
    >>> texts = [Cell(n, CellKind.TEXT, text) for n, text in enumerate(("No", "Nama IKM", "Kab/Kota"), 1)]
    >>> place, header = find_header([Row(3, tuple(texts))], Sheet("A"), ListKind.BUSINESSES)
    >>> place, sorted(header.columns), header.running
    (0, ['district_code', 'name'], 1)
    """
    for place in range(len(rows)):
        found = header_at(rows, place, sheet, kind)
        later = header_at(rows, place + 1, sheet, kind) if found and place + 1 < len(rows) else None
        if found and later and later.last_row == found.last_row and len(later.columns) >= len(found.columns):
            return place + 1, later
        if found:
            return place, found
    return None


def header_at(rows: Sequence[Row], place: int, sheet: Sheet, kind: ListKind) -> Header | None:
    """The header that begins with the line at `place`, if one does."""
    best: Header | None = None
    if len(rows[place].cells) < 2:
        return None
    for depth in range(1, min(DEEPEST, len(rows) - place) + 1):
        lines = rows[place : place + depth]
        if lines[-1].number - lines[0].number != depth - 1 or not _may_be_label_line(lines[-1]):
            break
        header = _header_of(lines, sheet, kind)
        if kind is ListKind.BUSINESSES and (header or best) and _is_other_list(lines, sheet):
            return None
        if header and (best is None or _is_better(header, best, lines[-1])):
            best = header
    return best


def _is_other_list(lines: Sequence[Row], sheet: Sheet) -> bool:
    """Whether what begins like a list of businesses, with its holders, is one of certificates."""
    certificates = _header_of(lines, sheet, ListKind.CERTIFICATES)
    return certificates is not None and _is_certificates(certificates.columns)


def _is_better(header: Header, best: Header, last: Row) -> bool:
    if all(_IN_PARENTHESES.fullmatch(clean(typed(cell))) and not is_column_numbers(last) for cell in last.cells):
        return len(header.columns) >= len(best.columns)
    return len(header.columns) > len(best.columns)


def _may_be_label_line(row: Row) -> bool:
    return all(
        (cell.kind is CellKind.TEXT and len(typed(cell)) <= 2 * LONGEST_LABEL)
        or (cell.kind is CellKind.NUMBER and len(typed(cell)) <= 4)
        for cell in row.cells
    )


def is_column_numbers(row: Row) -> bool:
    """Whether a line only numbers the columns: ``(1) (2) (3)``.

    >>> from setara.kernel.intake.grid import Cell
    >>> is_column_numbers(Row(5, tuple(Cell(n, CellKind.TEXT, f"({n})") for n in (1, 2, 3))))
    True
    """
    texts = [clean(typed(cell)) for cell in row.cells]
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    marks = [text.strip("()[].").split("=")[0].strip() for text in texts]
    return len(set(marks)) == len(marks) and (marks[0].casefold() in {"1", "a", "i", "0"})


def _header_of(lines: Sequence[Row], sheet: Sheet, kind: ListKind) -> Header | None:
    labelled = _labels(lines, sheet)
    leftmost = min(labelled, default=0)
    running: int | None = None
    found: defaultdict[str, list[tuple[int, Column]]] = defaultdict(list)
    for index, (label, text) in labelled.items():
        name, rank = label.field, label.rank
        if (name in {"running", "number"} and rank != 1) or name == "running":
            if index == leftmost or kind is ListKind.BUSINESSES:
                running = running or index
                continue
            name, rank = "number", 2
        for public, public_rank in _public_fields(name, rank, kind):
            men_slash_women = _MEN_SLASH_WOMEN.search(text) is not None
            found[public].append((public_rank, Column(index, public, text, unit_in(text), men_slash_women)))
    columns = {name: _plainest(candidates) for name, candidates in found.items()}
    if "district_code" in columns:
        columns["district_code"] = _with_place_kinds(columns["district_code"])
    if not _is_list(columns, kind, found):
        return None
    repeated = frozenset((cell.column, clean(typed(cell)).casefold()) for row in lines for cell in row.cells)
    own = {name: members for name, members in columns.items() if name in _fields(kind)}
    return Header(kind, lines[0].number, lines[-1].number, own, running, repeated)


def _fields(kind: ListKind) -> tuple[str, ...]:
    """The fields of a list; address and kecamatan of a holder are kept as evidence for the district."""
    return BUSINESS_FIELDS if kind is ListKind.BUSINESSES else (*CERTIFICATE_FIELDS, "address", "kecamatan")


def _public_fields(name: str, rank: int, kind: ListKind) -> list[tuple[str, int]]:
    """The values that a label stands for in this list; a holder is the business, failing that its owner."""
    if kind is ListKind.CERTIFICATES and name in {"name", "owner"}:
        return [("holder", rank if name == "name" else 3 + rank)]
    return [(name, rank)]


def _plainest(candidates: list[tuple[int, Column]]) -> tuple[Column, ...]:
    best = min(rank for rank, _column in candidates)
    return tuple(column for rank, column in candidates if rank == best)


def _with_place_kinds(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    names = {fold(column.text) for column in columns}
    if not {"kabupaten", "kota"} <= {name.replace("kab", "kabupaten") if name == "kab" else name for name in names}:
        return columns
    kinds = {"kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota"}
    return tuple(
        Column(column.index, column.field, column.text, place_kind=kinds.get(fold(column.text), ""))
        for column in columns
    )


def _is_list(
    columns: Mapping[str, tuple[Column, ...]], kind: ListKind, found: Mapping[str, list[tuple[int, Column]]]
) -> bool:
    if kind is ListKind.CERTIFICATES:
        return "holder" in columns and ("number" in columns or "kind" in columns or _is_certificates(columns))
    known = [name for name in columns if name in BUSINESS_FIELDS]
    return "name" in found and len(known) > 1 and _is_business(columns, found) and not _is_certificates(columns)


def _is_business(columns: Mapping[str, tuple[Column, ...]], found: Mapping[str, list[tuple[int, Column]]]) -> bool:
    """A bare *Nama* can head a list of guests or officers: something else must speak of a business."""
    plain = min(rank for rank, _column in found["name"]) == 1
    return plain or bool(columns.keys() & _OF_A_BUSINESS) or {"address", "district_code"} <= columns.keys()


def _is_certificates(columns: Mapping[str, tuple[Column, ...]]) -> bool:
    """Whether the columns speak of certificates: two of number, kind, body and days, one of them number or issue."""
    spoken = columns.keys() & {"number", "kind", "issue_date", "expiry_date", "issuer"}
    return len(spoken) > 1 and bool(spoken & {"number", "issue_date"})


def _labels(lines: Sequence[Row], sheet: Sheet) -> dict[int, tuple[Label, str]]:
    """The known label of each column, from its texts in all lines of the header."""
    merges = [
        merge for merge in sheet.merges if merge.first_row <= lines[-1].number and merge.last_row >= lines[0].number
    ]
    stacks = _stacks(lines, merges)
    labelled: dict[int, tuple[Label, str]] = {}
    for index, stack in stacks.items():
        label = _label_of(stack)
        if label:
            labelled[index] = (label, " ".join(stack))
    return labelled


def _label_of(stack: Sequence[str]) -> Label | None:
    """Labels read downwards, upwards, and by their lowest line alone, in this order."""
    joined = recognise(" ".join(stack)) or (recognise(" ".join(reversed(stack))) if len(stack) > 1 else None)
    if joined or len(stack) == 1:
        return joined
    for start in range(1, len(stack)):
        if found := recognise(" ".join(stack[start:])):
            return found
    return recognise(stack[0]) if _IN_PARENTHESES.fullmatch(stack[-1]) else None


def _stacks(lines: Sequence[Row], merges: Sequence[Merge]) -> dict[int, list[str]]:
    texts = [{cell.column: clean(typed(cell)) for cell in row.cells} for row in lines]
    spread = [_spread(row, own, merges) for row, own in zip(lines, texts, strict=True)]
    for upper, lower in zip(range(len(lines)), range(1, len(lines)), strict=False):
        _carry(spread[upper], texts[lower], merges, lines[upper].number)
    columns = sorted({column for line in spread for column in line})
    return {column: [line[column] for line in spread if line.get(column)] for column in columns}


def _spread(row: Row, own: dict[int, str], merges: Sequence[Merge]) -> dict[int, str]:
    """The texts of a line, those of cells merged sideways repeated in every column that they cover."""
    line = dict(own)
    for merge in merges:
        text = own.get(merge.first_column)
        if merge.first_row == row.number and text and merge.last_column - merge.first_column < 64:
            for column in range(merge.first_column, merge.last_column + 1):
                line.setdefault(column, text)
    return line


def _carry(upper: dict[int, str], lower: Mapping[int, str], merges: Sequence[Merge], row: int) -> None:
    """In a file without merges a group stands over its first column only: carry it over the labels below it."""
    merged = [range(merge.first_column, merge.last_column + 1) for merge in merges if merge.first_row == row]
    for column in sorted(lower):
        left = column - 1
        alone = column not in upper and left in upper and left in lower
        if alone and not any(left in columns for columns in merged):
            upper[column] = upper[left]
