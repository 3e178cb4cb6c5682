"""The rows of a file with the reasons beside them, as a workbook to mend and hand in again."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from setara.certificates.acts.reading_nik import open_workbook
from setara.intake import upload_queries
from setara.intake.acts.receiving import MEDIA_TYPES, under_its_name
from setara.intake.models import Upload
from setara.intake.outcomes import WAITING
from setara.intake.report import Fates, Wording, write_rows
from setara.issuance.office import content_store
from setara.kernel.access.acts import Act
from setara.web.asking import choice_of
from setara.web.security import actor_of, needs
from setara.words.intake import outcome_text, problem_text


@needs(Act.IMPORT)
@require_safe
def report(request: HttpRequest, upload_id: int) -> HttpResponseBase:
    """The file with what is known of its rows; with ``rows=waiting`` only those show that wait for a person."""
    is_waiting_only = choice_of(request.GET, "rows", frozenset({"waiting"})) is not None
    found = upload_queries.upload(upload_id)
    if found is None or not upload_queries.are_rows_known(found, waiting_only=is_waiting_only):
        raise Http404
    fates = upload_queries.fates_of(found)
    open_workbook(found, actor=actor_of(request), at=timezone.now())
    wording = Wording(problem_text, outcome_text, (_("Outcome"), _("Reason")))
    with tempfile.TemporaryDirectory() as folder, under_its_name(found, content_store()) as source:
        target = Path(folder) / "report.xlsx"
        hidden = _all_but_waiting(found, fates) if is_waiting_only else lambda _sheet, _row: False
        write_rows(source, fates, {sheet for sheet, _row in fates}, target, wording, hidden)
        content = target.open("rb")
    name = f"{Path(found.name).stem} - {_('reasons')}.xlsx"
    response = FileResponse(content, as_attachment=True, filename=name, content_type=MEDIA_TYPES["xlsx"])
    response["Cache-Control"] = "no-store"
    return response


def _all_but_waiting(upload: Upload, fates: Fates) -> Callable[[str, int], bool]:
    """Hide what stands below the headings and does not wait."""
    waiting = {place for place, ones in fates.items() if any(one.outcome in WAITING for one in ones)}
    headings = {sheet["name"]: int(sheet["rows"][1]) for sheet in upload.sheets}
    return lambda sheet, row: row > headings.get(sheet, 0) and (sheet, row) not in waiting
