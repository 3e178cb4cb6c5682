"""Answer a question once for all rows that ask it: the part that businesses and certificates share."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction

from setara.accounts.permission import require_still
from setara.history.store import hold_chain
from setara.intake.acts.asking import Queue
from setara.intake.acts.importing import BATCH, Registrar
from setara.intake.acts.remembering import place_of
from setara.intake.acts.sources import CHANGING, take_over
from setara.intake.models import Answer, AnswerUse, Question, SourceRow
from setara.intake.outcomes import WAITING, Outcome, Settled
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.intake.answers import Key, Value
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.problems import Doubt
from setara.kernel.intake.questions import answered, problems_of, stored
from setara.kernel.intake.records import ListKind, Record
from setara.kernel.intake.typed_answers import read_answer

SHOWN_OF_EACH = 3
"""Rows of each outcome that a result holds as a sample."""
RegistrarFor = Callable[[int], Registrar]
"""Makes the registrar of one file, given the first source row of that file."""


class AnswerRefused(Exception):
    """An answer that cannot be taken: ``nothing_waits``, ``queue_changed`` (not what was previewed), ``not_a_value``.

    `doubts` say of each row (0: of all) why what was typed is no value.
    """

    def __init__(self, code: str, doubts: Mapping[int, Doubt] | None = None) -> None:
        super().__init__(code)
        self.code, self.doubts = code, doubts or {}


@dataclass(frozen=True, slots=True)
class AnswerOrder:
    """What is answered: one text for all rows, or a text for each of some rows (empty: no value).

    `expected` is how many rows the preview counted.
    """

    question_id: int
    context: ReadingContext
    at: dt.datetime
    actor: Actor
    text: str = ""
    of_rows: Mapping[int, str] | None = None
    expected: int | None = None
    dry_run: bool = False


@dataclass(slots=True)
class AnswerResult:
    """What an answer did, or would do, with the rows that waited for it."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    samples: list[tuple[SourceRow, Settled]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows waited for this answer."""
        return self.outcomes.total()

    @property
    def waiting(self) -> int:
        """How many of them still ask something else."""
        return sum(self.outcomes[outcome] for outcome in WAITING)


class _Preview(Exception):
    """Rolls a preview back."""


def settle_answer(order: AnswerOrder, kind: ListKind, registrar_for: RegistrarFor) -> AnswerResult:
    """Remember the answer and settle the rows that waited for it, in one transaction; a preview rolls it back.

    Raises AnswerRefused.
    """
    result = AnswerResult()
    try:
        with transaction.atomic():
            hold_chain()
            require_still(order.actor, Act.ANSWER)
            _Settling(order, kind, result).run(registrar_for)
            if order.dry_run:
                raise _Preview
    except _Preview:
        pass
    return result


class _Settling:
    """One answer at work, in the caller's transaction."""

    def __init__(self, order: AnswerOrder, kind: ListKind, result: AnswerResult) -> None:
        self.order, self.kind, self.result = order, kind, result
        question = Question.objects.filter(pk=order.question_id, list_kind=kind).first()
        if question is None:
            raise AnswerRefused("nothing_waits")
        self.key = Key(question.field, question.code, question.said)
        if self.key.is_shared == (order.of_rows is not None):
            raise ValueError("a shared question takes one text for all rows, any other a text for each row")
        self.queue = Queue(kind)

    def run(self, registrar_for: RegistrarFor) -> None:
        waiting = self._waiting()
        if not waiting:
            raise AnswerRefused("nothing_waits")
        if self.order.expected not in (None, len(waiting)):
            raise AnswerRefused("queue_changed")
        values = self._values([row for _, row in waiting])
        self.answers = self._remember(values)
        for file, rows in groupby(waiting, key=lambda one: one[0]):
            first = SourceRow.objects.filter(file=file).order_by("id").values_list("id", flat=True)[0]
            registrar = registrar_for(first)
            for batch in _batches([row for _, row in rows]):
                self._settle(batch, values, registrar)

    def _waiting(self) -> list[tuple[int, int]]:
        asking = SourceRow.objects.filter(asks__question=self.order.question_id, outcome__in=WAITING)
        if self.order.of_rows is not None:
            asking = asking.filter(id__in=self.order.of_rows)
        return list(asking.order_by("file_id", "id").values_list("file_id", "id"))

    def _values(self, rows: Sequence[int]) -> dict[int, Value]:
        """Read what was typed, for each row, or under 0 for all of them."""
        texts = {0: self.order.text}
        if self.order.of_rows is not None:
            texts = {row: self.order.of_rows[row] for row in rows}
        if self.key.is_of_register:
            return dict.fromkeys(texts)
        read = {row: read_answer(self.kind, self.key.field, text, self.order.context) for row, text in texts.items()}
        if doubts := {row: value for row, value in read.items() if isinstance(value, Doubt)}:
            raise AnswerRefused("not_a_value", doubts)
        return {row: value for row, value in read.items() if not isinstance(value, Doubt)}

    def _remember(self, values: Mapping[int, Value]) -> dict[int, Answer]:
        """Keep the answers; one that stood before holds no longer."""
        order, key = self.order, self.key
        before = Answer.objects.filter(
            list_kind=self.kind, field=key.field, code=key.code, said=key.said, revoked_at=None
        )
        before = before.filter(source=None) if 0 in values else before.filter(source__in=values)
        before.update(revoked_at=order.at, revoked_by=order.actor.id)
        made = [
            Answer(
                list_kind=self.kind, field=key.field, code=key.code, said=key.said, value=value,
                source_id=row or None, answered_at=order.at, actor=order.actor.id,
            )
            for row, value in values.items()
        ]  # fmt: skip
        return {answer.source_id or 0: answer for answer in Answer.objects.bulk_create(made)}

    def _settle(self, ids: Sequence[int], values: Mapping[int, Value], registrar: Registrar) -> None:
        rows = list(SourceRow.objects.filter(id__in=ids).select_related("file").order_by("id"))
        if self.key.is_of_register:
            settled = [Settled(_record_of(row), Outcome.UNCHANGED, problems_of(row.problems)) for row in rows]
        else:
            records = [answered(_record_of(row), {self.key: values.get(row.pk, values.get(0))}) for row in rows]
            settled = registrar.plan(records)
        for row, one in zip(rows, settled, strict=True):
            take_over(row, one)
        # An update by way of a conflict: `bulk_update` takes four times as long as all the rest together.
        SourceRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=CHANGING)
        self.queue.renew(rows)
        if not self.key.is_of_register:
            registrar.save(rows)
        AnswerUse.objects.bulk_create(
            [AnswerUse(answer=self.answers.get(row.pk) or self.answers[0], source=row) for row in rows],
            ignore_conflicts=True,
        )
        self._tell(rows, settled)

    def _tell(self, rows: Sequence[SourceRow], settled: Sequence[Settled]) -> None:
        for row, one in zip(rows, settled, strict=True):
            self.result.outcomes[one.outcome] += 1
            if self.result.outcomes[one.outcome] <= SHOWN_OF_EACH:
                self.result.samples.append((row, one))


def _record_of(row: SourceRow) -> Record:
    return stored(place_of(row), row.raw, row.values, row.problems, row.cells)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
