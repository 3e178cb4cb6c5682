"""A district's officer in a browser: sees, counts, takes out and guesses nothing of another district."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from tests import factories
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import sideways
from tests.web.visitors import browser_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]
HERE, ELSEWHERE = "35.15", "35.78"
OURS, THEIRS = "Rahayu Sentosa", "Kembang Jepun"
PAGES = (
    "", "ikm/", "ikm/?q=keripik", "sertifikat/", "sertifikat/?q=keripik", f"sertifikat/?district={ELSEWHERE}",
    "perbaikan/",
    "acara/", "acara/{ceremony}", "acara/{ceremony}/urutan", "acara/{ceremony}/tunda", "acara/{ceremony}/belum",
    "meja/{desk}", "meja/{desk}?q=2", "angka/",
)  # fmt: skip


def texts(page: Page, base: str, pages: list[str]) -> str:
    """Everything that the pages say, and by how much one was too wide."""
    said = []
    for one in pages:
        answer = page.goto(f"{base}/kantor/{one}")
        assert answer is not None
        assert answer.status == 200, one
        assert sideways(page) == 0, one
        said.append(page.content())
    return "\n".join(said)


@pytest.mark.parametrize(("language", "width", "script"), [("id", 360, True), ("en", 1280, False)])
def test_nothing_of_another_district_is_seen_counted_taken_out_or_guessed(live_server, language, width, script):
    made = {}
    for name, district in ((OURS, HERE), (THEIRS, ELSEWHERE)):
        holder = factories.business(name=name, district_code=district, owner=f"Pemilik {name}", product="Keripik apel")
        made[name] = factories.certificate(holding=holder, district_code=district, number=f"B-{name}")
    factories.issue_sheets([*made.values()])
    factories.at_province([*made.values()])
    ceremony = factories.ceremony()
    places = {"ceremony": ceremony.pk, "desk": ceremony.desks.get().pk}
    cookies = {
        settings.SESSION_COOKIE_NAME: browser_of("district_proposer", HERE).cookies[settings.SESSION_COOKIE_NAME].value,
        settings.LANGUAGE_COOKIE_NAME: language,
    }
    theirs, base = made[THEIRS], live_server.url
    guesses = [
        f"sertifikat/{theirs.pk}", f"ikm/{theirs.business_id}", f"sertifikat/{theirs.pk}/perbaikan", "penerbitan/1",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        page = context.new_page()
        said = texts(page, base, [one.format(**places) for one in PAGES])
        files = [context.request.get(f"{base}/kantor/{one}/daftar.csv").text() for one in ("ikm", "sertifikat")]
        statuses = [page.goto(f"{base}/kantor/{one}").status for one in guesses]
        browser.close()
    assert OURS in said
    for secret in (THEIRS, theirs.number, f"Pemilik {THEIRS}"):
        assert secret not in said
        assert secret not in "".join(files)
    assert all(OURS in one for one in files)
    assert statuses == [404, 404, 404, 403]
