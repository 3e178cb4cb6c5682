"""A run is started on screen and done by the worker."""

import pytest
from django.utils import timezone

from setara.issuance.models import Run, Sheet
from setara.kernel.rulebook.days import jakarta_day
from setara.platform.exclusive import only_one
from tests import factories
from tests.web.visitors import officer

pytestmark = pytest.mark.django_db(transaction=True)


def test_officer_starts_a_run_for_a_year(settings):
    settings.PROCESSES = 1
    factories.office()
    certificate = factories.certificate(budget_year=2026)
    browser = officer()
    answer = browser.post("/kantor/penerbitan/mulai", {"year": "2026"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/kantor/penerbitan/")
    assert Sheet.objects.get().certificate == certificate
    assert Run.objects.get().actor == f"user:{browser.session['_auth_user_id']}"


@pytest.mark.parametrize("year", ["", "1999", "2101", "x", "２０２６\x00"])
def test_a_year_that_is_none_is_said(year):
    answer = officer().post("/kantor/penerbitan/mulai", {"year": year})
    assert answer.status_code == 422


def test_year_without_gaps_is_said_and_nothing_begins():
    page = officer().post("/kantor/penerbitan/mulai", {"year": "2019"}, follow=True)
    assert "Nothing is missing for 2019." in page.content.decode()
    assert not Run.objects.exists()


def test_list_of_runs_offers_this_year_and_asks_again_while_one_is_open():
    browser = officer()
    page = browser.get("/kantor/penerbitan/").content.decode()
    assert f'value="{jakarta_day(timezone.now()).year}"' in page
    assert "data-live" not in page
    Run.objects.create(budget_year=2026, started_at=timezone.now(), actor="console")
    assert 'data-live="/kantor/penerbitan/terbaru"' in browser.get("/kantor/penerbitan/").content.decode()
    assert "data-finished" not in browser.get("/kantor/penerbitan/terbaru").content.decode()


def test_open_run_is_running_only_while_somebody_is_at_it(settings, tmp_path):
    settings.DATA = tmp_path
    run = Run.objects.create(budget_year=2026, started_at=timezone.now(), actor="console")
    url, browser = f"/kantor/penerbitan/{run.pk}/kemajuan", officer()
    with only_one("issue", tmp_path):
        assert ">running<" in browser.get(url).content.decode()
    assert ">interrupted<" in browser.get(url).content.decode()
