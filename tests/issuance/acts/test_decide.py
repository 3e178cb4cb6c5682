import datetime as dt

import pytest

from setara.certificates.acts.decisions import Letter
from setara.issuance.acts.decide import daily, decide
from setara.issuance.models import StatusList
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import EntryKind
from tests import factories
from tests.factories import AT, ON

pytestmark = pytest.mark.django_db


def test_day_begins_at_midnight_in_jakarta():
    made = factories.issued()
    tomorrow = ON + dt.timedelta(days=1)
    decide(made.pk, EntryKind.REVOKED, Letter("SK-1", ON, "sebab"), tomorrow, actor=CONSOLE, at=AT, on=ON)
    statuses = []
    for moment in (dt.datetime(2026, 11, 24, 16, 59, tzinfo=dt.UTC), dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)):
        daily(moment)
        made.refresh_from_db()
        statuses.append(made.status)
    assert statuses == ["active", "revoked"]


def test_a_minute_without_news_changes_nothing():
    factories.issued()
    before = list(StatusList.objects.values())
    daily(AT + dt.timedelta(minutes=1))
    assert list(StatusList.objects.values()) == before
