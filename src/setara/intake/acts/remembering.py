"""Remember answers, apply them to what is read next, take them back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.history.store import hold_chain
from setara.intake.models import Answer, AnswerUse, ImportedFile, SourceRow
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.intake.answers import Answers, Key, Place, Value
from setara.kernel.intake.records import Record


@dataclass(frozen=True, slots=True)
class Remembered:
    """The answers that stand for a file: those of its kind of list, and those of its own rows."""

    answers: Answers = field(default_factory=Answers)
    ids: dict[tuple[Place | None, Key], int] = field(default_factory=dict)

    @classmethod
    def of_file(cls, file: ImportedFile) -> "Remembered":
        """Load the answers that are not revoked."""
        standing = Answer.objects.filter(revoked_at=None, list_kind=file.list_kind)
        of_all: dict[Key, Value] = {}
        of_rows: dict[Place, dict[Key, Value]] = {}
        ids: dict[tuple[Place | None, Key], int] = {}
        for answer in standing.filter(source=None):
            key = Key(answer.field, answer.code, answer.said)
            of_all[key], ids[None, key] = answer.value, answer.pk
        of_the_file = standing.filter(source__file=file).select_related("source")
        for answer in of_the_file.defer("source__raw", "source__values", "source__problems", "source__cells"):
            place, key = place_of(answer.source), Key(answer.field, answer.code)
            of_rows.setdefault(place, {})[key] = answer.value
            ids[place, key] = answer.pk
        return cls(Answers(of_all, of_rows), ids)

    def leaves(self, record: Record) -> bool:
        """Say whether somebody said of this row that the register stays as it is."""
        return any(key.is_of_register for key in self.answers.of_rows.get(record.place, ()))

    def note_uses(self, rows: Iterable[tuple[Record, SourceRow]]) -> None:
        """Keep which rows were read with which answer."""
        uses = [
            AnswerUse(answer_id=self.ids.get((record.place, key)) or self.ids[None, key], source=row)
            for record, row in rows
            for key in record.answered
        ]
        AnswerUse.objects.bulk_create(uses, ignore_conflicts=True)


def place_of(source: SourceRow | None) -> Place:
    """Return where in its file a row stands."""
    return (source.sheet, source.row, source.part) if source else ("", 0, 0)


def revoke_answer(answer_id: int, *, actor: Actor, at: dt.datetime) -> Answer:
    """Let an answer hold no longer; what was registered by it stays. Revoking twice changes nothing.

    Raises NotPermitted, Answer.DoesNotExist.
    """
    require(actor, Act.ANSWER)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.ANSWER)
        answer = Answer.objects.select_for_update().get(pk=answer_id)
        if answer.revoked_at is None:
            answer.revoked_at, answer.revoked_by = at, actor.id
            answer.save(update_fields=["revoked_at", "revoked_by"])
    return answer
