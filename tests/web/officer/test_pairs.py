"""Pairs that may be one business, as an officer decides them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from setara.certificates.acts.merging import merge_businesses
from setara.certificates.models import Certificate
from setara.kernel.access.rules import CONSOLE
from setara.registry.acts.pairs import keep_apart
from setara.registry.acts.registering import save_pairs
from setara.registry.models import Business, CandidatePair, Merge
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]
SIDES = {"name": "kept", "owner": "gone", "product": "gone", "nib": "kept"}
PERSONAL = {"owner": "Siti Contoh", "nik": "3515000000000001", "phone": "+6281200000001", "address": "Jalan Contoh 1"}


def asked(reason: str = "look_alike", **gone: str) -> CandidatePair:
    """A pair that waits."""
    kept = factories.business(name="UD Sumber Barokah", nib="9935150000123", product="Keripik")
    other = factories.business(**{"name": "Sumber Baroqah", "owner": "Siti", "product": "Kerupuk", **gone})
    save_pairs([(kept, other, reason)], factories.AT)
    return CandidatePair.objects.get(first=kept)


def page_of(url: str, who: str = "activity_officer") -> str:
    return " ".join(browser_of(who).get(url).content.decode().split())


def post(browser: Client, url: str, data: dict[str, str] | None = None) -> tuple[int, str]:
    answer = browser.post(url, data or {})
    return answer.status_code, " ".join(answer.content.decode().split())


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="(\w*)"', page))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "number"), [("/kantor/pasangan/", 5), ("/kantor/pasangan/?reason=look_alike", 5)])
def test_the_queue_asks_the_same_number_of_questions(
    rows: int, url: str, number: int, django_assert_num_queries: Queries
) -> None:
    for _ in range(rows):
        asked()
    browser = officer()
    with django_assert_num_queries(number):
        assert browser.get(url).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_pair_and_a_merge_ask_the_same_number_of_questions(number: int, django_assert_num_queries: Queries) -> None:
    pair, browser = asked(), officer()
    for _ in range(number):
        factories.certificate(holding=pair.second)
    with django_assert_num_queries(5):
        browser.get(f"/kantor/pasangan/{pair.pk}")
    merge = merge_businesses(pair.first_id, pair.second_id, {}, actor=CONSOLE, at=factories.AT)
    with django_assert_num_queries(6):
        browser.get(f"/kantor/penggabungan/{merge.pk}")


def test_the_queue_counts_by_reason_and_narrows() -> None:
    asked()
    other = asked("nib_conflict", name="CV Cahaya Abadi")
    page = page_of("/kantor/pasangan/?reason=nib_conflict")
    assert ("CV Cahaya Abadi" in page, "Sumber Baroqah" in page) == (True, False)
    assert re.findall(r'<span class="count">(\d+)</span>', page) == ["2", "1", "1"]
    keep_apart(other.pk, actor=CONSOLE, at=factories.AT)
    assert "Nothing waits here." in page_of("/kantor/pasangan/?reason=nib_conflict")


def test_pages_of_the_queue_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("setara.registry.queries.open_pairs.__defaults__", (None, None, 2))
    names = [asked(name=f"Sumber Ke-{turn}").second.name for turn in range(3)]
    first = page_of("/kantor/pasangan/?reason=look_alike")
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = page_of("/kantor/pasangan/" + following)
    assert [[name in page for name in names] for page in (first, second)] == [[True, True, False], [False, False, True]]


@pytest.mark.parametrize(("query", "status"), [("reason=moon", 400), ("after=x", 400), ("after=99999999", 200)])
def test_hostile_query_strings_never_break(query: str, status: int) -> None:
    assert officer().get(f"/kantor/pasangan/?{query}").status_code == status


def test_the_office_and_the_business_lead_to_what_waits() -> None:
    pair = asked()
    assert '<a href="/kantor/pasangan/"><b>1</b>' in page_of("/kantor/")
    assert f'<a href="/kantor/pasangan/{pair.pk}">' in page_of(f"/kantor/ikm/{pair.second_id}")


def test_the_known_value_is_proposed_else_that_recorded_first() -> None:
    page = page_of(f"/kantor/pasangan/{asked().pk}")
    chosen = re.findall(r'<input type="radio" name="(\w+)" value="(\w+)"[^>]* checked>', page)
    assert dict(chosen) == {"name": "kept", "nib": "kept", "owner": "gone", "product": "kept"}
    assert page.count("≠") == 4


def test_a_merge_is_shown_before_it_is_done() -> None:
    pair, browser = asked(), officer()
    certificate = factories.certificate(holding=pair.second)
    status, preview = post(browser, f"/kantor/pasangan/{pair.pk}/satukan", SIDES)
    assert (status, Merge.objects.count()) == (200, 0)
    assert 'Kerupuk<span class="small muted not-taken">not: Keripik' in preview
    assert "1 certificate of the entry recorded later moves to it." in preview
    status, again = post(browser, f"/kantor/pasangan/{pair.pk}/satukan", {**hidden(preview), "again": "1"})
    assert (status, re.findall(r'name="product" value="(\w+)"[^>]* checked>', again)) == (200, ["gone"])
    answer = browser.post(f"/kantor/pasangan/{pair.pk}/satukan", {**hidden(preview), "confirmed": "1"})
    merge = Merge.objects.get()
    assert answer["Location"] == f"/kantor/penggabungan/{merge.pk}"
    assert merge.choices == SIDES
    certificate.refresh_from_db()
    assert certificate.business == pair.first


def test_a_preview_asked_for_without_its_choices_leads_back_to_the_pair() -> None:
    pair = asked()
    assert officer().get(f"/kantor/pasangan/{pair.pk}/satukan")["Location"] == f"/kantor/pasangan/{pair.pk}"


def test_a_choice_left_out_is_asked_for() -> None:
    pair = asked()
    status, page = post(officer(), f"/kantor/pasangan/{pair.pk}/satukan", {"name": "gone", "confirmed": "1"})
    assert (status, "Choose one of the two" in page, Merge.objects.count()) == (422, True, 0)
    assert post(officer(), f"/kantor/pasangan/{pair.pk}/satukan", {**SIDES, "name": "both"})[0] == 400


def test_a_record_that_changed_between_is_compared_anew() -> None:
    pair, browser = asked(), officer()
    _, preview = post(browser, f"/kantor/pasangan/{pair.pk}/satukan", SIDES)
    Business.objects.filter(pk=pair.second_id).update(product="Emping")
    status, page = post(browser, f"/kantor/pasangan/{pair.pk}/satukan", {**hidden(preview), "confirmed": "1"})
    assert (status, "One of the two changed" in page, "Emping" in page) == (409, True, True)
    status, _ = post(browser, f"/kantor/pasangan/{pair.pk}/satukan", {**SIDES, "confirmed": "1"})
    assert (status, Merge.objects.count()) == (409, 0)


@pytest.mark.parametrize("path", ["satukan", "bukan"])
def test_the_second_officer_is_told_who_decided(path: str) -> None:
    pair = asked()
    keep_apart(pair.pk, actor=CONSOLE, at=factories.AT)
    status, page = post(officer(), f"/kantor/pasangan/{pair.pk}/{path}", {**SIDES, "confirmed": "1"})
    assert (status, "Somebody has decided" in page, "Kept apart" in page) == (409, True, True)
    assert ("console" in page, '/satukan" novalidate' in page, "formaction" in page) == (True, False, False)


def test_not_the_same_leads_to_the_next_pair() -> None:
    pair, following, browser = asked(), asked(), officer()
    answer = browser.post(f"/kantor/pasangan/{pair.pk}/bukan")
    assert answer["Location"] == f"/kantor/pasangan/{following.pk}"
    assert browser.post(f"/kantor/pasangan/{following.pk}/bukan")["Location"] == "/kantor/pasangan/"
    queue = browser.get("/kantor/pasangan/").content.decode()
    assert f'They are not asked again. <a href="/kantor/pasangan/{pair.pk}">' in queue


def test_what_was_kept_apart_by_mistake_is_asked_again() -> None:
    pair, browser = asked(), officer()
    browser.post(f"/kantor/pasangan/{pair.pk}/bukan")
    assert f'action="/kantor/pasangan/{pair.pk}/tanya"' in page_of(f"/kantor/pasangan/{pair.pk}")
    assert browser.post(f"/kantor/pasangan/{pair.pk}/tanya")["Location"] == f"/kantor/pasangan/{pair.pk}"
    assert f'action="/kantor/pasangan/{pair.pk}/satukan"' in page_of(f"/kantor/pasangan/{pair.pk}")
    assert post(browser, f"/kantor/pasangan/{pair.pk}/tanya")[0] == 409


def test_the_business_that_went_leads_to_the_one_that_stands() -> None:
    pair = asked()
    merge = merge_businesses(pair.first_id, pair.second_id, {}, actor=CONSOLE, at=factories.AT)
    assert officer().get(f"/kantor/ikm/{pair.second_id}")["Location"] == f"/kantor/ikm/{pair.first_id}"
    page = page_of(f"/kantor/ikm/{pair.first_id}")
    assert ("Sumber Baroqah" in page, f'href="/kantor/penggabungan/{merge.pk}"' in page) == (True, True)
    assert "Sumber Baroqah" not in page_of("/kantor/ikm/?q=sumber")
    assert "Settled by a merge" in page_of(f"/kantor/pasangan/{pair.pk}")


def test_a_merge_is_undone_on_its_page() -> None:
    pair, browser = asked(), officer()
    merge = merge_businesses(pair.first_id, pair.second_id, {}, actor=CONSOLE, at=factories.AT)
    assert browser.post(f"/kantor/penggabungan/{merge.pk}/batal")["Location"] == f"/kantor/penggabungan/{merge.pk}"
    page = " ".join(browser.get(f"/kantor/penggabungan/{merge.pk}").content.decode().split())
    assert ("Two businesses again" in page, "Undo the merge" in page) == (True, False)
    assert "Undone by Contoh activity_officer" in page
    status, page = post(browser, f"/kantor/penggabungan/{merge.pk}/batal")
    assert (status, "undone already" in page) == (409, True)


def test_what_stands_in_the_way_of_undoing_is_named_with_its_place() -> None:
    pair = asked()
    merge = merge_businesses(pair.first_id, pair.second_id, {}, actor=CONSOLE, at=factories.AT)
    added = factories.certificate(holding=Business.objects.get(pk=pair.first_id))
    Business.objects.filter(pk=pair.first_id).update(product="Emping")
    for page in (
        page_of(f"/kantor/penggabungan/{merge.pk}"),
        post(officer(), f"/kantor/penggabungan/{merge.pk}/batal")[1],
    ):
        assert "“Product” was changed since." in page
        assert f'recorded for this business since. <a href="/kantor/sertifikat/{added.pk}">' in page
        assert "Undo the merge</button>" not in page
    assert Certificate.objects.get().business_id == pair.first_id


def test_of_an_identity_number_the_last_digits_are_enough_to_compare() -> None:
    pair = asked(**PERSONAL)
    before = page_of(f"/kantor/pasangan/{pair.pk}")
    merge = merge_businesses(pair.first_id, pair.second_id, {}, actor=CONSOLE, at=factories.AT)
    for page in (before, page_of(f"/kantor/penggabungan/{merge.pk}"), page_of(f"/kantor/pasangan/{pair.pk}")):
        assert [name for name, value in PERSONAL.items() if value not in page] == ["nik"]
        assert f"…{PERSONAL['nik'][-4:]}" in page


@pytest.mark.parametrize("url", ["/kantor/pasangan/7777", "/kantor/penggabungan/7777"])
def test_what_is_not_there_is_404(url: str) -> None:
    assert officer().get(url).status_code == 404
