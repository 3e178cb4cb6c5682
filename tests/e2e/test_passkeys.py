"""A passkey in a real browser: made, used alone and as second step, taken away; refused to a closed account."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect, sync_playwright

from setara.accounts.models import User
from tests import factories
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import follow, sideways
from tests.web.visitors import browser_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]
EMAIL = "petugas@contoh.id"
PASSKEY = "form[data-passkey] button"
WORDS = {
    "en": {"refused": "This passkey was not accepted.", "cancelled": "No passkey was chosen"},
    "id": {"refused": "Kunci sandi ini tidak diterima.", "cancelled": "Kunci sandi tidak dipilih"},
}


@pytest.fixture
def base(live_server, settings) -> str:
    """The address of the office, which passkeys are bound to."""
    cache.clear()
    settings.BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    factories.user("activity_officer", email=EMAIL)
    return str(live_server.url)


@pytest.fixture
def operator(base) -> tuple[str, int]:
    """The session of an operator, and whom he may close."""
    cookie = browser_of("operator").cookies[settings.SESSION_COOKIE_NAME].value
    return str(cookie), User.objects.get(email=EMAIL).pk


@pytest.fixture
def browser(base, operator):
    """Started after all that asks the database in this thread."""
    with sync_playwright() as playwright:
        yield (started := playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS))
        started.close()


def closed_by(browser, base: str, session: str, person: int) -> None:
    """Close an account as an operator does."""
    context = browser.new_context()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
    page = context.new_page()
    page.goto(f"{base}/kantor/orang/{person}")
    follow(page, "form[action$='/akun'] button")
    context.close()


class Owner:
    """Somebody at a browser whose device keeps passkeys; everything the console complains of is remembered."""

    def __init__(self, browser, base: str, language: str, width: int) -> None:
        self.base, self.complaints = base, []
        context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
        self.page: Page = context.new_page()
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.protocol = context.new_cdp_session(self.page)
        self.protocol.send("WebAuthn.enable")
        device = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.device = self.protocol.send("WebAuthn.addVirtualAuthenticator", {"options": device})["authenticatorId"]

    def goes(self, path: str) -> None:
        self.page.goto(self.base + path)

    def by_mail(self) -> None:
        """Ask for a code and type it."""
        self.goes("/masuk/")
        mail.outbox.clear()
        self.page.fill("[name=email]", EMAIL)
        follow(self.page, "form:has([name=email]) button")
        code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE)
        assert code
        self.page.fill("[name=code]", code[1])
        follow(self.page, "form:has([name=code]) button")

    def makes_one(self, name: str) -> None:
        self.goes("/kantor/akun/kunci-sandi/tambah/")
        self.page.fill("[name=name]", name)
        follow(self.page, PASSKEY)

    def signs_out(self) -> None:
        self.goes("/keluar/")
        follow(self.page, "main form button")

    def is_at(self, path: str) -> None:
        expect(self.page).to_have_url(self.base + path)


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("id", 1280), ("en", 360), ("id", 360)])
def test_one_is_made_signs_in_alone_and_as_second_step_and_is_removed(browser, base, language, width):
    owner = Owner(browser, base, language, width)
    page = owner.page
    owner.by_mail()
    owner.makes_one("Laptop <kantor>")
    owner.is_at("/kantor/akun/cadangan/")
    expect(page.locator(".recovery li")).to_have_count(10)
    owner.goes("/kantor/akun/kunci-sandi/tambah/")
    page.click(PASSKEY)
    expect(page.locator("[data-problem=known]")).to_be_visible()
    assert sideways(page) == 0

    owner.signs_out()
    owner.goes("/masuk/?next=/kantor/akun/")
    assert sideways(page) == 0
    follow(page, PASSKEY)
    owner.is_at("/kantor/akun/")
    expect(page.locator("td b")).to_have_text("Laptop <kantor>")
    assert sideways(page) == 0

    owner.signs_out()
    owner.by_mail()
    owner.is_at("/masuk/faktor/")
    assert sideways(page) == 0
    follow(page, PASSKEY)
    owner.is_at("/kantor/")

    owner.goes("/kantor/akun/")
    follow(page, "a[href$='/hapus/']")
    assert page.url.startswith(f"{base}/kantor/akun/ulang/?next=")
    follow(page, PASSKEY)
    assert page.url.endswith("/hapus/")
    follow(page, "main form button")
    owner.is_at("/kantor/akun/")
    expect(page.locator("a[href$='/kunci-sandi/tambah/'].button")).to_be_visible()
    assert owner.complaints == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_closed_account_and_who_turns_away_are_told_so_and_stay_outside(browser, base, operator, language):
    owner = Owner(browser, base, language, 360)
    owner.by_mail()
    owner.makes_one("Telepon")
    owner.signs_out()
    closed_by(browser, base, *operator)
    owner.goes("/masuk/")
    follow(owner.page, PASSKEY)
    owner.is_at("/masuk/")
    expect(owner.page.locator(".note")).to_have_text(WORDS[language]["refused"])
    owner.protocol.send("WebAuthn.setUserVerified", {"authenticatorId": owner.device, "isUserVerified": False})
    owner.page.click(PASSKEY)
    expect(owner.page.locator("[data-problem=cancelled]")).to_contain_text(WORDS[language]["cancelled"])
    expect(owner.page.locator(PASSKEY)).to_be_enabled()
    assert sideways(owner.page) == 0
    assert owner.complaints == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("id", 360)])
def test_where_it_is_required_one_chooses_a_passkey_and_goes_on(browser, base, settings, language, width):
    settings.SECOND_FACTOR_REQUIRED = True
    owner = Owner(browser, base, language, width)
    owner.by_mail()
    owner.is_at("/kantor/akun/faktor/")
    assert sideways(owner.page) == 0
    follow(owner.page, "a[href$='/kunci-sandi/tambah/']")
    follow(owner.page, PASSKEY)
    owner.is_at("/kantor/akun/cadangan/")
    owner.goes("/kantor/")
    owner.is_at("/kantor/")
    assert owner.complaints == []


def test_at_another_address_the_page_says_that_it_will_not_work(browser, base, settings):
    settings.BASE_URL = "https://sertifikat.example"
    owner = Owner(browser, base, "en", 360)
    owner.goes("/masuk/")
    owner.page.click(PASSKEY)
    expect(owner.page.locator("[data-problem=failed]")).to_be_visible()
    assert owner.complaints == []
