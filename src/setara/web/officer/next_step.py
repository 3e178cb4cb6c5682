"""What an officer does next with a certificate, from its row alone."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from setara.certificates.queries import RegisterRow
from setara.kernel.certificates.states import Custody, SheetStatus, Status

RENEWAL_AHEAD = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step in words; `waits` tells a step of ours from a mere remark."""

    words: str
    waits: bool = True


def next_step(row: RegisterRow, on: dt.date) -> NextStep:
    """Say the first thing that remains to be done."""
    if row.status == Status.SUSPENDED:
        return NextStep(_("Ask the body when it lifts the suspension"))
    if row.status in {Status.REVOKED, Status.LAPSED}:
        return NextStep(_("Closed by the body"), waits=False)
    if row.expiry_date and row.expiry_date < on:
        return NextStep(_("Expired: ask for the renewal"))
    if row.sheet != SheetStatus.ISSUED:
        return NextStep(_("Issue the verification sheet"))
    return _about_original(row, on)


def _about_original(row: RegisterRow, on: dt.date) -> NextStep:
    steps = {
        Custody.NOT_YET_ISSUED: _("Wait for the body to issue it"),
        Custody.AT_BODY: _("Fetch the original from the body"),
        Custody.AT_PROVINCE: _("Hand it over to the owner"),
        Custody.AT_DISTRICT: _("Have the district hand it over"),
    }
    if row.custody in steps:
        return NextStep(steps[Custody(row.custody)])
    if row.expiry_date and row.expiry_date - on <= RENEWAL_AHEAD:
        return NextStep(_("Expires soon: prepare the renewal"))
    return NextStep(_("Nothing to do"), waits=False)
