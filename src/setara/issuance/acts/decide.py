"""Record the body's decision and let every checker know at once."""

import datetime as dt

from django.db import transaction

from setara.certificates.acts.decisions import Letter, record_decision, refresh_due
from setara.certificates.models import Certificate
from setara.issuance.acts.status_lists import publish_list_of, publish_lists, renew_lists
from setara.issuance.models import Sheet
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import EntryKind


def decide(
    certificate_id: int,
    kind: EntryKind,
    letter: Letter,
    effective: dt.date,
    *,
    actor: Actor,
    at: dt.datetime,
    on: dt.date,
) -> Certificate:
    """Record a decision (see `record_decision`) and sign the status lists anew, in one transaction.

    Raises NotPermitted, DecisionRefused, KeyTrouble.
    """
    with transaction.atomic():
        certificate = record_decision(certificate_id, kind, letter, effective, actor=actor, at=at, on=on)
        publish_for(certificate_id, at)
    return certificate


def publish_for(certificate_id: int, at: dt.datetime) -> None:
    """Sign the lists of a certificate's sheets within the act's transaction: no state stands that no list tells."""
    for index in Sheet.objects.filter(certificate=certificate_id).values_list("status_index", flat=True):
        publish_list_of(index, at)


def daily(at: dt.datetime, on: dt.date) -> None:
    """What every day needs: decisions that take effect, status lists that grow old. Repeatable."""
    if refresh_due(on):
        publish_lists(at)
    else:
        renew_lists(at)
