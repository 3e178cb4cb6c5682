"""Figures frozen on screen, and what they are beside today's."""

import pytest

from setara.kernel.access.rules import CONSOLE
from setara.kernel.figures.recounting import Figure
from setara.reporting.acts.freezing import freeze
from setara.reporting.models import Snapshot
from tests import factories
from tests.web.visitors import browser_of

pytestmark = pytest.mark.django_db


def test_leadership_freezes_a_year_and_sees_later_how_today_differs() -> None:
    factories.certificate(kind="iso")
    browser = browser_of("leadership")
    answer = browser.post("/kantor/angka/bekukan", {"year": "2026", "name": "Sambutan 17 Maret"})
    frozen = Snapshot.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/kantor/angka/beku/{frozen.pk}")
    page = browser.get(answer["Location"]).content.decode()
    assert "Sambutan 17 Maret" in page
    assert "Today's numbers are the same." in page
    factories.certificate(kind="barcode")
    page = browser.get(answer["Location"]).content.decode()
    assert "Today's numbers differ; these stay as they were said." in page
    assert page.count("<td>+1</td>") == 12
    assert "Sambutan 17 Maret" in browser.get("/kantor/angka/").content.decode()


def test_a_moment_without_a_name_is_asked_for_it_again() -> None:
    factories.certificate()
    answer = browser_of("leadership").post("/kantor/angka/bekukan", {"year": "2026", "name": " "})
    assert answer.status_code == 422
    assert 'id="name-error">Name the moment: what the figures are for.' in answer.content.decode()
    assert not Snapshot.objects.exists()


def test_a_frozen_set_of_nothing_countable_says_so_and_keeps_its_words() -> None:
    made = freeze("Sambutan", figures=[Figure("issued", 7, (("iso", 7),))], actor=CONSOLE, at=factories.AT)
    Snapshot.objects.filter(pk=made.pk).update(
        figures=[{**made.figures[0], "definition": {"id": "Dulu.", "en": "As it was defined then."}}]
    )
    page = browser_of("leadership").get(f"/kantor/angka/beku/{made.pk}").content.decode()
    assert "It cannot be counted anew." in page
    assert "As it was defined then." in page


def test_the_figures_of_a_ceremony_are_shown_by_its_name() -> None:
    factories.ready()
    ceremony = factories.ceremony()
    made = freeze("Sambutan", about=f"ceremony:{ceremony.pk}", actor=CONSOLE, at=factories.AT)
    page = browser_of("activity_officer").get(f"/kantor/angka/beku/{made.pk}").content.decode()
    assert "Serah Terima Contoh. Frozen on" in page
    assert "Symbolic recipients" in page


def test_what_was_never_frozen_is_not_there() -> None:
    assert browser_of("leadership").get("/kantor/angka/beku/7").status_code == 404
