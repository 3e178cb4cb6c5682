"""Two officers' questions in a browser: one pair is merged and parted again, the next is said to be two."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from setara.registry.acts.registering import save_pairs
from setara.registry.models import Business, CandidatePair, Merge
from tests import factories
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import follow, sideways
from tests.web.visitors import browser_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]


@pytest.fixture
def waiting():
    """Two pairs; the first carries a certificate on each side."""
    businesses = [
        factories.business(name=name, product=product)
        for name, product in (("UD Sumber Barokah", "Keripik"), ("Sumber Baroqah", "Kerupuk"), ("UD Lain", "Tempe"))
    ]
    for one in businesses[:2]:
        factories.certificate(holding=one)
    save_pairs(
        [(businesses[0], businesses[1], "look_alike"), (businesses[0], businesses[2], "look_alike")], factories.AT
    )
    return businesses


def walk(page: Page, base: str) -> list[int]:
    """Merge the first pair with the other's name and product, undo it, keep the second pair apart."""
    seen = []
    page.goto(f"{base}/kantor/pasangan/")
    follow(page, "table.pairs tbody tr:first-child a.button")
    seen.append(sideways(page))
    for name in ("name", "product"):
        page.check(f"input[name={name}][value=gone]")
    follow(page, ".decide section:first-child button")
    seen.append(sideways(page))
    follow(page, "button[name=again]")
    assert page.is_checked("input[name=name][value=gone]")
    follow(page, ".decide section:first-child button")
    follow(page, "button[name=confirmed]")
    seen.append(sideways(page))
    assert page.inner_text(".facts a") == "Sumber Baroqah"
    follow(page, "button.stop")
    assert page.locator("button.stop").count() == 0
    page.goto(f"{base}/kantor/pasangan/")
    follow(page, "table.pairs tbody tr:nth-child(2) a.button")
    follow(page, ".decide section:last-child button")
    seen.append(sideways(page))
    return seen


@pytest.mark.parametrize(("language", "width", "script"), [("id", 360, True), ("en", 1280, False)])
def test_a_merge_is_done_and_undone_and_another_pair_kept_apart(live_server, waiting, language, width, script):
    cookies = {
        settings.SESSION_COOKIE_NAME: browser_of("activity_officer").cookies[settings.SESSION_COOKIE_NAME].value,
        settings.LANGUAGE_COOKIE_NAME: language,
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        assert walk(context.new_page(), live_server.url) == [0, 0, 0, 0]
        browser.close()
    merge = Merge.objects.get()
    assert (merge.choices["name"], merge.undone_at is None) == ("gone", False)
    assert list(Business.objects.order_by("id").values_list("name", "product", "merged_into")) == [
        ("UD Sumber Barokah", "Keripik", None), ("Sumber Baroqah", "Kerupuk", None), ("UD Lain", "Tempe", None),
    ]  # fmt: skip
    first, second = CandidatePair.objects.order_by("id")
    assert (first.decided_at, second.decided_at is None, second.merge) == (None, False, None)
