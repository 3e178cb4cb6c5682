"""Where a list begins, and which column holds what: found by the meaning of its labels, one to three lines deep."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from setara.kernel.intake.cells import typed
from setara.kernel.intake.grid import CellKind, Merge, Row, Sheet
from setara.kernel.intake.labels import LONGEST_LABEL, Label, recognise, unit_in
from setara.kernel.intake.mappings import NOT_READ, ColumnFields, Mappings, fields_of, header_shape
from setara.kernel.intake.records import BUSINESS_FIELDS, ListKind
from setara.kernel.intake.text import clean, fold

DEEPEST = 3
_WIDE = 0.6
"""Share of the widest line that a line must fill to be likely labels."""
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
    """The header of a list: the lines it takes, its columns by field, and what is written over each column, from left
    to right."""

    kind: ListKind
    first_row: int
    last_row: int
    columns: Mapping[str, tuple[Column, ...]]
    running: int | None
    labels: frozenset[tuple[int, str]] = field(default=frozenset())
    headings: tuple[tuple[int, str], ...] = ()

    @property
    def shape(self) -> str:
        """What lists with the same labels have in common."""
        return header_shape(self.kind, [text for _index, text in self.headings])

    @property
    def fields(self) -> ColumnFields:
        """The field of each heading."""
        held = {column.index: name for name, columns in self.columns.items() for column in columns}
        return tuple(held.get(index, NOT_READ) for index, _text in self.headings)

    def repeats(self, texts: Mapping[int, str]) -> bool:
        """Whether a line, given by its cleaned texts, is a line of this header once more."""
        other = 0
        for column, text in texts.items():
            if (column, text.casefold()) not in self.labels:
                other += 1
                if other * 2 >= len(texts):
                    return False
        return len(texts) - other > 1


_NONE: Mappings = {}


def find_header(
    rows: Sequence[Row], sheet: Sheet, kind: ListKind, mappings: Mappings = _NONE
) -> tuple[int, Header] | None:
    """The first header of a list of this kind in the lines given, with its place among them; None if there is none.

    A header of a shape that somebody mapped is read as he said, also where its labels mean nothing to the reader.

    >>> from setara.kernel.intake.grid import Cell
    >>> texts = [Cell(n, CellKind.TEXT, text) for n, text in enumerate(("No", "Nama IKM", "Kab/Kota"), 1)]
    >>> place, header = find_header([Row(3, tuple(texts))], Sheet("A"), ListKind.BUSINESSES)
    >>> place, sorted(header.columns), header.running
    (0, ['district_code', 'name'], 1)
    """
    found = _find_by_meaning(rows, sheet, kind)
    for place in range(len(rows) if mappings else 0):
        if found and rows[place].number > found[1].last_row:
            break
        if mapped := _mapped_at(rows, place, sheet, kind, mappings):
            return place, mapped
    return found


def _find_by_meaning(rows: Sequence[Row], sheet: Sheet, kind: ListKind) -> tuple[int, Header] | None:
    for place in range(len(rows)):
        found = _by_meaning_at(rows, place, sheet, kind)
        later = _by_meaning_at(rows, place + 1, sheet, kind) if found and place + 1 < len(rows) else None
        if found and later and later.last_row == found.last_row and len(later.columns) >= len(found.columns):
            return place + 1, later
        if found:
            return place, found
    return None


def header_at(
    rows: Sequence[Row], place: int, sheet: Sheet, kind: ListKind, mappings: Mappings = _NONE
) -> Header | None:
    """The header that begins with the line at `place`, if one does."""
    mapped = _mapped_at(rows, place, sheet, kind, mappings) if mappings else None
    return mapped or _by_meaning_at(rows, place, sheet, kind)


def _mapped_at(rows: Sequence[Row], place: int, sheet: Sheet, kind: ListKind, mappings: Mappings) -> Header | None:
    """The deepest header of a mapped shape that begins with the line at `place`."""
    deepest: Header | None = None
    for lines in _label_lines(rows, place):
        stacks = _stacks_over(lines, sheet)
        headings = _headings(stacks)
        fields = mappings.get(header_shape(kind, [text for _index, text in headings]))
        if fields:
            deepest = _mapped(lines, stacks, kind, dict(zip(stacks, fields, strict=True)))
    return deepest


def _label_lines(rows: Sequence[Row], place: int) -> Iterator[Sequence[Row]]:
    """One, two and three lines from a place that can be labels and follow each other without a gap."""
    for depth in range(1, min(DEEPEST, len(rows) - place) + 1):
        lines = rows[place : place + depth]
        if lines[-1].number - lines[0].number != depth - 1 or not _may_be_label_line(lines[-1]):
            return
        yield lines


def _mapped(lines: Sequence[Row], stacks: Mapping[int, list[str]], kind: ListKind, fields: Mapping[int, str]) -> Header:
    found: defaultdict[str, list[Column]] = defaultdict(list)
    for index, text in _headings(stacks):
        if fields[index] != NOT_READ:
            found[fields[index]].append(_column(index, fields[index], text))
    columns = {name: tuple(members) for name, members in found.items()}
    if "district_code" in columns:
        columns["district_code"] = _with_place_kinds(columns["district_code"])
    labelled = _labels(stacks)
    running = (index for index, (label, _text) in labelled.items() if _is_running(index, label, labelled, kind))
    first = next((index for index in running if fields[index] == NOT_READ), None)
    return _header(lines, stacks, kind, columns, first)


def _header(
    lines: Sequence[Row],
    stacks: Mapping[int, list[str]],
    kind: ListKind,
    columns: Mapping[str, tuple[Column, ...]],
    running: int | None,
) -> Header:
    repeated = frozenset((cell.column, clean(typed(cell)).casefold()) for row in lines for cell in row.cells)
    return Header(kind, lines[0].number, lines[-1].number, columns, running, repeated, _headings(stacks))


def _headings(stacks: Mapping[int, list[str]]) -> tuple[tuple[int, str], ...]:
    return tuple((index, " ".join(stack)) for index, stack in stacks.items())


def _column(index: int, name: str, text: str) -> Column:
    return Column(index, name, text, unit_in(text), _MEN_SLASH_WOMEN.search(text) is not None)


def likely_header(rows: Sequence[Row], sheet: Sheet, kind: ListKind) -> Header | None:
    """The line that most looks like labels where none was found by meaning, every column unread; None: no list at all.

    >>> from setara.kernel.intake.grid import Cell
    >>> texts = [Cell(n, CellKind.TEXT, text) for n, text in enumerate(("Pelaku", "Tempat"), 1)]
    >>> likely_header([Row(3, tuple(texts))], Sheet("A"), ListKind.BUSINESSES).headings
    ((1, 'Pelaku'), (2, 'Tempat'))
    """
    widest = max((len(row.cells) for row in rows), default=0)
    for row in rows:
        is_wide = len(row.cells) >= max(2, widest * _WIDE)
        if is_wide and _may_be_label_line(row) and all(cell.kind is CellKind.TEXT for cell in row.cells):
            return _header([row], _stacks_over([row], sheet), kind, {}, None)
    return None


def _by_meaning_at(rows: Sequence[Row], place: int, sheet: Sheet, kind: ListKind) -> Header | None:
    best: Header | None = None
    if len(rows[place].cells) < 2:
        return None
    for lines in _label_lines(rows, place):
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
    stacks = _stacks_over(lines, sheet)
    labelled = _labels(stacks)
    running: int | None = None
    found: defaultdict[str, list[tuple[int, Column]]] = defaultdict(list)
    for index, (label, text) in labelled.items():
        name, rank = label.field, label.rank
        if _may_run(label):
            if _is_running(index, label, labelled, kind):
                running = running or index
                continue
            name, rank = "number", 2
        for public, public_rank in _public_fields(name, rank, kind):
            found[public].append((public_rank, _column(index, public, text)))
    columns = {name: _plainest(candidates) for name, candidates in found.items()}
    if "district_code" in columns:
        columns["district_code"] = _with_place_kinds(columns["district_code"])
    if not _is_list(columns, kind, found):
        return None
    own = {name: members for name, members in columns.items() if name in fields_of(kind)}
    return _header(lines, stacks, kind, own, running)


def _may_run(label: Label) -> bool:
    """Whether a label can head the running numbers of the lines: *No.* may also be that of the certificate."""
    return label.field == "running" or (label.field == "number" and label.rank != 1)


def _is_running(index: int, label: Label, labelled: Mapping[int, tuple[Label, str]], kind: ListKind) -> bool:
    return _may_run(label) and (index == min(labelled) or kind is ListKind.BUSINESSES)


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


def _stacks_over(lines: Sequence[Row], sheet: Sheet) -> dict[int, list[str]]:
    """What stands over each column, from above, in all lines of the header."""
    first, last = lines[0].number, lines[-1].number
    return _stacks(lines, [merge for merge in sheet.merges if merge.first_row <= last and merge.last_row >= first])


def _labels(stacks: Mapping[int, list[str]]) -> dict[int, tuple[Label, str]]:
    """The known label of each column."""
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
