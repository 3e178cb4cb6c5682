"""What the office does next with a certificate: practice of the programme, from the state of its record alone."""

import datetime as dt
from enum import StrEnum

from setara.kernel.certificates.state_words import StateCode, state_on
from setara.kernel.certificates.states import Custody, SheetStatus, Status

RENEWAL_AHEAD = dt.timedelta(days=90)
"""How long before its end a renewal is prepared; the office's own habit, not a rule."""


class NextStep(StrEnum):
    """Codes of what remains to be done."""

    ASK_WHEN_LIFTED = "ask_when_lifted"
    CLOSED = "closed"
    ASK_RENEWAL = "ask_renewal"
    ISSUE_SHEET = "issue_sheet"
    AWAIT_ISSUE = "await_issue"
    FETCH_ORIGINAL = "fetch_original"
    HAND_OVER = "hand_over"
    HAND_OVER_BY_DISTRICT = "hand_over_by_district"
    PREPARE_RENEWAL = "prepare_renewal"
    NOTHING = "nothing"


RESTS = frozenset({NextStep.CLOSED, NextStep.NOTHING})
"""Codes that ask nothing of the office."""

_BY_STATE = {
    StateCode.SUSPENDED: NextStep.ASK_WHEN_LIFTED,
    StateCode.REVOKED: NextStep.CLOSED,
    StateCode.LAPSED: NextStep.CLOSED,
    StateCode.EXPIRED: NextStep.ASK_RENEWAL,
}
_BY_CUSTODY = {
    Custody.NOT_YET_ISSUED: NextStep.AWAIT_ISSUE,
    Custody.AT_BODY: NextStep.FETCH_ORIGINAL,
    Custody.AT_PROVINCE: NextStep.HAND_OVER,
    Custody.AT_DISTRICT: NextStep.HAND_OVER_BY_DISTRICT,
}


def next_step(
    status: Status, sheet: SheetStatus, custody: Custody, expiry_date: dt.date | None, on: dt.date
) -> NextStep:
    """Say the first thing that remains to be done on a day.

    >>> day = dt.date(2026, 3, 17)
    >>> next_step(Status.ACTIVE, SheetStatus.ISSUED, Custody.AT_PROVINCE, None, day)
    <NextStep.HAND_OVER: 'hand_over'>
    """
    state = state_on(status, expiry_date, on)
    if state in _BY_STATE:
        return _BY_STATE[state]
    if sheet is not SheetStatus.ISSUED:
        return NextStep.ISSUE_SHEET
    if custody in _BY_CUSTODY:
        return _BY_CUSTODY[custody]
    if expiry_date and expiry_date - on <= RENEWAL_AHEAD:
        return NextStep.PREPARE_RENEWAL
    return NextStep.NOTHING
