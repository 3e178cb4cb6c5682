"""Keep the source row of every record that changes something or waits for a person."""

from collections.abc import Sequence

from setara.intake.acts.asking import Queue
from setara.intake.acts.remembering import Remembered
from setara.intake.models import ImportedFile, SourceRow
from setara.intake.outcomes import WAITING, Outcome, Settled
from setara.kernel.intake.records import ListKind, Problem
from setara.platform.bulk import insert


class SourceKeeper:
    """Source rows of one file, across batches. A second import of the file adds none and refreshes those that wait."""

    def __init__(self, file: ImportedFile, remembered: Remembered) -> None:
        self.file, self.remembered = file, remembered
        rows = SourceRow.objects.filter(file=file).defer("raw", "values", "cells")
        self.standing = {(row.sheet, row.row, row.part): row for row in rows.iterator(chunk_size=2000)}
        self.queue = Queue(ListKind(file.list_kind))

    def keep(self, settled: Sequence[Settled]) -> list[SourceRow | None]:
        """Return a source row for each record, None for one that is unchanged and was never kept."""
        sources: list[SourceRow | None] = []
        fresh: list[SourceRow] = []
        changed: list[SourceRow] = []
        for one in settled:
            row = self.standing.get(one.record.place)
            if row is not None:
                changed += [row] * _refresh(row, one)
            elif one.outcome is not Outcome.UNCHANGED:
                row = self._new(one)
                fresh.append(row)
            sources.append(row)
        insert(fresh)
        self.queue.join(fresh)
        self.queue.renew(changed)
        self.remembered.note_uses((one.record, row) for one, row in zip(settled, sources, strict=True) if row)
        return sources

    def _new(self, one: Settled) -> SourceRow:
        sheet, row, part = one.record.place
        return SourceRow(
            file=self.file,
            sheet=sheet,
            row=row,
            part=part,
            raw=one.record.raw,
            values=dict(one.record.values),
            cells=cells_of(one),
            problems=as_json(one.problems),
            outcome=one.outcome,
        )


def _refresh(row: SourceRow, one: Settled) -> bool:
    problems = as_json(one.problems)
    waits = row.outcome in WAITING or one.outcome in WAITING
    if not waits or (row.outcome, row.problems) == (one.outcome, problems):
        return False
    take_over(row, one)
    row.save(update_fields=CHANGING)
    return True


CHANGING = ["outcome", "problems", "values", "cells"]


def take_over(row: SourceRow, one: Settled) -> None:
    """Let a row stand as its record was settled, unsaved; save the fields of `CHANGING`."""
    row.outcome, row.problems = one.outcome, as_json(one.problems)
    row.values, row.cells = dict(one.record.values), cells_of(one)


def cells_of(one: Settled) -> dict[str, str]:
    """Say where each value of a record stands, if it waits."""
    return dict(one.record.cells) if one.outcome in WAITING else {}


def as_json(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Write problems as they are kept with a source row."""
    return [
        {"cell": problem.cell, "field": problem.field, "code": problem.code, "params": dict(problem.params)}
        for problem in problems
    ]
