import datetime as dt

import pytest

from setara.kernel.certificates.next_step import RENEWAL_AHEAD, NextStep, next_step
from setara.kernel.certificates.states import Custody, SheetStatus, Status

DAY = dt.date(2026, 11, 24)
ONE = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "sheet", "custody", "expiry_date", "step"),
    [
        (Status.SUSPENDED, SheetStatus.NONE, Custody.AT_BODY, DAY - ONE, NextStep.ASK_WHEN_LIFTED),
        (Status.REVOKED, SheetStatus.ISSUED, Custody.AT_PROVINCE, None, NextStep.CLOSED),
        (Status.LAPSED, SheetStatus.ISSUED, Custody.AT_PROVINCE, None, NextStep.CLOSED),
        (Status.ACTIVE, SheetStatus.NONE, Custody.AT_BODY, DAY - ONE, NextStep.ASK_RENEWAL),
        (Status.ACTIVE, SheetStatus.NONE, Custody.AT_BODY, DAY, NextStep.ISSUE_SHEET),
        (Status.ACTIVE, SheetStatus.WITHDRAWN, Custody.WITH_OWNER, None, NextStep.ISSUE_SHEET),
        (Status.ACTIVE, SheetStatus.ISSUED, Custody.NOT_YET_ISSUED, None, NextStep.AWAIT_ISSUE),
        (Status.ACTIVE, SheetStatus.ISSUED, Custody.AT_BODY, DAY, NextStep.FETCH_ORIGINAL),
        (Status.ACTIVE, SheetStatus.ISSUED, Custody.AT_PROVINCE, None, NextStep.HAND_OVER),
        (Status.ACTIVE, SheetStatus.ISSUED, Custody.AT_DISTRICT, None, NextStep.HAND_OVER_BY_DISTRICT),
        (Status.ACTIVE, SheetStatus.ISSUED, Custody.WITH_OWNER, DAY + RENEWAL_AHEAD, NextStep.PREPARE_RENEWAL),
        (Status.ACTIVE, SheetStatus.ISSUED, Custody.ELECTRONIC_ONLY, DAY + RENEWAL_AHEAD + ONE, NextStep.NOTHING),
        (Status.ACTIVE, SheetStatus.ISSUED, Custody.WITH_OWNER, None, NextStep.NOTHING),
    ],
)
def test_the_first_thing_that_remains_comes_next(status, sheet, custody, expiry_date, step):
    assert next_step(status, sheet, custody, expiry_date, DAY) is step
