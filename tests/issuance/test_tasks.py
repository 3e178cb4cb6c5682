import datetime as dt

import pytest

from setara.accounts.models import User
from setara.accounts.permission import NotPermitted
from setara.certificates.acts.decisions import Letter
from setara.issuance.acts.decide import decide
from setara.issuance.models import Sheet, StatusList
from setara.issuance.tasks import issue_year, keep_days
from setara.kernel.access.rules import CONSOLE, Role
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
        keep_days(moment)
        made.refresh_from_db()
        statuses.append(made.status)
    assert statuses == ["active", "revoked"]


def test_a_minute_without_news_changes_nothing():
    factories.issued()
    before = list(StatusList.objects.values())
    keep_days(AT + dt.timedelta(minutes=1))
    assert list(StatusList.objects.values()) == before


def test_year_in_which_nothing_lacks_a_sheet_is_done_at_once():
    factories.issued()
    officer = User.objects.create_user("petugas@contoh.example", Role.OFFICER)
    issue_year.call(2026, officer.actor.id)
    assert factories.Run.objects.count() == 1


def test_who_left_issues_nothing():
    factories.certificate()
    with pytest.raises(NotPermitted):
        issue_year.call(2026, "user:999")
    assert Sheet.objects.count() == 0
