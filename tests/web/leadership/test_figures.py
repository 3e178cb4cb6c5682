"""Every number on the page of figures opens a list that is exactly as long."""

import html
import re

import pytest
from django.core import mail
from django.test import Client

from setara.accounts.models import User
from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.decisions import Letter, record_decision
from setara.certificates.models import RegisterCount
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody, EntryKind
from tests import factories
from tests.web.visitors import browser_of, visitor

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "35.15", "35.78"


@pytest.fixture
def register() -> None:
    """Two years, three districts, two facilities, every custody, one decision, some handed over."""
    holder = factories.business(district_code=HERE)
    made = [
        factories.certificate(
            holding=holder if place % 3 == 0 else None,
            kind="iso" if place % 2 else "barcode",
            district_code=(HERE, ELSEWHERE, None)[place % 3],
            budget_year=2025 if place % 5 == 0 else 2026,
            handover_date="2026-10-05" if place % 4 == 0 else None,
        )
        for place in range(14)
    ]
    for one, custody in zip(made, [*Custody] * 2, strict=False):
        move_custody(one.pk, custody, actor=CONSOLE, at=factories.AT, on=factories.ON)
    letter = Letter("SK-1", factories.ON, "sebab")
    record_decision(
        made[1].pk, EntryKind.SUSPENDED, letter, factories.ON, actor=CONSOLE, at=factories.AT, on=factories.ON
    )


def numbers_on(page: str) -> list[tuple[str, int]]:
    """Addresses of lists with the number that stands in the link."""
    links = re.findall(r'<a href="(/kantor/(?:sertifikat|angka/ikm)[^"]*\?[^"]*)"([^>]*)>(.*?)</a>', page, re.DOTALL)
    found = []
    for url, attributes, content in links:
        label = re.search(r'aria-label="[^"]*: ([\d,]+)"', attributes)
        said = (
            label[1]
            if label
            else re.findall(r"\d[\d,]*", re.sub(r"<span class=\"name\">.*?</span>|<[^>]*>", " ", content))[-1]
        )
        found.append((html.unescape(url), int(said.replace(",", ""))))
    return found


def length_of(browser: Client, url: str) -> int:
    page = browser.get(url).content.decode()
    said = re.search(r'<div class="result"><p><b>([\d,]+)</b>', page)
    assert said, url
    return int(said[1].replace(",", ""))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("role", "area", "facility"),
    [("leadership", "", ""), ("district_proposer", HERE, ""), ("verifier", "", "iso"), ("verifier", ELSEWHERE, "iso")],
)
@pytest.mark.parametrize("asked", ["", "?year=2025", "?kind=iso"])
def test_each_number_is_as_many_as_its_list_holds(role: str, area: str, facility: str, asked: str) -> None:
    browser = browser_of(role, area, facility)
    links = numbers_on(browser.get(f"/kantor/angka/{asked}").content.decode())
    assert len(links) > 5
    assert {url: length_of(browser, url) for url, _ in links} == dict(links)


@pytest.mark.usefixtures("register")
def test_a_grant_for_two_districts_counts_a_business_of_both_once() -> None:
    factories.certificate(kind="iso", district_code="35.01")
    browser = browser_of("verifier", HERE)
    user = User.objects.get(email=f"verifier{HERE}@contoh.id")
    user.given.create(
        role="verifier", area=ELSEWHERE, facility="", starts=factories.ON, given_by="a", given_at=factories.AT
    )
    links = numbers_on(browser.get("/kantor/angka/").content.decode())
    assert {url: length_of(browser, url) for url, _ in links} == dict(links)
    assert ("/kantor/sertifikat/?year=2026&district=35.01", 1) not in links


@pytest.mark.usefixtures("register")
def test_the_map_has_every_district_for_the_province_and_none_for_one_district() -> None:
    page = browser_of("leadership").get("/kantor/angka/").content.decode()
    assert page.count('class="tile t') == 38
    assert "Kab. Sidoarjo: " in page
    page = browser_of("district_proposer", HERE).get("/kantor/angka/").content.decode()
    assert 'class="tile t' not in page
    assert "Surabaya" not in page
    assert "Only what you may see is counted." in page


@pytest.mark.usefixtures("register")
def test_a_change_is_told_against_the_year_before() -> None:
    page = browser_of("leadership").get("/kantor/angka/?year=2026").content.decode()
    assert "+8 against 2025" in page
    assert "against 2024" not in browser_of("leadership").get("/kantor/angka/?year=2025").content.decode()


def test_an_office_without_certificates_is_told_what_will_stand_here() -> None:
    page = browser_of("leadership").get("/kantor/angka/").content.decode()
    assert "their figures stand here by budget year" in page


@pytest.mark.parametrize("asked", ["?year=x", "?kind=halal", "ikm?year=2026&after=x"])
def test_what_no_link_of_ours_asks_is_refused(asked: str) -> None:
    assert browser_of("leadership").get(f"/kantor/angka/{asked}").status_code == 400


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_whatever_there_is(rows: int, django_assert_num_queries) -> None:
    for place in range(rows):
        factories.certificate(budget_year=2020 + place, district_code=f"35.0{place + 1}")
    browser = browser_of("leadership")
    browser.get("/kantor/angka/")
    with django_assert_num_queries(18):
        browser.get("/kantor/angka/")


@pytest.mark.usefixtures("register")
def test_the_numbers_come_from_the_roll_up() -> None:
    RegisterCount.objects.filter(kind="*", district_code="*", budget_year=2026, status="*", custody="*").update(
        number=77
    )
    assert ">77<" in browser_of("leadership").get("/kantor/angka/").content.decode()


def test_who_only_reads_arrives_at_the_figures() -> None:
    for role, place in (
        ("leadership", "/kantor/angka/"),
        ("treasurer", "/kantor/angka/"),
        ("verifier", "/kantor/"),
        ("operator", "/kantor/"),
    ):
        assert arrival(role) == place


def arrival(role: str) -> str:
    email, browser = f"{role}@contoh.id", visitor()
    factories.user(role, email=email)
    browser.post("/masuk/", {"email": email})
    code = re.search(r"^([A-Z0-9-]{6,})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    return str(browser.post("/masuk/kode/", {"code": code[1]})["Location"])
