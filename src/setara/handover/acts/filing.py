"""File a record of hand-over (*Berita Acara Serah Terima*) that came back numbered and signed."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.certificates.acts.documents import checked, keep
from setara.files.store import ContentStore
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Record
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.credentials.canonical import canonical
from setara.kernel.rulebook.days import jakarta_day

LONGEST_NUMBER = 200
RECORD_FILED = "ceremony.record_filed"


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands on the signed paper: its number and date; `district_code` is empty for the whole event."""

    number: str
    dated: dt.date
    district_code: str = ""


def file_record(
    ceremony_id: int, path: Path, signed: Signed, store: ContentStore, *, actor: Actor, at: dt.datetime
) -> Record:
    """Keep the scan of a signed record beside its event, also after that was closed; the history holds its digest.

    Raises NotPermitted, DocumentRefused, CeremonyRefused (``record_number_missing record_in_future not_in_ceremony
    already_filed``), Ceremony.DoesNotExist, OSError.
    """
    require(actor, Act.PLAN_CEREMONY)
    number = signed.number.strip()
    if not number or len(number) > LONGEST_NUMBER:
        raise CeremonyRefused("record_number_missing")
    if signed.dated > jakarta_day(at):
        raise CeremonyRefused("record_in_future")
    document = checked(path)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.PLAN_CEREMONY)
        ceremony = Ceremony.objects.select_for_update().get(pk=ceremony_id)
        district = signed.district_code
        if district and not ceremony.lines.filter(certificate__district_code=district).exists():
            raise CeremonyRefused("not_in_ceremony")
        record = Record(
            ceremony=ceremony,
            district_code=district,
            number=number,
            dated=signed.dated,
            sha256=keep(document, store, at),
            filed_at=at,
            filed_by=actor.id,
        )
        if ceremony.records.filter(sha256=record.sha256, district_code=district).exists():
            raise CeremonyRefused("already_filed")
        record.save()
        data: dict[str, str | int | None] = {"file": record.sha256, "digest": record_digest(record)}
        append([Draft(ceremony.stream, RECORD_FILED, jakarta_day(at), data)], actor=actor.id, at=at)
    return record


def record_digest(record: Record) -> str:
    """Digest of number, date and district of a record, for the history; it names nobody, so it needs no salt."""
    content: dict[str, str | int | None] = {
        "district": record.district_code,
        "number": record.number,
        "dated": record.dated.isoformat(),
        "file": record.sha256,
    }
    return hashlib.sha256(canonical(content)).hexdigest()
