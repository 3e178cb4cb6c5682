"""Answers as the list of them shows each: what was asked, what was said, by whom, how often it served."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from setara.accounts.models import User
from setara.intake.models import Answer, Question
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.answers import Key
from setara.words.questions import answer_text, question_text


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in words; `value` is empty where it may not be shown."""

    answer: Answer
    question: str
    value: str
    who: str
    revoked_by: str
    uses: int


def lines_of(given: Sequence[tuple[Answer, int]], *, is_personal_shown: bool) -> list[AnswerLine]:
    """Put answers into words; what belongs to one row may be somebody's number or name."""
    people = _people({name for answer, _uses in given for name in (answer.actor, answer.revoked_by)})
    asked = Question.objects.filter(said__in={answer.said for answer, _uses in given if answer.said})
    params = {(one.list_kind, one.field, one.code, one.said): one.params for one in asked}
    return [
        AnswerLine(
            answer,
            question_text(
                Key(answer.field, answer.code, answer.said),
                params.get((answer.list_kind, answer.field, answer.code, answer.said), {}),
            ),
            answer_text(answer.field, answer.value) if answer.said or is_personal_shown else "",
            people.get(answer.actor, answer.actor),
            people.get(answer.revoked_by, answer.revoked_by),
            uses,
        )
        for answer, uses in given
    ]


def _people(actors: set[str]) -> dict[str, str]:
    numbers = [actor.removeprefix("user:") for actor in actors if actor.startswith("user:")]
    return {CONSOLE.id: _("console")} | {f"user:{one.pk}": str(one) for one in User.objects.filter(pk__in=numbers)}
