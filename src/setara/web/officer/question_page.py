"""What the page of a question shows, and what is posted to it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.http import QueryDict

from setara.intake import queries
from setara.intake.acts.answering import AnswerRefused, AnswerResult
from setara.intake.models import Question, SourceRow
from setara.intake.outcomes import Outcome, Settled
from setara.kernel.intake.answers import Key
from setara.kernel.intake.questions import DATES, REQUIRED, candidates, key_of, problems_of
from setara.kernel.intake.records import Problem
from setara.kernel.rulebook.regions import districts_of
from setara.web.asking import text_of
from setara.words.intake import problem_text
from setara.words.questions import REFUSED, answer_text, question_text

ROWS_SHOWN = 25
LONGEST = 1000
_ROW = re.compile(r"row-([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, the number of rows behind it and some of them: those that follow the place `began`."""

    question: Question
    number: int
    rows: tuple[SourceRow, ...]
    began: int
    after: int | None

    @property
    def key(self) -> Key:
        return Key(self.question.field, self.question.code, self.question.said)


@dataclass(frozen=True, slots=True)
class Posted:
    """What somebody answered: a text for all rows, or one for each of some.

    `refused` and (for single rows) `errors` say what is wrong.
    """

    text: str = ""
    of_rows: Mapping[int, str] | None = None
    refused: str = ""
    errors: Mapping[int, str] = field(default_factory=dict)

    def but(self, refused: AnswerRefused) -> "Posted":
        """The same with why it was refused, in words."""
        errors = {row: problem_text(doubt.code, doubt.params) for row, doubt in refused.doubts.items()}
        return replace(self, refused=str(REFUSED.get(refused.code, "")) or errors.get(0, " "), errors=errors)


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row that waits: its cells (address, text, whether it is the one asked about), what else it asks, its form."""

    row: SourceRow
    cells: tuple[tuple[str, str, bool], ...]
    problems: tuple[str, ...]
    others: tuple[str, ...]
    perhaps: str
    typed: str
    is_empty: bool
    error: str


def sentence_of(question: Question) -> str:
    """Ask a question in words."""
    return question_text(Key(question.field, question.code, question.said), question.params)


def asking(question_id: int, after: int) -> Asking | None:
    """Return a question with some of its rows; None where no row asks it."""
    found = queries.question(question_id)
    if found is None:
        return None
    rows, following = queries.rows_of(question_id, after, ROWS_SHOWN)
    return Asking(found[0], found[1], rows, after, following)


def posted(given: QueryDict, asking: Asking) -> Posted:
    """Read what was posted."""
    if asking.key.is_shared:
        text = text_of(given, "answer", LONGEST)
        text = text_of(given, "other", LONGEST) if text == "other" else text
        is_said = bool(text) or ("empty" in given and asking.key.field not in REQUIRED)
        return Posted("" if "empty" in given else text, refused="" if is_said else str(REFUSED["no_choice"]))
    rows = [int(match[1]) for name in given if (match := _ROW.fullmatch(name))]
    texts = {row: text_of(given, f"row-{row}", LONGEST) for row in rows}
    of_rows = {row: text for row, text in texts.items() if text}
    if asking.key.field not in REQUIRED:
        of_rows |= dict.fromkeys((row for row in rows if f"empty-{row}" in given), "")
    if asking.key.is_of_register:
        of_rows = dict.fromkeys(of_rows, "")
    return Posted(of_rows=of_rows, refused="" if of_rows else str(REFUSED["no_row"]))


def words_of(asking: Asking, posted: Posted, *, is_personal_shown: bool) -> dict[str, object]:
    """Gather what the page shows."""
    key = asking.key
    probable = candidates(Problem("", key.field, key.code, asking.question.params), settings.PROVINCE)
    districts = [*districts_of(settings.PROVINCE)] if key.field == "district_code" else []
    return {
        "question": asking.question,
        "key": key,
        "sentence": sentence_of(asking.question),
        "number": asking.number,
        "posted": posted,
        "choices": [(value, answer_text(key.field, value)) for value in probable] if key.is_shared else [],
        "others": [(code, answer_text(key.field, code)) for code in districts],
        "may_be_empty": key.field not in REQUIRED,
        "is_date": key.field in DATES,
        "rows": [_shown(row, key, posted, is_personal_shown=is_personal_shown) for row in asking.rows],
        "is_personal_shown": is_personal_shown,
        "next": f"?after={asking.after}" if asking.after else "",
        "first": "?after=0" if asking.began else "",
    }


def _shown(row: SourceRow, key: Key, posted: Posted, *, is_personal_shown: bool) -> RowShown:
    problems = [one for one in problems_of(row.problems) if one.hinders]
    asked = [one for one in problems if key_of(one) == key]
    places = {one.cell.rpartition("!")[2] for one in asked}
    perhaps = [value for one in asked for value in candidates(one, settings.PROVINCE) if key.field in DATES]
    given = (posted.of_rows or {}).get(row.pk)
    cells = tuple((str(at).rpartition("!")[2], str(text)) for at, text in row.raw) if is_personal_shown else ()
    return RowShown(
        row,
        tuple((at, text, at in places) for at, text in cells),
        tuple(problem_text(one.code, one.params) for one in asked) if is_personal_shown else (),
        tuple(_asks(one for one in problems if one not in asked)),
        " / ".join(answer_text(key.field, value) for value in perhaps),
        given or "",
        given == "",
        posted.errors.get(row.pk, ""),
    )


def preview_words(asking: Asking, posted: Posted, result: AnswerResult) -> dict[str, object]:
    """Gather what the preview shows: how many rows, what becomes of them, some of them."""
    hidden = [("answer", posted.text)] if posted.of_rows is None else _fields(posted.of_rows)
    if posted.of_rows is None and not posted.text:
        hidden.append(("empty", "on"))
    return {
        "question": asking.question,
        "key": asking.key,
        "sentence": sentence_of(asking.question),
        "value": answer_text(asking.key.field, posted.text),
        "result": result,
        "outcomes": [(outcome, result.outcomes[outcome]) for outcome in Outcome if result.outcomes[outcome]],
        "samples": [(row, _name_of(one), one, _still_asked(one)) for row, one in result.samples],
        "hidden": hidden,
    }


def _fields(of_rows: Mapping[int, str]) -> list[tuple[str, str]]:
    texts = [(f"row-{row}", text) for row, text in of_rows.items()]
    return texts + [(f"empty-{row}", "on") for row, text in of_rows.items() if not text]


def _name_of(one: Settled) -> str:
    return str(one.record.values.get("name") or one.record.values.get("holder") or "–")


def _still_asked(one: Settled) -> list[str]:
    return _asks(problem for problem in one.problems if problem.hinders)


def _asks(problems: Iterable[Problem]) -> list[str]:
    return list(dict.fromkeys(question_text(key_of(one), one.params) for one in problems))
