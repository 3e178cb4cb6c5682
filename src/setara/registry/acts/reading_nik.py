"""Show somebody an identity number (*NIK*): who read whose, and when, stands in the history (UU 27/2022)."""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import require_in_district
from setara.history.chain import Draft
from setara.history.store import append
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.models import Business

NIK_READ = "nik.read"


def read_nik(business: Business, *, actor: Actor, at: dt.datetime) -> str:
    """Return the NIK of a business's owner and record that it was read. Raises NotPermitted."""
    require_in_district(actor, Act.SEE_PERSONAL, business.district_code)
    record_reading(business.stream, actor=actor, at=at)
    return business.nik


def record_reading(stream: str, *, actor: Actor, at: dt.datetime) -> None:
    """Record that somebody who may was shown the NIK in a record, of a business or of a row of a workbook."""
    with transaction.atomic():
        append([Draft(stream, NIK_READ, jakarta_day(at), {})], actor=actor.id, at=at)
