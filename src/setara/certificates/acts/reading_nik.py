"""Show somebody an identity number (*NIK*): who read whose, and when, stands in the history (UU 27/2022).

The tax number of a person (16 digits) is his NIK, so it is treated as one.
"""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import NotPermitted, require, scope
from setara.certificates.queries import is_personal_within
from setara.history.chain import Draft
from setara.history.store import append
from setara.intake.models import Question, SourceRow, Upload
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor, Refusal
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.models import Business

NIK_READ = "nik.read"


def read_nik(business: Business, *, actor: Actor, at: dt.datetime) -> Business:
    """Record that the NIK of a business's owner is read, and return the business. Raises NotPermitted."""
    require(actor, Act.SEE_PERSONAL)
    if not is_personal_within(business, scope(actor, Act.SEE_PERSONAL)):
        raise NotPermitted(Refusal(Act.SEE_PERSONAL, "other_area"))
    _record(business.stream, actor, at)
    return business


def open_source_row(row: SourceRow, *, actor: Actor, at: dt.datetime) -> SourceRow:
    """Record that a row of a workbook is read, which may hold a NIK in any of its cells; return it.

    It stands in the history of the business that came of the row, or else in the row's own. Raises NotPermitted.
    """
    require(actor, Act.SEE_PERSONAL)
    business = Business.objects.filter(source=row).first()
    _record(business.stream if business else row.stream, actor, at)
    return row


def open_waiting_rows(question: Question, *, actor: Actor, at: dt.datetime) -> None:
    """Record that the cells of rows which ask a question are read; they may hold a NIK. Raises NotPermitted."""
    require(actor, Act.SEE_PERSONAL)
    _record(question.stream, actor, at)


def open_workbook(upload: Upload, *, actor: Actor, at: dt.datetime) -> None:
    """Record that a whole file that was handed in is read, which may hold any number of NIK. Raises NotPermitted."""
    require(actor, Act.SEE_PERSONAL)
    if not scope(actor, Act.SEE_PERSONAL).is_everything:
        raise NotPermitted(Refusal(Act.SEE_PERSONAL, "only_whole_office"))
    _record(upload.stream, actor, at)


def _record(stream: str, actor: Actor, at: dt.datetime) -> None:
    with transaction.atomic():
        append([Draft(stream, NIK_READ, jakarta_day(at), {})], actor=actor.id, at=at)
