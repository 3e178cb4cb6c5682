import pytest

from setara.accounts.permission import NotPermitted
from setara.issuance.models import Sheet
from setara.issuance.tasks import issue_year
from tests import factories

pytestmark = pytest.mark.django_db


def test_year_in_which_nothing_lacks_a_sheet_is_done_at_once():
    factories.issued()
    officer = factories.user("activity_officer", email="petugas@contoh.example")
    issue_year.call(2026, officer.actor.id)
    assert factories.Run.objects.count() == 1


def test_who_left_issues_nothing():
    factories.certificate()
    with pytest.raises(NotPermitted):
        issue_year.call(2026, "user:999")
    assert Sheet.objects.count() == 0
