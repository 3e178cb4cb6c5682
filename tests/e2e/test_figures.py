"""The figures in a browser: read on a telephone, followed to their records by keyboard, printed on two pages."""

import pypdfium2
import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from setara.kernel.certificates.kinds import Kind
from setara.kernel.rulebook.regions import districts_of
from tests import factories
from tests.e2e.test_corrections import session_of, signed_in
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import sideways

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]


@pytest.fixture
def register() -> None:
    """Every district and facility of this year, and something of the six years before."""
    for place, code in enumerate(districts_of(settings.PROVINCE)):
        factories.certificate(kind=[*Kind][place % 8], district_code=code, handover_date="2026-11-02")
        if place < 12:
            factories.certificate(kind="trademark", district_code=code, budget_year=2020 + place // 2)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(("language", "width"), [("id", 360), ("en", 1280)])
def test_figures_fit_the_window_open_their_records_and_print_on_two_pages(live_server, tmp_path, language, width):
    session = session_of("leadership")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
        page = signed_in(context, session, language, live_server.url)
        page.goto(f"{live_server.url}/kantor/angka/")
        assert sideways(page) == 0
        assert page.locator("a.tile").count() == 38
        file = tmp_path / "angka.pdf"
        page.pdf(path=file, prefer_css_page_size=True, print_background=False)
        assert len(pypdfium2.PdfDocument(file)) == 2
        surabaya = page.locator("a.tile[aria-label*=Surabaya]")
        number = surabaya.get_attribute("aria-label").rpartition(": ")[2]
        surabaya.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.inner_text(".result b") == number == "1"
        browser.close()
