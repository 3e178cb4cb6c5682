"""A sheet as the records of a list and the lines that are none, row by row.

Memory does not grow with the rows: at most `LOOK_AHEAD` lines are held while the header is sought, then a few.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from setara.kernel.intake.businesses import read_business
from setara.kernel.intake.cells import is_empty, typed
from setara.kernel.intake.certificates import read_certificates
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.evidence import Evidence, title_budget_year, title_kind
from setara.kernel.intake.grid import Cell, CellKind, Merge, Row, Sheet, address
from setara.kernel.intake.header import DEEPEST, Header, find_header, header_at, is_column_numbers
from setara.kernel.intake.labels import LONGEST_LABEL, first_words, unit_in
from setara.kernel.intake.lines import Line, Shape, above_header, classify, is_grand_total
from setara.kernel.intake.questions import answered
from setara.kernel.intake.records import ListKind, Reading, Record, SkippedLine
from setara.kernel.intake.source_rows import SourceRow, Titles, TypedRow
from setara.kernel.intake.text import clean, fold

LOOK_AHEAD = 100
_WINDOW = DEEPEST + 2


@dataclass(frozen=True)
class ListReading:
    """A sheet under the eyes of a reader.

    `header` is None where the sheet holds no such list; `is_empty` says that it holds nothing at all.
    """

    header: Header | None
    is_empty: bool
    _sheet: Sheet
    _kind: ListKind
    _context: ReadingContext
    _above: tuple[Row, ...] = ()
    _rows: Iterable[Row] = ()

    def lines(self) -> Iterator[Record | SkippedLine]:
        """Every non-empty line from the top, once: as records, or as a line that is none, with the reason."""
        if self.header is None:
            return iter(())
        return _Lines(self.header, self._sheet, self._kind, self._context).read(self._above, self._rows)


def read_list(sheet: Sheet, rows: Iterable[Row], kind: ListKind, context: ReadingContext) -> ListReading:
    """Find the list of this kind in a sheet. Rows are taken from `rows` once, and only as far as needed.

    >>> import datetime as dt
    >>> texts = [["Nama IKM", "Kab/Kota"], ["UD Maju", "Kab. Sidoarjo"]]
    >>> lines = [tuple(Cell(c, CellKind.TEXT, text) for c, text in enumerate(line, 1)) for line in texts]
    >>> rows = [Row(number, cells) for number, cells in enumerate(lines, 1)]
    >>> reading = read_list(Sheet("A"), rows, ListKind.BUSINESSES, ReadingContext("35", dt.date(2026, 3, 1)))
    >>> [line.values["district_code"] for line in reading.lines() if isinstance(line, Record)]
    ['35.15']
    """
    stream = (row for row in map(_visible, rows) if row.cells)
    ahead = list(islice(stream, LOOK_AHEAD))
    found = find_header(ahead, sheet, kind, context.mappings)
    if found is None:
        return ListReading(None, not ahead, sheet, kind, context)
    place, header = found
    return ListReading(header, False, sheet, kind, context, tuple(ahead[:place]), chain(ahead[place:], stream))


def _visible(row: Row) -> Row:
    """The row without cells in which a person sees nothing."""
    if any(cell.kind is CellKind.TEXT and is_empty(cell) for cell in row.cells):
        return Row(row.number, tuple(cell for cell in row.cells if not is_empty(cell)), row.hidden)
    return row


class _Merges:
    """The cells of merged areas that reach down from rows already passed."""

    def __init__(self, sheet: Sheet) -> None:
        self._coming = deque(sorted((m for m in sheet.merges if m.last_row > m.first_row), key=lambda m: m.first_row))
        self._open: dict[int, tuple[Merge, int, Cell]] = {}

    def down_to(self, row: Row) -> dict[int, tuple[int, Cell]]:
        """Cells by column that merged areas hand down to this row, with the row that they stand in."""
        self._open = {column: held for column, held in self._open.items() if held[0].last_row >= row.number}
        handed = {column: (number, cell) for column, (_merge, number, cell) in self._open.items()}
        while self._coming and self._coming[0].first_row <= row.number:
            merge = self._coming.popleft()
            cell = next((cell for cell in row.cells if cell.column == merge.first_column), None)
            if merge.first_row == row.number and cell:
                self._open[merge.first_column] = (merge, row.number, cell)
        return handed


class _Lines:
    """Goes through the rows of one sheet; what it remembers is bounded."""

    def __init__(self, header: Header, sheet: Sheet, kind: ListKind, context: ReadingContext) -> None:
        self.sheet, self.kind, self.context = sheet, kind, context
        self.merges = _Merges(sheet)
        self.wide = {(m.first_row, m.first_column): m for m in sheet.merges if m.last_column > m.first_column}
        self.recent: deque[str] = deque(maxlen=12)
        self.pending_total: SkippedLine | None = None
        self._begin_table(header)

    def _begin_table(self, header: Header) -> None:
        titles = list(self.recent)
        self.recent.clear()
        unit = max(
            (unit_in(title) for title in titles if "rp" in title.casefold() or "dalam" in title.casefold()), default=1
        )
        self.header: Header | None = header
        self.titles = Titles(title_kind(titles, self.sheet.name), title_budget_year(titles), unit)
        self.evidence = Evidence()
        self.above: dict[int, Cell] | None = None
        self.below_signature = False
        self.fields = {column.index: name for name, columns in header.columns.items() for column in columns}
        self.name_field = "name" if self.kind is ListKind.BUSINESSES else "holder"

    def read(self, above: Iterable[Row], rows: Iterable[Row]) -> Iterator[Record | SkippedLine]:
        for row in above:
            text = " ".join(clean(typed(cell)) for cell in row.cells)
            self.recent.append(text)
            self.merges.down_to(row)
            yield self._skipped(row, above_header(text))
        stream = iter(rows)
        window: deque[Row] = deque(islice(stream, _WINDOW))
        first = self.header
        while window:
            header = first or self._header_here(window)
            first = None
            taken = 1
            if header:
                yield from self._flush_total(Line.TOTAL)
                taken = sum(1 for row in window if row.number <= header.last_row)
                self._begin_table(header)
                yield from self._header_lines(islice(window, taken))
            else:
                yield from self._line(window)
            for _ in range(taken):
                window.popleft()
            window.extend(islice(stream, taken))
        yield from self._flush_total(Line.TOTAL)

    def _header_lines(self, rows: Iterable[Row]) -> Iterator[SkippedLine]:
        for row in rows:
            self.merges.down_to(row)
            yield self._skipped(row, Line.HEADER)

    def _header_here(self, window: deque[Row]) -> Header | None:
        """A header that begins with the first row of the window: of a further table on the sheet."""
        if not _may_be_header(window[0]) or (
            self.header and self.header.repeats({cell.column: clean(typed(cell)) for cell in window[0].cells})
        ):
            return None
        rows = list(window)
        header = header_at(rows, 0, self.sheet, self.kind, self.context.mappings)
        if header is None:
            other = ListKind.CERTIFICATES if self.kind is ListKind.BUSINESSES else ListKind.BUSINESSES
            if header_at(rows, 0, self.sheet, other):
                self.header = None
        return header

    def _line(self, window: deque[Row]) -> Iterator[Record | SkippedLine]:
        row = window[0]
        typed_row = TypedRow.of(row, self.merges.down_to(row))
        header = self.header
        if header is None:
            self.recent.append(typed_row.text)
            yield self._skipped(row, Line.NOTE)
            return
        if header.repeats(typed_row.texts) or (self.above is None and is_column_numbers(row)):
            self.above = None
            yield self._skipped(row, Line.HEADER)
            return
        line = self._classified(typed_row, header, window)
        if line is Line.RECORD:
            yield from self._flush_total(Line.SUBTOTAL)
            yield from self._records(typed_row, header)
            return
        yield from self._other(row, typed_row.text, line)

    def _classified(self, typed_row: TypedRow, header: Header, window: deque[Row]) -> Line:
        row, texts, said = typed_row.row, typed_row.texts, typed_row.said
        cells = typed_row.cells
        wide = frozenset(column for column in cells if self._is_wide(row.number, column)) if self.wide else frozenset()
        for column, (_number, cell) in typed_row.merged.items():
            if column in self.fields and column not in cells:
                above = {column: clean(typed(cell))}
                cells, texts, said = {**cells, column: cell}, {**texts, **above}, {**said, **above}
        shape = Shape(
            cells=cells,
            texts=texts,
            said=said,
            fields=self.fields,
            name_field=self.name_field,
            running=header.running,
            merged_across=wide,
            below_signature=self.below_signature,
            province=self.context.province,
        )
        line = classify(shape)
        few = len(row.cells) <= 2 if line in {Line.SECTION, Line.NOTE} else line is Line.RECORD and len(row.cells) == 1
        if few and self._before_header(window):
            return Line.TITLE
        return line

    def _is_wide(self, row: int, column: int) -> bool:
        merge = self.wide.get((row, column))
        return merge is not None and merge.last_column - merge.first_column >= 2

    def _before_header(self, window: deque[Row]) -> bool:
        rows = list(window)
        return any(
            _may_be_header(rows[place]) and header_at(rows, place, self.sheet, self.kind, self.context.mappings)
            for place in range(1, min(3, len(rows)))
        )

    def _records(self, typed_row: TypedRow, header: Header) -> Iterator[Record]:
        source = SourceRow(self.sheet, typed_row, header, self.context, self.titles, self.evidence, self.above)
        self.recent.clear()
        self.below_signature = False
        records = [read_business(source)] if self.kind is ListKind.BUSINESSES else read_certificates(source)
        for part, record in enumerate(records):
            placed = replace(record, part=part) if part else record
            answers = self.context.answers
            is_asked = answers and record.reading is not Reading.CERTAIN
            yield answered(placed, answers.at(placed.place)) if is_asked else placed
        self.above = source.effective_cells()

    def _other(self, row: Row, text: str, line: Line) -> Iterator[SkippedLine]:
        self.recent.append(text)
        self.above = {} if line is not Line.BLANK_FRAME else self.above
        if line is Line.SIGNATURE:
            self.below_signature = True
        if line is Line.SECTION:
            yield from self._flush_total(Line.SUBTOTAL)
            self.below_signature = False
            heading = max(row.cells, key=lambda cell: len(typed(cell)))
            place = address(self.sheet, row.number, heading.column)
            self.evidence = self.evidence.below(text, place, self.context.province)
        if line in {Line.TOTAL, Line.SUBTOTAL}:
            yield from self._flush_total(Line.SUBTOTAL)
            self.evidence = Evidence()
        if line is Line.TOTAL and not is_grand_total(text):
            self.pending_total = self._skipped(row, line)
            return
        yield self._skipped(row, line)

    def _flush_total(self, line: Line) -> Iterator[SkippedLine]:
        """A bare "Jumlah" is the total if nothing is added up after it, else a subtotal."""
        if self.pending_total:
            yield SkippedLine(self.pending_total.sheet, self.pending_total.row, line.value)
            self.pending_total = None

    def _skipped(self, row: Row, line: Line) -> SkippedLine:
        return SkippedLine(self.sheet.name, row.number, line.value)


def _may_be_header(row: Row) -> bool:
    """A cheap look: short texts, most of which begin as labels do."""
    cells = row.cells
    if len(cells) < 2 or any(cell.kind in {CellKind.NUMBER, CellKind.DATE} for cell in cells):
        return False
    begins = 0
    for cell in cells:
        text = typed(cell)
        if text.isdigit():
            return False
        if len(text) <= LONGEST_LABEL:
            word = text.split(maxsplit=1)[0].casefold() if text.strip() else ""
            begins += word in first_words() or (
                fold(text).split(maxsplit=1)[:1][0:1] != [] and fold(text).split()[0] in first_words()
            )
    return begins * 2 >= len(cells)
