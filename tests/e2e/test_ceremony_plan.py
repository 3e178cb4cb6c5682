"""A ceremony prepared in a browser: planned, put on stage, bundled, desks set up, the hold list looked at."""

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, sync_playwright

from setara.accounts.models import User
from setara.handover.models import Ceremony, Reminder
from tests import factories
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import follow, sideways
from tests.web.visitors import OFFICER, browser_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]
HELD = {"id": "sertifikat asli belum di tangan Dinas", "en": "the original is not in custody"}


def signed_in(context: BrowserContext, session: str, language: str, url: str) -> Page:
    """A page of somebody who has signed in."""
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    return context.new_page()


def planned(page: Page, url: str) -> int:
    """Plan an event from the list of them; say by how much a page was too wide."""
    page.goto(f"{url}/kantor/acara/")
    follow(page, "a[href$='/baru']")
    wide = sideways(page)
    for name, value in (("name", "Serah Terima Contoh"), ("place", "Gedung Contoh"), ("on", "2026-12-02")):
        page.fill(f"[name={name}]", value)
    page.check("[name=years]")
    page.fill("[name=agenda]", "08.00 | Registrasi | Panitia\nsiang | Makan")
    follow(page, ".event-form button")
    assert "2" in page.inner_text(".summary li")
    page.fill("[name=agenda]", "08.00 | Registrasi | Panitia")
    follow(page, ".event-form button")
    wide += sideways(page)
    assert page.inner_text(".facts.numbers div:first-child dd") == "5"
    follow(page, "button[name=confirmed]")
    return wide + sideways(page)


def staged(page: Page, address: str) -> int:
    """Let two be proposed, change their places, record them."""
    page.goto(f"{address}/panggung")
    page.fill("#number", "2")
    follow(page, ".find.inline button")
    assert page.locator(".staged input[type=number]").count() == 2
    page.locator(".staged input[type=number]").first.fill("3")
    wide = sideways(page)
    follow(page, "button[name=save]")
    return wide + sideways(page)


def bundled(page: Page, address: str) -> int:
    """Let a district take its own along, and hand that out."""
    page.goto(f"{address}/bundel")
    page.check("[name=district][value='35.28']")
    follow(page, "main form button")
    wide = sideways(page)
    follow(page, "a[href$='/35.28/ambil']")
    page.fill("[name=taken_by]", "Budi Contoh")
    page.fill("[name=letter_number]", "ST/1/2026")
    wide += sideways(page)
    follow(page, ".answering button")
    assert "/kantor/posisi/" in page.url
    return wide


def desks_set(page: Page, address: str, helper: int) -> int:
    """Set up two desks and name who helps at the first."""
    page.goto(f"{address}/meja")
    page.fill("#number", "2")
    follow(page, ".find.inline button")
    page.click(".desks > li:first-child summary")
    page.check(f".desks > li:first-child [name=helper][value='{helper}']")
    wide = sideways(page)
    follow(page, ".desks > li:first-child form button")
    return wide + sideways(page)


def reminded(page: Page, address: str) -> int:
    """Choose two who have not collected, and keep that a message went to them."""
    page.goto(f"{address}/belum")
    page.check("tbody tr:nth-child(1) [name=line]")
    page.check("tbody tr:nth-child(2) [name=line]")
    page.click(".bulk-reminder summary")
    page.select_option("#bulk-means", "message")
    wide = sideways(page)
    follow(page, ".bulk-reminder button")
    return wide + sideways(page)


@pytest.mark.parametrize(
    ("language", "width", "script"), [("id", 360, True), ("en", 1280, False), ("en", 360, False), ("id", 1280, True)]
)
def test_an_event_is_planned_and_prepared(live_server, language, width, script):
    factories.ready(2, district_code="35.15")
    factories.ready(2, district_code="35.28", kind="iso")
    factories.issued(district_code="35.28", number="WAITS")
    helper = factories.user("desk_helper", email="meja@contoh.id").pk
    session = str(browser_of(OFFICER).cookies[settings.SESSION_COOKIE_NAME].value)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        page = signed_in(context, session, language, live_server.url)
        wide = planned(page, live_server.url)
        address = page.url
        wide += staged(page, address) + bundled(page, address) + desks_set(page, address, helper)
        page.goto(f"{address}/tunda")
        assert HELD[language] in page.inner_text("main")
        wide += sideways(page) + reminded(page, address)
        page.goto(f"{address}/layar")
        assert page.inner_text(".count b") == "0"
        assert wide + sideways(page) == 0
        browser.close()
    event = Ceremony.objects.get()
    assert (event.lines.count(), event.lines.filter(route="stage").count()) == (5, 2)
    assert event.bundles.get().taken_by == "Budi Contoh"
    assert User.objects.get(desks__number=1).pk == helper
    assert Reminder.objects.count() == 2
