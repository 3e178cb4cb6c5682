"""Sign the status lists: on every change, and at least daily."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from setara.certificates.acts.decisions import refresh_due
from setara.issuance.models import Sheet, StatusList
from setara.issuance.office import keyring
from setara.kernel.credentials.canonical import canonical
from setara.kernel.credentials.did import did_web
from setara.kernel.credentials.integrity import secured
from setara.kernel.credentials.status_list import ENTRIES, StatusPurpose, list_url, status_list_credential
from setara.kernel.rulebook.days import jakarta_day

LIFE = dt.timedelta(hours=24)
RENEW_BEFORE = dt.timedelta(hours=8)
"""A list is signed anew when less than this is left of its life, so that a checker never meets an old one."""

SET_BY: dict[StatusPurpose, Q] = {
    StatusPurpose.REVOCATION: Q(certificate__status__in=["revoked", "lapsed"])
    | Q(status__in=["superseded", "withdrawn"]),
    StatusPurpose.SUSPENSION: Q(certificate__status="suspended"),
}
"""Which sheets have their bit set. A lapsed certificate counts as revoked: it will not come back."""


def publish_lists(at: dt.datetime) -> None:
    """Sign every list anew from the register as it stands. Raises KeyTrouble."""
    top = Sheet.objects.aggregate(top=Max("status_index"))["top"] or 0
    for number in range(1, top // ENTRIES + 2):
        publish_list(number, at)


def publish_list_of(index: int, at: dt.datetime) -> None:
    """Sign the lists in which one place lies."""
    publish_list(index // ENTRIES + 1, at)


def publish_list(number: int, at: dt.datetime) -> None:
    """Sign both lists of one number from the register as the running transaction sees it."""
    keys, did = keyring(), did_web(settings.BASE_URL)
    first = (number - 1) * ENTRIES
    moment = at.replace(microsecond=0)
    with transaction.atomic():
        # Whoever signs next waits here and then sees what we saw, so that an older state never overwrites a newer.
        list(StatusList.objects.select_for_update().filter(number=number))
        for purpose, condition in SET_BY.items():
            sheets = Sheet.objects.filter(condition, status_index__gte=first, status_index__lt=first + ENTRIES)
            document = status_list_credential(
                [index - first for index in sheets.values_list("status_index", flat=True)],
                url=list_url(settings.BASE_URL, purpose, first),
                issuer=did,
                purpose=purpose,
                valid_from=moment,
                valid_until=moment + LIFE,
            )
            signed = secured(
                document, keys.credential, verification_method=f"{did}#{keys.credential_name}", created=moment
            )
            StatusList.objects.update_or_create(
                number=number,
                purpose=purpose,
                defaults={"credential": canonical(signed).decode(), "valid_until": moment + LIFE},
            )


def renew_lists(at: dt.datetime) -> None:
    """Sign anew the lists that have little life left, or more than any may have; repeatable."""
    old = StatusList.objects.exclude(valid_until__range=(at + RENEW_BEFORE, at + LIFE)).values_list("number", flat=True)
    for number in sorted(set(old)):
        publish_list(number, at)


def list_in_date(number: int, purpose: str, at: dt.datetime) -> str | None:
    """Return a list as it is served, signed anew where little of its life is left; None where there is none.

    A recorded decision that takes effect today stands in the list from midnight on, worker or no worker.
    """
    if refresh_due(jakarta_day(at)):
        publish_lists(at)
    kept = StatusList.objects.filter(number=number, purpose=purpose).first()
    if kept is not None and kept.valid_until < at + RENEW_BEFORE:
        publish_list(number, at)
        kept.refresh_from_db()
    return kept.credential if kept else None
