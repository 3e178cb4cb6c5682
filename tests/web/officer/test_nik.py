"""A NIK is on no page until somebody asks for it, and then the history says who."""

import pytest

from setara.history.models import Entry
from setara.registry.models import Business
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
NIK = "3515014101900000"


def test_a_nik_is_shown_once_to_whoever_asks_for_it():
    one, browser = factories.business(nik=NIK), officer()
    page = f"/kantor/ikm/{one.pk}"
    assert NIK not in browser.get(page).content.decode()
    shown = browser.post(f"{page}/nik")
    assert (NIK in shown.content.decode(), shown["Cache-Control"]) == (True, "no-store")
    after = browser.get(page).content.decode()
    assert (NIK in after, "Identity number of the owner (NIK) read" in after) == (False, True)


def test_leadership_is_not_even_offered_it():
    one = factories.business(nik=NIK)
    browser = browser_of("leadership")
    assert "/nik" not in browser.get(f"/kantor/ikm/{one.pk}").content.decode()
    assert browser.post(f"/kantor/ikm/{one.pk}/nik").status_code == 403
    assert not Entry.objects.exists()


def test_a_row_of_a_workbook_is_read_on_record_in_the_history_of_its_business():
    row, one = factories.source_row(), factories.business()
    Business.objects.update(source=row)
    assert officer().get(f"/kantor/sumber/{row.pk}").status_code == 200
    assert list(Entry.objects.values_list("stream", "kind")) == [(one.stream, "nik.read")]
