"""Keep the source row of every record that changes something or waits for a person."""

from collections.abc import Sequence

from setara.intake.models import ImportedFile, SourceRow
from setara.intake.outcomes import Outcome, Settled
from setara.kernel.intake.records import Problem
from setara.platform.bulk import insert

WAITING = frozenset({Outcome.UNDECIDED, Outcome.REFUSED})


class SourceKeeper:
    """Source rows of one file, across batches. A second import of the file adds none and refreshes those that wait."""

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        rows = SourceRow.objects.filter(file=file).defer("raw", "values")
        self.standing = {(row.sheet, row.row, row.part): row for row in rows.iterator(chunk_size=2000)}
        self.last = ("", 0, 0)

    def keep(self, settled: Sequence[Settled]) -> list[SourceRow | None]:
        """Return a source row for each record, None for one that is unchanged and was never kept."""
        sources: list[SourceRow | None] = []
        fresh: list[SourceRow] = []
        for one in settled:
            place = self._place(one)
            row = self.standing.get(place)
            if row is not None:
                _refresh(row, one)
            elif one.outcome is not Outcome.UNCHANGED:
                row = self._new(place, one)
                fresh.append(row)
            sources.append(row)
        insert(fresh)
        return sources

    def _place(self, one: Settled) -> tuple[str, int, int]:
        sheet, row, part = self.last
        same_row = (sheet, row) == (one.record.sheet, one.record.row)
        self.last = (one.record.sheet, one.record.row, part + 1 if same_row else 0)
        return self.last

    def _new(self, place: tuple[str, int, int], one: Settled) -> SourceRow:
        sheet, row, part = place
        return SourceRow(
            file=self.file,
            sheet=sheet,
            row=row,
            part=part,
            raw=one.record.raw,
            values=dict(one.record.values),
            problems=[_as_json(problem) for problem in one.problems],
            outcome=one.outcome,
        )


def _refresh(row: SourceRow, one: Settled) -> None:
    problems = [_as_json(problem) for problem in one.problems]
    waits = row.outcome in WAITING or one.outcome in WAITING
    if waits and (row.outcome, row.problems) != (one.outcome, problems):
        row.outcome, row.problems = one.outcome, problems
        row.save(update_fields=["outcome", "problems"])


def _as_json(problem: Problem) -> dict[str, object]:
    return {"cell": problem.cell, "field": problem.field, "code": problem.code, "params": dict(problem.params)}
