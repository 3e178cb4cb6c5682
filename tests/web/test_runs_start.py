"""A run is started on screen and done by the worker."""

import pytest

from setara.issuance.models import Run, Sheet
from setara.kernel.access.rules import Role
from tests import factories
from tests.web.visitors import browser_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_officer_starts_a_run_for_a_year(settings):
    settings.PROCESSES = 1
    factories.office()
    certificate = factories.certificate(budget_year=2026)
    browser = browser_of(Role.OFFICER)
    answer = browser.post("/kantor/penerbitan/mulai", {"year": "2026"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/kantor/penerbitan/")
    assert Sheet.objects.get().certificate == certificate
    assert Run.objects.get().actor == f"user:{browser.session['_auth_user_id']}"


@pytest.mark.parametrize("year", ["", "1999", "2101", "x", "２０２６\x00"])
def test_a_year_that_is_none_is_said(year):
    answer = browser_of(Role.OFFICER).post("/kantor/penerbitan/mulai", {"year": year})
    assert answer.status_code == 422
