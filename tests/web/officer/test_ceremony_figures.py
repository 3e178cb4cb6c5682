import pypdfium2
import pytest

from setara.handover.acts.handing_over import hand_over
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.reporting.models import Snapshot
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ceremony():
    factories.ready(2)
    return factories.ceremony()


def page(answer):
    return " ".join(answer.content.decode().split())


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(one.get_textpage().get_text_range() for one in document)


def test_figures_are_frozen_and_both_papers_say_what_was_frozen(ceremony):
    browser, address = officer(), f"/kantor/acara/{ceremony.pk}/angka"
    assert browser.post(f"{address}/bekukan", {"name": "Sambutan pagi"}).status_code == 302
    kept = Snapshot.objects.get()
    assert (kept.about, kept.name) == (f"ceremony:{ceremony.pk}", "Sambutan pagi")
    papers = [f"{address}/{kept.pk}/{slug}.pdf" for slug in ("laporan-kepala-dinas", "angka-sambutan")]
    before = [browser.get(one).content for one in papers]
    line = ceremony.lines.first()
    hand_over(line.pk, factories.told(), content_store(), desk=None, actor=CONSOLE, at=factories.AT)
    assert [browser.get(one).content for one in papers] == before
    for one in before:
        assert "Sambutan pagi" in text_of(one)
    assert "Sambutan pagi" in page(browser.get(address))


@pytest.mark.parametrize("name", ["", " ", "x" * 201])
def test_a_moment_without_a_name_is_not_frozen(ceremony, name):
    assert officer().post(f"/kantor/acara/{ceremony.pk}/angka/bekukan", {"name": name}).status_code == 422
    assert not Snapshot.objects.exists()


def test_what_was_frozen_of_something_else_gives_no_paper_here(ceremony):
    browser = officer()
    factories.ready()
    other = factories.ceremony()
    browser.post(f"/kantor/acara/{other.pk}/angka/bekukan", {"name": "Lain"})
    kept = Snapshot.objects.get()
    assert browser.get(f"/kantor/acara/{ceremony.pk}/angka/{kept.pk}/angka-sambutan.pdf").status_code == 404
    assert browser.get(f"/kantor/acara/{other.pk}/angka/{kept.pk}/rahasia.pdf").status_code == 404
    assert browser_of("leadership").get(f"/kantor/acara/{other.pk}/angka").status_code == 403
