import pytest

from setara.accounts.models import User
from setara.accounts.permission import NotPermitted
from setara.issuance.models import Sheet
from setara.issuance.tasks import issue_year
from setara.kernel.access.rules import Role
from tests import factories

pytestmark = pytest.mark.django_db


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
