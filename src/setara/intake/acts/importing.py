"""Read a file of records into the register: the part that businesses and certificates share."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from django.db import transaction
from django.db.models import Model

from setara.accounts.permission import require_still
from setara.history.store import hold_chain
from setara.intake.acts.mapping import standing_mappings
from setara.intake.acts.reading import FileAsked, SheetSeen, read_file
from setara.intake.acts.remembering import Remembered
from setara.intake.acts.sources import SourceKeeper
from setara.intake.models import ImportedFile, SourceRow
from setara.intake.outcomes import Outcome, Settled
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind, Problem, Reading, Record, SkippedLine
from setara.platform.tables.reading import FileRefused, Notice, file_digest

BATCH = 500


class Registrar(Protocol):
    """Puts records into the register in two steps, so that each saved record can name its source row."""

    def plan(self, records: Sequence[Record]) -> list[Settled]:
        """Decide what becomes of each record, without saving."""

    def save(self, sources: Sequence[SourceRow | None]) -> None:
        """Save what was planned last; one source row a record, None where nothing is to be saved."""


class Spoken:
    """What a file has spoken of so far: a later line may complete an earlier one, not contradict it.

    Without this the last of two lines would win each time, and a second import of the file would change things.
    `since` is the first source row of a file that is taken up again: it has spoken of all that names this row or a
    later one as its source, and so have the files read after it.
    """

    def __init__(self, since: int | None = None) -> None:
        self._since = since
        self._keys: set[int] = set()
        self._batch: dict[int, Model] = {}

    def start_batch(self) -> None:
        """Forget the objects of the last batch but not what they stood for."""
        self._keys.update(one.pk for one in self._batch.values())
        self._batch = {}

    def add(self, one: Model) -> None:
        self._batch[id(one)] = one

    def __contains__(self, one: object) -> bool:
        if not isinstance(one, Model):
            return False
        return id(one) in self._batch or one.pk in self._keys or self._spoke_before(one)

    def _spoke_before(self, one: Model) -> bool:
        source: int | None = getattr(one, "source_id", None)
        return self._since is not None and source is not None and source >= self._since


@dataclass(slots=True)
class ImportResult:
    """What an import did; `records` only where asked for."""

    sha256: str
    notices: tuple[Notice, ...] = ()
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    records: list[Settled] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    is_empty: bool = True
    answered: int = 0
    """Records that were read with an answer somebody gave before."""

    @property
    def rows(self) -> int:
        """How many records the file holds."""
        return self.outcomes.total()


class _DryRun(Exception):
    """Rolls a dry run back."""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import and how.

    `keep_records` keeps every record in the result (memory grows with the file); `observe` is shown each as it comes.
    """

    path: Path
    kind: ListKind
    context: ReadingContext
    at: dt.datetime
    actor: Actor
    sheet: str | None = None
    dry_run: bool = False
    keep_records: bool = False
    progress: Callable[[int], None] = lambda _done: None
    observe: Callable[[Settled], None] = lambda _one: None


def run_import(order: ImportOrder, registrar: Registrar) -> ImportResult:
    """Import a file whole or not at all; a dry run does the same and rolls back.

    Raises FileUnreadable where there is no such file or sheet, FileRefused with a code where nothing can be read.
    """
    result = ImportResult(sha256=file_digest(order.path))
    try:
        with transaction.atomic():
            hold_chain()
            require_still(order.actor, Act.IMPORT)
            _import_file(order, registrar, result)
            if order.dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return result


def _import_file(order: ImportOrder, registrar: Registrar, result: ImportResult) -> None:
    file = _file_of(order, result.sha256)
    remembered = Remembered.of_file(file)
    context = replace(order.context, answers=remembered.answers, mappings=standing_mappings(order.kind))
    sources = SourceKeeper(file, remembered)
    for batch in _batches(_records(order, context, result), BATCH):
        left = [record for record in batch if remembered.leaves(record)]
        acting = [record for record in batch if not remembered.leaves(record)]
        settled = registrar.plan(acting)
        settled += [Settled(record, Outcome.UNCHANGED, record.problems) for record in left]
        registrar.save(sources.keep(settled)[: len(acting)])
        for one in settled:
            result.outcomes[one.outcome] += 1
            result.answered += bool(one.record.answered)
            result.problems.extend(one.problems)
            order.observe(one)
            if order.keep_records:
                result.records.append(one)
        order.progress(result.rows)
    if not result.sheets:
        raise FileRefused("empty_file" if result.is_empty else "not_a_list")
    if not result.rows:
        raise FileRefused("no_rows")


def _file_of(order: ImportOrder, sha256: str) -> ImportedFile:
    file, _ = ImportedFile.objects.get_or_create(
        sha256=sha256,
        list_kind=order.kind,
        budget_year=order.context.budget_year,
        defaults={"name": order.path.name, "imported_at": order.at, "actor": order.actor.id},
    )
    return file


def _records(order: ImportOrder, context: ReadingContext, result: ImportResult) -> Iterator[Record]:
    """Yield the records of the file, and note in the result what else it says."""
    for said in read_file(FileAsked(order.path, order.kind, context, order.sheet)):
        if isinstance(said, Record):
            yield said
        elif isinstance(said, SkippedLine):
            result.skipped[said.reason] += 1
        elif isinstance(said, SheetSeen):
            result.is_empty = result.is_empty and said.is_empty
            result.sheets += [said.name] * said.is_list
        else:
            result.notices += (said,)


Item = TypeVar("Item")


def _batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch


def outcome_of_reading(record: Record) -> Outcome | None:
    """Outcome of a record that cannot be settled, or None where its values are certain."""
    return {
        Reading.CERTAIN: None,
        Reading.UNDECIDED: Outcome.UNDECIDED,
        Reading.REFUSED: Outcome.REFUSED,
    }[record.reading]
