"""Corrections as they are proposed on one screen and decided on another."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from setara.certificates.acts.proposing import propose_correction
from setara.certificates.models import Certificate, Correction
from setara.issuance.acts.approving import approve_correction
from setara.issuance.models import Sheet
from setara.kernel.access.rules import CONSOLE
from tests import factories
from tests.web.visitors import browser_of, officer, visitor

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def filled(browser: Client, certificate: Certificate, **changes: str) -> dict[str, str]:
    """What a browser sends of the form, some fields typed over."""
    page = browser.get(f"/kantor/sertifikat/{certificate.pk}/perbaikan").content.decode()
    form = page[page.index('class="proposal"') :]
    inputs = re.findall(r'<input type="(?:text|date|number|hidden)" name="(?!csrf)(\w+)"(?: value="([^"]*)")?', form)
    areas = {name: text.strip() for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)<', form)}
    chosen = re.findall(r'<option value="([^"]*)" selected', form)[0]
    return {**dict(inputs), **areas, "district_code": chosen, "why": "Salah ketik", **changes}


def proposed(certificate: Certificate, **values: str) -> Correction:
    said = values or {"holder": "UD Benar"}
    return propose_correction(certificate.pk, said, "Salah", actor=CONSOLE, at=factories.AT, on=factories.ON)


def test_one_proposes_another_approves_and_the_old_code_leads_to_the_new_sheet() -> None:
    certificate = factories.issued(holder="UD Salah", product="Keripik")
    old = Sheet.objects.get().slug
    clerk, head = browser_of("verifier"), browser_of("head_of_division")
    answer = clerk.post(f"/kantor/sertifikat/{certificate.pk}/perbaikan", filled(clerk, certificate, holder="UD Benar"))
    one = Correction.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/kantor/perbaikan/{one.pk}")
    assert one.changes == {"holder": ["UD Salah", "UD Benar"]}
    assert "This certificate is valid" in said(visitor().get(f"/v/{old}"))
    assert f"/kantor/perbaikan/{one.pk}" in said(head.get("/kantor/perbaikan/"))
    page = said(head.get(f"/kantor/perbaikan/{one.pk}"))
    assert ('<td>UD Salah</td><td class="taken">UD Benar</td>' in page, "Contoh verifier" in page) == (True, True)
    assert head.post(f"/kantor/perbaikan/{one.pk}/setuju").status_code == 302
    new = Sheet.objects.get(status="issued").slug
    page = said(visitor().get(f"/v/{old}"))
    assert "This verification sheet was replaced by a corrected one" in page
    assert ("Salah ketik" in page, f'href="/v/{new}"' in page) == (True, True)
    assert "UD Benar" in said(visitor().get(f"/v/{new}"))
    assert visitor().get(f"/v/{old}.json").json()["outcome"] == "superseded"


def test_every_fact_is_offered_as_the_record_says_it() -> None:
    certificate = factories.certificate(title="Judul", application_number="A-1", filing_date="2025-12-01")
    browser = officer()
    sent = filled(browser, certificate)
    assert (sent["title"], sent["application_number"], sent["filing_date"], sent["budget_year"]) == (
        "Judul", "A-1", "2025-12-01", "2026",
    )  # fmt: skip
    answer = browser.post(f"/kantor/sertifikat/{certificate.pk}/perbaikan", sent)
    assert (answer.status_code, "there is nothing to correct" in said(answer)) == (422, True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"why": ""}, "This field is required."),
        ({"holder": ""}, "This field is required."),
        ({"issue_date": "17/03/2026"}, "Enter a valid date."),
        ({"budget_year": "1492"}, "greater than or equal to 2000"),
        ({"district_code": "99.99"}, "Select a valid choice."),
        ({"product": "=1+1"}, "begins like a formula"),
        ({"expiry_date": "2020-01-01"}, "would end before it was issued"),
        ({"seen": "0" * 64, "holder": "X"}, "The record has changed since this form was opened."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(changes: dict[str, str], message: str) -> None:
    certificate, browser = factories.certificate(), officer()
    sent = filled(browser, certificate, standard="SNI 99", **changes)
    answer = browser.post(f"/kantor/sertifikat/{certificate.pk}/perbaikan", sent)
    assert (answer.status_code, message in said(answer), "SNI 99" in said(answer)) == (422, True, True)
    assert not Correction.objects.exists()


def test_whoever_proposed_is_not_offered_to_decide_and_is_told_who_could() -> None:
    certificate, browser = factories.certificate(), officer()
    browser.post(f"/kantor/sertifikat/{certificate.pk}/perbaikan", filled(browser, certificate, holder="UD Benar"))
    one = Correction.objects.get()
    page = said(browser.get(f"/kantor/perbaikan/{one.pk}"))
    assert "nobody decides on what he proposed himself. Who could: activity officer (PPTK), head of division." in page
    assert ("/setuju" in page, "/cabut" in page) == (False, True)
    answer = browser.post(f"/kantor/perbaikan/{one.pk}/setuju")
    assert (answer.status_code, "nobody decides on what he proposed himself" in said(answer)) == (403, True)
    assert browser.post(f"/kantor/perbaikan/{one.pk}/cabut").status_code == 302
    assert "<b>Withdrawn</b>, Contoh activity_officer" in said(browser.get(f"/kantor/perbaikan/{one.pk}"))


def test_the_second_who_decides_reads_who_was_first() -> None:
    one = proposed(factories.certificate())
    first = factories.user("head_of_division", email="pertama@contoh.id")
    approve_correction(one.pk, actor=first.actor, at=factories.AT, on=factories.ON)
    answer = officer().post(f"/kantor/perbaikan/{one.pk}/setuju")
    assert answer.status_code == 409
    assert "Somebody has decided on this proposal already." in said(answer)
    assert f"<b>Approved</b>, {first}, 24 November 2026, 10:00" in said(answer)


def test_a_rejection_takes_a_remark_and_shows_it() -> None:
    one, browser = proposed(factories.certificate()), officer()
    answer = browser.post(f"/kantor/perbaikan/{one.pk}/tolak", {"remark": " "})
    assert (answer.status_code, "Say why it is rejected" in said(answer)) == (422, True)
    assert browser.post(f"/kantor/perbaikan/{one.pk}/tolak", {"remark": "Sudah benar"}).status_code == 302
    page = said(browser.get(f"/kantor/perbaikan/{one.pk}"))
    assert ("Sudah benar" in page, "<b>Rejected</b>" in page, "/setuju" in page) == (True, True, False)
    assert f"/kantor/perbaikan/{one.pk}" not in said(browser.get("/kantor/perbaikan/"))
    assert f"/kantor/perbaikan/{one.pk}" in said(browser.get("/kantor/perbaikan/?state=rejected"))


def test_a_record_that_changed_meanwhile_is_said_before_anybody_approves() -> None:
    certificate = factories.certificate()
    one, other = proposed(certificate, holder="UD Satu"), proposed(certificate, holder="UD Dua")
    browser = officer()
    browser.post(f"/kantor/perbaikan/{one.pk}/setuju")
    assert "The record has changed since this was proposed." in said(browser.get(f"/kantor/perbaikan/{other.pk}"))
    assert browser.post(f"/kantor/perbaikan/{other.pk}/setuju").status_code == 409


def test_the_certificate_names_its_corrections() -> None:
    certificate = factories.certificate()
    one = proposed(certificate)
    page = said(officer().get(f"/kantor/sertifikat/{certificate.pk}"))
    assert (f"/kantor/perbaikan/{one.pk}" in page, "Correction proposed" in page) == (True, True)
    page = said(browser_of("leadership").get(f"/kantor/sertifikat/{certificate.pk}"))
    assert (f"/kantor/perbaikan/{one.pk}" in page, f"{certificate.pk}/perbaikan" in page) == (False, False)


def test_a_district_sees_the_proposals_of_its_own_records() -> None:
    here = proposed(factories.certificate(district_code="35.15"))
    there = proposed(factories.certificate(district_code="35.78"))
    page = said(browser_of("district_proposer", "35.15").get("/kantor/perbaikan/"))
    assert (f"/kantor/perbaikan/{here.pk}" in page, f"/kantor/perbaikan/{there.pk}" in page) == (True, False)


def test_home_counts_what_waits_for_whoever_decides() -> None:
    proposed(factories.certificate())
    assert "<b>1</b><span>corrections wait" in said(browser_of("head_of_division").get("/kantor/"))
    assert "corrections wait" not in said(browser_of("verifier").get("/kantor/"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("state", ["proposed", "withdrawn"])
def test_the_queue_asks_the_same_number_of_questions(rows: int, state: str, django_assert_num_queries: Queries) -> None:
    for _ in range(rows):
        proposed(factories.certificate())
    if state != "proposed":
        Correction.objects.update(state=state, decided_by="console", decided_at=factories.AT)
    browser = officer()
    with django_assert_num_queries(4):
        assert browser.get(f"/kantor/perbaikan/?state={state}").status_code == 200


@pytest.mark.parametrize("query", ["?state=x", "?after=-1", "?after=99999999999999999999"])
def test_a_query_that_means_nothing_is_refused(query: str) -> None:
    assert officer().get(f"/kantor/perbaikan/{query}").status_code == 400


def test_pages_follow_each_other() -> None:
    for _ in range(51):
        proposed(factories.certificate())
    after = sorted(Correction.objects.values_list("pk", flat=True))[49]
    assert f"?after={after}" in said(officer().get("/kantor/perbaikan/"))
    assert said(officer().get(f"/kantor/perbaikan/?after={after}")).count("Compare") == 1
