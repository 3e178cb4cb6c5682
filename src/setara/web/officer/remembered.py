"""Answers as the list of them shows each: what was asked, what was said, by whom, how often it served."""

from collections.abc import Sequence
from dataclasses import dataclass

from setara.intake.models import Answer, Question
from setara.kernel.intake.answers import Key
from setara.web.officer.names import names_of
from setara.web.officer.side_by_side import IDENTITY, masked
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
    people = names_of(name for answer, _uses in given for name in (answer.actor, answer.revoked_by))
    asked = Question.objects.filter(said__in={answer.said for answer, _uses in given if answer.said})
    params = {(one.list_kind, one.field, one.code, one.said): one.params for one in asked}
    return [
        AnswerLine(
            answer,
            question_text(
                Key(answer.field, answer.code, answer.said),
                params.get((answer.list_kind, answer.field, answer.code, answer.said), {}),
            ),
            _value(answer) if answer.said or is_personal_shown else "",
            people[answer.actor],
            people[answer.revoked_by],
            uses,
        )
        for answer, uses in given
    ]


def _value(answer: Answer) -> str:
    """The answer in words; of an identity number the last digits."""
    if answer.field in IDENTITY and answer.value:
        return masked(answer.value)
    return answer_text(answer.field, answer.value)
