"""What workbooks left open: the queue of questions, one question with its rows and its answer, the answers kept."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from setara.certificates.acts.answer_certificates import answer_certificates
from setara.certificates.acts.reading_nik import open_waiting_rows
from setara.intake import queries
from setara.intake.acts.answering import AnswerOrder, AnswerRefused, AnswerResult
from setara.intake.acts.remembering import revoke_answer
from setara.intake.models import Answer
from setara.kernel.access.acts import Act
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.acts.answer_businesses import answer_businesses
from setara.web.asking import choice_of, number_of
from setara.web.officer import question_page
from setara.web.officer.businesses import sees_all_personal
from setara.web.officer.question_page import Asking, Posted
from setara.web.officer.remembered import lines_of
from setara.web.security import actor_of, needs
from setara.words.questions import LISTS, REFUSED

ANSWERING: Mapping[str, Callable[[AnswerOrder], AnswerResult]] = {
    ListKind.BUSINESSES: answer_businesses,
    ListKind.CERTIFICATES: answer_certificates,
}


@needs(Act.ANSWER)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The open questions, those of most rows first; a list or a file restricts."""
    filters = queries.Filters(
        choice_of(request.GET, "list", frozenset(ListKind)),
        number_of(request.GET, "file"),
    )
    rows, after = number_of(request.GET, "rows"), number_of(request.GET, "after")
    page = queries.open_questions(filters, (rows, after) if rows and after is not None else None)
    here = {name: value for name, value in (("list", filters.list_kind), ("file", filters.file)) if value}
    words = {
        "waiting": queries.waiting(),
        "lines": [(one, question_page.sentence_of(one), number) for one, number in page.questions],
        "filters": filters,
        "lists": LISTS,
        "files": queries.files_waiting(),
        "next": "?" + urlencode({**here, "rows": page.after[0], "after": page.after[1]}) if page.after else "",
        "first": "?" + urlencode(here) if rows else "",
    }
    return render(request, "officer/questions.html", words)


@needs(Act.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """One question: its rows and the form; posted, a preview; posted with ``confirmed``, the act."""
    asking = question_page.asking(question_id, number_of(request.GET, "after") or 0)
    if asking is None:
        if request.method != "POST":
            raise Http404
        return _gone(request)
    if request.method != "POST":
        return _page(request, asking, Posted())
    posted = question_page.posted(request.POST, asking)
    if posted.refused:
        return _page(request, asking, posted)
    return _answer(request, asking, posted)


def _answer(request: HttpRequest, asking: Asking, posted: Posted) -> HttpResponse:
    at, is_confirmed = timezone.now(), "confirmed" in request.POST
    order = AnswerOrder(
        asking.question.pk,
        ReadingContext(settings.PROVINCE, jakarta_day(at)),
        at,
        actor_of(request),
        posted.text,
        posted.of_rows,
        number_of(request.POST, "expected") if is_confirmed else None,
        dry_run=not is_confirmed,
    )
    try:
        result = ANSWERING[asking.question.list_kind](order)
    except AnswerRefused as refused:
        if refused.code == "nothing_waits":
            return _gone(request)
        return _page(request, asking, posted.but(refused))
    if is_confirmed:
        return _done(request, result)
    return render(request, "officer/answer_preview.html", question_page.preview_words(asking, posted, result))


def _page(request: HttpRequest, asking: Asking, posted: Posted) -> HttpResponse:
    is_personal_shown = sees_all_personal(request)
    if is_personal_shown:
        open_waiting_rows(asking.question, actor=actor_of(request), at=timezone.now())
    words = question_page.words_of(asking, posted, is_personal_shown=is_personal_shown)
    response = render(request, "officer/question.html", words, status=422 if posted.refused else 200)
    response["Cache-Control"] = "no-store"
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(request, str(REFUSED["nothing_waits"]))
    return HttpResponseRedirect(reverse("questions"))


def _done(request: HttpRequest, result: AnswerResult) -> HttpResponse:
    done, waits = result.rows - result.waiting, result.waiting
    text = ngettext("%(done)s row is settled.", "%(done)s rows are settled.", done) % {"done": done}
    if waits:
        text += " " + ngettext(
            "%(waits)s row still asks something else.", "%(waits)s rows still ask something else.", waits
        ) % {"waits": waits}
    messages.success(request, text)
    return HttpResponseRedirect(reverse("questions"))


@needs(Act.ANSWER)
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The answers that were given, newest first, and those taken back."""
    after = number_of(request.GET, "after")
    given, following = queries.answers(after)
    words = {
        "lines": lines_of(given, is_personal_shown=sees_all_personal(request)),
        "next": f"?after={following}" if following else "",
        "first": reverse("answers") if after else "",
    }
    return render(request, "officer/answers.html", words)


@needs(Act.ANSWER)
@require_POST
def revoke(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Let an answer hold no longer."""
    try:
        revoke_answer(answer_id, actor=actor_of(request), at=timezone.now())
    except Answer.DoesNotExist as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("answers"))
