"""Issuing runs on screen, and the history."""

import pytest

from setara.history.models import Entry
from setara.issuance.models import Run, RunRow
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db


def test_an_open_run_refreshes_itself_with_and_without_script() -> None:
    factories.issued()
    run = Run.objects.get()
    Run.objects.update(finished_at=None)
    page = officer().get(f"/kantor/penerbitan/{run.pk}").content.decode()
    assert f'data-live="/kantor/penerbitan/{run.pk}/kemajuan"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert "data-finished" not in officer().get(f"/kantor/penerbitan/{run.pk}/kemajuan").content.decode()
    Run.objects.update(finished_at=factories.AT)
    assert "data-finished" in officer().get(f"/kantor/penerbitan/{run.pk}/kemajuan").content.decode()


def test_a_failed_row_says_why() -> None:
    certificate = factories.certificate(issuer=None, holder="UD Gagal")
    run = factories.issue_sheets([certificate])
    page = officer().get(f"/kantor/penerbitan/{run.pk}").content.decode()
    assert RunRow.objects.get().reason == "issuer_missing"
    assert ("UD Gagal" in page, "The issuing body is not recorded." in page) == (True, True)


def test_the_operator_checks_the_history() -> None:
    factories.certificate()
    browser = browser_of("operator")
    assert "The chain holds." in browser.get("/kantor/riwayat?check=1").content.decode()
    Entry.objects.filter(position=1).update(actor="user:9")
    assert "The chain does not hold." in browser.get("/kantor/riwayat?check=1").content.decode()
