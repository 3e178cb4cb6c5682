"""What the pages of an import show: each file with its state, and one file with its columns or its rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from setara.certificates import tasks
from setara.certificates.models import Certificate
from setara.intake import upload_queries
from setara.intake.acts.uploads import is_at_work, rows_done
from setara.intake.models import PreviewedRow, SourceRow, Upload, UploadState, Work
from setara.intake.outcomes import WAITING, Outcome
from setara.kernel.intake.mappings import fields_of
from setara.kernel.intake.questions import key_of, problems_of
from setara.kernel.intake.records import ListKind, Problem
from setara.kernel.intake.survey import without_identity
from setara.platform.tasks import is_asked_for
from setara.registry.models import Business
from setara.web.asking import choice_of, number_of
from setara.web.components.tones import Tone
from setara.web.officer.businesses import sees_all_personal
from setara.web.officer.import_columns import ColumnForm, forms_of
from setara.web.officer.names import names_of
from setara.words.intake import field_word, file_refusal_text, notice_text, problem_text, skipped_text
from setara.words.questions import question_text
from setara.words.uploads import REFUSED, STATES

TONES = {
    UploadState.RECEIVED: Tone.INFO,
    UploadState.PREVIEWED: Tone.WAIT,
    UploadState.IMPORTED: Tone.GOOD,
    UploadState.REFUSED: Tone.STOP,
}


@dataclass(frozen=True, slots=True)
class UploadLine:
    """A file in the list of them."""

    upload: Upload
    who: str
    tone: Tone
    word: str | Promise
    rows: int


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row with what becomes of it: its problems (address and sentence), the addresses of what stands in the register
    because of it, certificates with their numbers."""

    row: PreviewedRow | SourceRow
    name: str
    problems: tuple[tuple[str, str], ...]
    business: str = ""
    certificates: tuple[tuple[str, str], ...] = ()


def lines_of(uploads: Sequence[Upload]) -> list[UploadLine]:
    """Put files into words."""
    people = names_of(one.actor for one in uploads)
    return [
        UploadLine(one, people[one.actor], TONES[UploadState(one.state)], STATES[one.state], sum(one.outcomes.values()))
        for one in uploads
    ]


def is_being_worked_on(upload: Upload) -> bool:
    """Say whether the worker is at a file or will be as soon as it is free."""
    if not upload.work:
        return False
    path = (tasks.preview if upload.work == Work.PREVIEW else tasks.import_file).module_path
    return is_asked_for(path, upload.pk) or is_at_work(upload.pk)


def words_of(request: HttpRequest, upload: Upload, forms: list[ColumnForm] | None) -> dict[str, object]:
    """Gather what the page of a file shows; `forms` are those in error."""
    is_personal_shown, is_worked_on = sees_all_personal(request), is_being_worked_on(upload)
    total = sum(upload.outcomes.values())
    people = names_of((upload.actor, upload.finished_by))
    before = None if upload.state == UploadState.IMPORTED else upload_queries.read_before(upload)
    words: dict[str, object] = {
        "upload": upload,
        "who": people[upload.actor],
        "finished_by": people[upload.finished_by],
        "is_worked_on": is_worked_on,
        "is_interrupted": bool(upload.work) and not is_worked_on,
        "done": rows_done(upload.pk) if is_worked_on else 0,
        "total": total if upload.work == Work.IMPORT else 0,
        "refusal": str(REFUSED.get(upload.code) or file_refusal_text(upload.code)) if upload.code else "",
        "before": before,
        "notices": [notice_text(one["code"], one["params"]) for one in upload.notices],
        "is_personal_shown": is_personal_shown,
    }
    if is_worked_on:
        return words
    if upload.state != UploadState.IMPORTED:
        words |= _columns(upload, forms, is_personal_shown=is_personal_shown)
    if upload.state in (UploadState.PREVIEWED, UploadState.IMPORTED):
        words |= _rows(request, upload, is_personal_shown=is_personal_shown)
    return words


def _columns(upload: Upload, forms: list[ColumnForm] | None, *, is_personal_shown: bool) -> dict[str, object]:
    kind = ListKind(upload.list_kind)
    gathered = forms or forms_of(upload, is_personal_shown=is_personal_shown)
    return {
        "forms": gathered,
        "is_any_list": any(form.is_list for form in gathered),
        "is_in_error": any(form.error for form in gathered),
        "fields": [(name, field_word(name)) for name in fields_of(kind)],
        "sheet_names": [one["name"] for one in upload.sheets if one["columns"]],
    }


def _rows(request: HttpRequest, upload: Upload, *, is_personal_shown: bool) -> dict[str, object]:
    outcome = choice_of(request.GET, "outcome", frozenset(Outcome))
    after = number_of(request.GET, "after") or 0
    rows, following = upload_queries.rows_of(upload, outcome, after)
    here: dict[str, str | int] = {"outcome": outcome} if outcome else {}
    base = reverse("import", args=[upload.pk])
    return {
        "outcomes": [(one, upload.outcomes[one]) for one in Outcome if upload.outcomes.get(one)],
        "chosen": outcome,
        "skipped": [(skipped_text(reason), number) for reason, number in upload.skipped.items()],
        "waiting": sum(upload.outcomes.get(one, 0) for one in WAITING),
        "reports": {
            "all": upload_queries.are_rows_known(upload, waiting_only=False),
            "waiting": upload_queries.are_rows_known(upload, waiting_only=True)
            and any(upload.outcomes.get(one) for one in WAITING),
        },
        "lines": _lines(rows, is_personal_shown=is_personal_shown),
        "next": f"{base}?{urlencode({**here, 'after': following})}" if following else "",
        "first": f"{base}?{urlencode(here)}" if after else "",
    }


def _lines(rows: Sequence[PreviewedRow | SourceRow], *, is_personal_shown: bool) -> list[RowLine]:
    sources = [one.pk for one in rows if isinstance(one, SourceRow)]
    certificates: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for pk, source, number in Certificate.objects.filter(source__in=sources).values_list("id", "source", "number"):
        certificates[source].append((reverse("certificate", args=[pk]), number))
    businesses = dict(Business.objects.filter(source__in=sources).values_list("source", "id"))
    return [_line(one, businesses, certificates, is_personal_shown=is_personal_shown) for one in rows]


def _line(
    one: PreviewedRow | SourceRow,
    businesses: Mapping[int, int],
    certificates: Mapping[int, list[tuple[str, str]]],
    *,
    is_personal_shown: bool,
) -> RowLine:
    problems = tuple(_said(problems_of(one.problems), is_personal_shown=is_personal_shown))
    if isinstance(one, PreviewedRow):
        return RowLine(one, one.name, problems)
    name = str(one.values.get("name") or one.values.get("holder") or "")
    business = reverse("business", args=[businesses[one.pk]]) if one.pk in businesses else ""
    return RowLine(one, name, problems, business, tuple(certificates.get(one.pk, ())))


def _said(problems: Sequence[Problem], *, is_personal_shown: bool) -> Iterable[tuple[str, str]]:
    for one in problems:
        text = problem_text(one.code, one.params) if is_personal_shown else question_text(key_of(one), one.params)
        yield one.cell.rpartition("!")[2], without_identity(text)
