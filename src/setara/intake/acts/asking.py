"""Keep the queue: which questions the rows that wait ask."""

from collections.abc import Iterable, Sequence

from setara.intake.models import Asked, Question, SourceRow
from setara.intake.outcomes import WAITING
from setara.kernel.intake.answers import Key
from setara.kernel.intake.questions import key_of, problems_of, questions_of
from setara.kernel.intake.records import ListKind, Problem
from setara.platform.bulk import insert


class Queue:
    """The questions of one kind of list, in the caller's transaction."""

    def __init__(self, kind: ListKind) -> None:
        self.kind = kind
        self._known: dict[Key, int] = {}

    def join(self, rows: Iterable[SourceRow]) -> None:
        """Let rows that are new ask what they ask."""
        asking = [(row, problems_of(row.problems)) for row in rows if row.outcome in WAITING]
        first: dict[Key, Problem] = {}
        for problem in (one for _, problems in asking for one in problems if one.hinders):
            first.setdefault(key_of(problem), problem)
        self._know(first)
        insert(
            [
                Asked(question_id=self._known[key], source=row)
                for row, problems in asking
                for key in questions_of(problems)
            ]
        )

    def renew(self, rows: Sequence[SourceRow]) -> None:
        """Let rows whose problems changed ask what they ask now, and nothing else."""
        if rows:
            Asked.objects.filter(source__in=rows).delete()
            self.join(rows)

    def _know(self, problems: dict[Key, Problem]) -> None:
        missing = problems.keys() - self._known.keys()
        if not missing:
            return
        self._read(missing)
        fresh = [self._new(key, problems[key]) for key in missing - self._known.keys()]
        insert(fresh)
        self._known |= {Key(one.field, one.code, one.said): one.pk for one in fresh}

    def _read(self, keys: set[Key]) -> None:
        found = Question.objects.filter(list_kind=self.kind, said__in={key.said for key in keys})
        for pk, *key in found.filter(code__in={key.code for key in keys}).values_list("id", "field", "code", "said"):
            self._known[Key(*key)] = pk

    def _new(self, key: Key, problem: Problem) -> Question:
        params = dict(problem.params) if key.is_shared else {}
        return Question(list_kind=self.kind, field=key.field, code=key.code, said=key.said, params=params)
