"""Reading the queue of questions and the answers that are remembered; no list grows with the rows that wait."""

from dataclasses import dataclass

from django.db.models import Count, Q

from setara.intake.models import Answer, Asked, Question, SourceRow
from setara.platform.long_lists import PAGE_SIZE, CappedCount

COUNT_CAP = 10_000
MOST_FILES = 30


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks of the queue; None does not restrict."""

    list_kind: str | None = None
    file: int | None = None


@dataclass(frozen=True, slots=True)
class FileWaiting:
    """A file and how many of its rows wait."""

    id: int
    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Questions with the number of rows behind each, and the place where the next page begins; None at the end."""

    questions: tuple[tuple[Question, int], ...]
    after: tuple[int, int] | None


def open_questions(filters: Filters, after: tuple[int, int] | None = None, size: int = PAGE_SIZE) -> QuestionPage:
    """Return the open questions, those of most rows first, that follow the place `after`: rows and id."""
    asked = Asked.objects.values("question")
    if filters.list_kind is not None:
        asked = asked.filter(question__list_kind=filters.list_kind)
    if filters.file is not None:
        asked = asked.filter(source__file=filters.file)
    asked = asked.annotate(rows=Count("id")).order_by("-rows", "question")
    if after is not None:
        asked = asked.filter(Q(rows__lt=after[0]) | Q(rows=after[0], question__gt=after[1]))
    found = [(one["question"], one["rows"]) for one in asked[: size + 1]]
    questions = Question.objects.in_bulk([pk for pk, _ in found[:size]])
    shown = tuple((questions[pk], rows) for pk, rows in found[:size])
    return QuestionPage(shown, (shown[-1][1], shown[-1][0].pk) if len(found) > size else None)


def waiting() -> CappedCount:
    """Count the rows that wait for an answer, up to the cap."""
    return CappedCount.up_to(
        COUNT_CAP, len(Asked.objects.order_by("source").values("source").distinct()[: COUNT_CAP + 1])
    )


def files_waiting() -> tuple[FileWaiting, ...]:
    """Return the files whose rows wait, those of most rows first."""
    asked = Asked.objects.values_list("source__file", "source__file__name").annotate(
        rows=Count("source", distinct=True)
    )
    return tuple(FileWaiting(*one) for one in asked.order_by("-rows", "source__file")[:MOST_FILES])


def question(question_id: int) -> tuple[Question, int] | None:
    """Return a question with the number of rows behind it; None where none asks it."""
    found = Question.objects.filter(pk=question_id).annotate(rows=Count("asked")).first()
    return (found, found.rows) if found and found.rows else None


def rows_of(question_id: int, after: int = 0, size: int = PAGE_SIZE) -> tuple[tuple[SourceRow, ...], int | None]:
    """Return rows that ask a question, in the order of reading, and the place where the next page begins."""
    asking = SourceRow.objects.filter(asks__question=question_id, id__gt=after).select_related("file")
    rows = tuple(asking.order_by("id")[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def answers_for(source_id: int) -> tuple[Answer, ...]:
    """Return the answers with which a row was read, revoked ones too."""
    return tuple(Answer.objects.filter(uses__source=source_id).order_by("id"))


def answers(after: int | None = None, size: int = PAGE_SIZE) -> tuple[tuple[tuple[Answer, int], ...], int | None]:
    """Return the answers that were given, newest first, with how many rows were read with each."""
    given = Answer.objects.select_related("source__file").defer("source__raw", "source__values").order_by("-id")
    if after is not None:
        given = given.filter(id__lt=after)
    found = list(given[: size + 1])
    counted = Answer.objects.filter(pk__in=[one.pk for one in found]).values_list("id").annotate(Count("uses"))
    uses = dict(counted.order_by("id"))
    return tuple((one, uses[one.pk]) for one in found[:size]), found[size - 1].pk if len(found) > size else None
