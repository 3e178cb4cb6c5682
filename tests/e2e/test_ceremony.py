"""The day of the ceremony: four desks, one of them without a network for a while; nothing lost, nothing twice."""

import itertools
import re
import uuid
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from setara.handover.acts.planning import set_helpers
from setara.handover.audit import receipt_faults
from setara.handover.models import Ceremony, Receipt, Report
from setara.handover.queries import not_collected, progress
from setara.issuance.audit import register_faults
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.kinds import Kind
from setara.kernel.rulebook.regions import districts_of
from tests import factories
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import sideways
from tests.web.visitors import browser_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]


@dataclass(frozen=True)
class Day:
    """An event and who stands at its desks: session cookies by desk, lines by envelope."""

    ceremony: Ceremony
    sessions: list[str]
    lines: dict[int, int]
    desks: list[int]


def prepared(number: int) -> Day:
    """So many envelopes over all districts and kinds, four desks with a helper each."""
    places = itertools.cycle(itertools.product(districts_of("35"), Kind))
    made = [
        factories.certificate(district_code=district, kind=kind)
        for (district, kind), _ in zip(places, range(number), strict=False)
    ]
    factories.issue_sheets(made)
    factories.at_province(made)
    ceremony = factories.ceremony(desks=4)
    sessions = []
    for desk in ceremony.desks.all():
        helper = factories.user("desk_helper", email=f"meja{desk.number}@contoh.id")
        set_helpers(desk.pk, [helper.pk], actor=CONSOLE, at=factories.AT)
        client = browser_of("")
        client.force_login(helper)
        sessions.append(str(client.cookies[settings.SESSION_COOKIE_NAME].value))
    lines = dict(ceremony.lines.values_list("position", "pk"))
    return Day(ceremony, sessions, lines, list(ceremony.desks.values_list("pk", flat=True)))


def at_desk(browser: Browser, base: str, session: str, language: str, width: int = 1280) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 800})
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    return context


def posted(context: BrowserContext, base: str, desk: int, line: int, **more: str) -> int:
    """Hand over by the plain form, as a desk with a scanner does; return the status."""
    page = context.request.get(f"{base}/kantor/meja/{desk}?line={line}").text()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
    form = {
        "line": str(line), "key": str(uuid.uuid4()), "channel": "scanner", "receiver": "owner", "name": "Siti Contoh",
        "letter_number": "", "csrfmiddlewaretoken": token, **more,
    }  # fmt: skip
    return context.request.post(f"{base}/kantor/meja/{desk}/serahkan", form=form, max_redirects=0).status


def typed(page: Page, position: int, name: str, letter: str = "") -> None:
    """Hand one envelope over on the telephone, by its number."""
    before = page.locator("#log li").count()
    page.fill("#text", str(position))
    page.press("#text", "Enter")
    page.wait_for_selector("#envelope:not([hidden])")
    assert page.inner_text("[data-fact=position]") == str(position)
    if letter:
        page.check("input[name=receiver][value=proxy]")
        page.fill("#letter_number", letter)
    page.fill("#name", name)
    page.click("#hand button")
    expect(page.locator("#log li")).to_have_count(before + 1)


def outcomes(page: Page) -> list[str]:
    return [str(one.get_attribute("data-outcome")) for one in page.locator("#log li").all()]


def offline_desk(page: Page, base: str, day: Day, positions: list[int], proxies: int) -> list[int]:
    """Work at desk 4: open the page, lose the network, reload, hand over; return how much wider the pages were."""
    page.goto(f"{base}/kantor/meja/{day.desks[3]}/pindai")
    page.wait_for_selector("body[data-installed=yes]")
    page.wait_for_selector("#net.good")
    seen = [sideways(page)]
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("#net.wait")
    for place, position in enumerate(positions):
        typed(page, position, f"Penerima {position}", f"SK-{place}" if place < proxies else "")
    assert page.inner_text("#waiting") == str(len(positions))
    assert "Penerima" not in str(page.evaluate(KEPT, str(day.desks[3])))
    seen.append(sideways(page))
    return seen


KEPT = """async (desk) => {
  const database = await new Promise((done) => {
    const request = indexedDB.open(`setara-desk-${desk}`); request.onsuccess = () => done(request.result);
  });
  const all = (store) => new Promise((done) => {
    const request = database.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => done(request.result);
  });
  return JSON.stringify([await all("facts"), await all("queue")]);
}"""


@pytest.mark.parametrize(("language", "width", "planned"), [("id", 360, 450), ("en", 1280, 60)])
def test_four_desks_hand_over_and_one_loses_its_network(live_server, language, width, planned):
    day, base = prepared(planned), live_server.url
    left = 31 if planned == 450 else 4
    offline, both = list(range(1, 21)), [1, 2]
    online = [position for position in day.lines if position not in offline and position <= planned - left]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        desks = [at_desk(browser, base, session, language) for session in day.sessions[:3]]
        phone = at_desk(browser, base, day.sessions[3], language, width).new_page()
        assert offline_desk(phone, base, day, offline, proxies=7) == [0, 0]
        assert {posted(desks[0], base, day.desks[0], day.lines[one]) for one in both} == {302}
        proxy = {"receiver": "proxy", "letter_number": "SK-9"}
        for place, position in enumerate(online):
            more = proxy if place < 7 else {}
            assert posted(desks[place % 3], base, day.desks[place % 3], day.lines[position], **more) == 302
        assert posted(desks[1], base, day.desks[1], day.lines[online[0]]) == 409
        phone.context.set_offline(False)
        phone.click("#send")
        expect(phone.locator("#waiting")).to_have_text("0")
        assert outcomes(phone)[:20].count("recorded") == 18
        assert outcomes(phone)[:20].count("person") == 2
        browser.close()
    now = progress(day.ceremony)
    assert (now.planned, now.handed_over, now.waiting) == (planned, planned - left, left)
    assert Receipt.objects.filter(undone_at=None).values("certificate").distinct().count() == planned - left
    assert (now.by_proxy, Report.objects.count()) == (12, 2)
    assert [one.position for one in not_collected(day.ceremony)] == list(range(planned - left + 1, planned + 1))
    assert [list(receipt_faults()), list(register_faults(factories.ON))] == [[], []]
