"""A mistake in a browser: one person proposes, another approves, and the old code leads to the new sheet."""

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, sync_playwright

from setara.certificates.models import Correction
from setara.issuance.models import Sheet
from tests import factories
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import follow, sideways
from tests.web.visitors import browser_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]
SUPERSEDED = {"id": "Lembar verifikasi ini telah diganti", "en": "This verification sheet was replaced"}


def session_of(role: str) -> str:
    """Sign somebody of a role in; done before the browser runs, in whose thread no database may be asked."""
    return str(browser_of(role).cookies[settings.SESSION_COOKIE_NAME].value)


def signed_in(context: BrowserContext, session: str, language: str, url: str) -> Page:
    """A page of somebody who has signed in."""
    context.clear_cookies()
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    return context.new_page()


def proposed(page: Page, certificate: str) -> int:
    """Propose another holder from the page of a certificate; say by how much a page was too wide."""
    page.goto(certificate)
    follow(page, "a[href$='/perbaikan']")
    wide = sideways(page)
    page.fill("[name=holder]", "UD Benar")
    page.fill("[name=why]", "Salah ketik")
    follow(page, ".proposal button")
    assert page.locator("form[action$='/setuju']").count() == 0
    return wide + sideways(page)


def approved(page: Page, queue: str) -> int:
    """Approve what waits first."""
    page.goto(queue)
    follow(page, "table.rows tbody tr:first-child a.button")
    wide = sideways(page)
    follow(page, "form[action$='/setuju'] button")
    return wide + sideways(page)


@pytest.mark.parametrize(("language", "width", "script"), [("id", 360, True), ("en", 1280, False)])
def test_one_proposes_another_approves_and_the_old_code_says_superseded(live_server, language, width, script):
    made = factories.issued(holder="UD Salah")
    old, verifier, division = Sheet.objects.get().slug, session_of("verifier"), session_of("head_of_division")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        clerk = signed_in(context, verifier, language, live_server.url)
        assert proposed(clerk, f"{live_server.url}/kantor/sertifikat/{made.pk}") == 0
        head = signed_in(context, division, language, live_server.url)
        assert approved(head, f"{live_server.url}/kantor/perbaikan/") == 0
        head.goto(f"{live_server.url}/v/{old}")
        assert head.inner_text("h1").startswith(SUPERSEDED[language])
        assert "Salah ketik" in head.inner_text(".answer")
        follow(head, ".step a")
        assert head.inner_text(".facts .lead dd") == "UD Benar"
        reached = head.url
        browser.close()
    assert reached == f"{live_server.url}/v/{Sheet.objects.get(status='issued').slug}"
    assert Correction.objects.get().state == "approved"
