"""Record the body's decision and let every checker know at once."""

import datetime as dt
from pathlib import Path

from django.db import transaction

from setara.accounts.permission import require
from setara.certificates.acts.decisions import Letter, Scan, record_decision, refresh_due
from setara.certificates.acts.documents import checked
from setara.certificates.models import Certificate
from setara.issuance.acts.status_lists import publish_list_of, publish_lists, renew_lists
from setara.issuance.models import Sheet
from setara.issuance.office import content_store
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import EntryKind
from setara.kernel.rulebook.days import jakarta_day


def decide(
    certificate_id: int,
    kind: EntryKind,
    letter: Letter,
    effective: dt.date,
    *,
    actor: Actor,
    at: dt.datetime,
    on: dt.date,
    scan: Path | None = None,
) -> Certificate:
    """Record a decision (see `record_decision`) and sign the status lists anew, in one transaction.

    `scan` is a file with the body's letter; it is checked, and kept if the decision stands.
    Raises NotPermitted, DecisionRefused, DocumentRefused, KeyTrouble.
    """
    require(actor, Act.RECORD_DECISION, Certificate.objects.get(pk=certificate_id).about)
    kept = Scan(checked(scan), content_store()) if scan else None
    with transaction.atomic():
        certificate = record_decision(certificate_id, kind, letter, effective, actor=actor, at=at, on=on, scan=kept)
        publish_for(certificate_id, at)
    return certificate


def publish_for(certificate_id: int, at: dt.datetime) -> None:
    """Sign the lists of a certificate's sheets within the act's transaction: no state stands that no list tells."""
    for index in Sheet.objects.filter(certificate=certificate_id).values_list("status_index", flat=True):
        publish_list_of(index, at)


def daily(at: dt.datetime) -> None:
    """What every day needs: decisions that take effect, status lists that grow old. Repeatable."""
    if refresh_due(jakarta_day(at)):
        publish_lists(at)
    else:
        renew_lists(at)
