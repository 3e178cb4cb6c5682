"""The registers as an officer and the leadership see them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]


def text_of(url: str, who: str = "activity_officer") -> str:
    return " ".join(browser_of(who).get(url).content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("/kantor/sertifikat/", 6),
        ("/kantor/sertifikat/?kind=sppt_sni&district=35.15&year=2026&status=active", 6),
        ("/kantor/sertifikat/?q=tempe", 7),
        ("/kantor/ikm/", 6),
        ("/kantor/ikm/?q=contoh", 6),
        ("/kantor/", 11),
        ("/kantor/penerbitan/", 6),
    ],
)
def test_lists_ask_the_same_number_of_questions(
    rows: int, url: str, number: int, django_assert_num_queries: Queries
) -> None:
    factories.issue_sheets([factories.certificate() for _ in range(rows)])
    browser = officer()
    with django_assert_num_queries(number):
        assert browser.get(url).status_code == 200


def test_filters_narrow_the_list_and_count_the_rest() -> None:
    factories.certificate(kind="iso", holder="UD Satu")
    factories.certificate(kind="iso", holder="UD Dua", district_code="35.73")
    factories.certificate(kind="barcode", holder="UD Tiga", district_code="35.73")
    page = text_of("/kantor/sertifikat/?kind=iso&district=35.73")
    assert ("UD Dua" in page, "UD Satu" in page, "UD Tiga" in page) == (True, False, False)
    assert '<a href="/kantor/sertifikat/?kind=barcode&amp;district=35.73"' in page
    assert "<b>1</b> certificates" in page


def test_an_expired_certificate_is_called_expired_everywhere() -> None:
    made = factories.certificate(
        kind="trademark", number="IDM000000001", issue_date="2020-03-17", expiry_date="2024-03-16"
    )
    factories.certificate(
        kind="iso", number="9/ISO", issue_date="2020-03-17", expiry_date="2024-03-16", holding=made.business
    )
    for url in ("/kantor/sertifikat/", f"/kantor/ikm/{made.business_id}"):
        page = text_of(url)
        assert (page.count("</svg>ended</span>"), page.count("</svg>expired</span>")) == (1, 1)
        assert page.count("Expired: ask for the renewal") == 2
    assert "</svg>ended</span>" in text_of(f"/kantor/sertifikat/{made.pk}")


def test_words_are_found_anywhere_in_holder_number_and_product() -> None:
    factories.certificate(holder="UD Batik Tulis Jetis", number="A-77/9")
    factories.certificate(holder="UD Lain", product="Kemeja batik")
    factories.certificate(holder="UD Bukan", product="Tempe")
    page = text_of("/kantor/sertifikat/?q=BATIK")
    assert ("Jetis" in page, "UD Lain" in page, "UD Bukan" in page) == (True, True, False)
    assert "Jetis" in text_of("/kantor/sertifikat/?q=77/9+jetis")


def test_a_word_too_short_is_said() -> None:
    factories.certificate()
    assert "at least three letters" in text_of("/kantor/sertifikat/?q=ab")


def test_pages_follow_each_other_without_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("setara.certificates.queries.page.__defaults__", (None, 2))
    for turn in range(3):
        factories.certificate(holder=f"UD Urut {turn}")
    first = officer().get("/kantor/sertifikat/").content.decode()
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = officer().get("/kantor/sertifikat/" + following).content.decode()
    assert [name for name in ("UD Urut 2", "UD Urut 1", "UD Urut 0") if name in first] == ["UD Urut 2", "UD Urut 1"]
    assert [name for name in ("UD Urut 2", "UD Urut 1", "UD Urut 0") if name in second] == ["UD Urut 0"]


@pytest.mark.parametrize("path", ["/kantor/sertifikat/", "/kantor/ikm/"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("after=x", 400),
        ("after=-1", 400),
        ("after=99999999999999999999999999", 400),
        ("after=9223372036854775807", 200),
        ("after=٣", 400),
        ("district=35.99", 400),
        ("district=%00", 400),
        ("q=%00%00%00", 200),
        ("q=%ff%fe", 200),
        ('q="a"b"c" OR NEAR(', 200),
        ("q=*** ((( ^^^", 200),
        ("q=holder:x -{a b}:", 200),
        ("q=" + "🎋" * 3000, 200),
        ("q=" + "abc " * 500, 200),
        ("q=%25%25%25", 200),
        ("nonsense=1&nonsense=2", 200),
    ],
)
def test_hostile_query_strings_never_break(path: str, query: str, status: int) -> None:
    factories.certificate()
    assert officer().get(f"{path}?{query}").status_code == status


@pytest.mark.parametrize("query", ["year=x", "year=20260", "year=-1", "kind=halal", "status=%00", "custody=moon"])
def test_values_that_no_link_makes_are_refused(query: str) -> None:
    answer = officer().get(f"/kantor/sertifikat/?{query}")
    assert (answer.status_code, "This request cannot be read" in answer.content.decode()) == (400, True)


def test_unknown_districts_and_years_can_be_asked_for() -> None:
    factories.certificate(holder="UD Entah", district_code=None, budget_year=None)
    factories.certificate(holder="UD Jelas")
    page = text_of("/kantor/sertifikat/?district=unknown&year=0")
    assert ("UD Entah" in page, "UD Jelas" in page) == (True, False)


PERSONAL = {"owner": "Siti Contoh", "nik": "3515000000000001", "phone": "+6281200000001", "address": "Jalan Contoh 1"}


@pytest.mark.parametrize(("who", "number"), [("activity_officer", 3), ("leadership", 0)])
def test_personal_data_is_for_officers(who: str, number: int) -> None:
    made = factories.business(name="UD Pribadi", **PERSONAL)
    page = text_of(f"/kantor/ikm/{made.pk}", who)
    assert "UD Pribadi" in page
    assert sum(value in page for value in PERSONAL.values()) == number


def test_leadership_cannot_find_a_business_by_its_owner() -> None:
    factories.business(name="UD Pribadi", **PERSONAL)
    assert "UD Pribadi" in text_of("/kantor/ikm/?q=siti", "activity_officer")
    assert "UD Pribadi" not in text_of("/kantor/ikm/?q=siti", "leadership")


def test_a_business_shows_its_certificates_and_look_alikes() -> None:
    from setara.registry.acts.registering import save_pairs

    made, other = factories.business(name="UD Sama"), factories.business(name="UD Samaa")
    save_pairs([(made, other, "look_alike")], factories.AT)
    factories.certificate(holding=made, number="77/SNI")
    page = text_of(f"/kantor/ikm/{made.pk}")
    assert "77/SNI" in page
    assert f'<a href="/kantor/ikm/{other.pk}">UD Samaa</a>' in page


@pytest.mark.parametrize("url", ["/kantor/ikm/7777", "/kantor/sertifikat/99999999999999999999", "/kantor/sumber/5"])
def test_what_is_not_there_is_404(url: str) -> None:
    assert officer().get(url).status_code == 404
