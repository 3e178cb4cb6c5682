"""The operator invites and grants on screen; everybody reads what he may do."""

import pytest

from setara.accounts.models import GivenGrant, User
from tests.web.visitors import OFFICER, browser_of

pytestmark = pytest.mark.django_db
ASKED = {"role": "district_proposer", "area": "35.15", "facility": "", "starts": "2026-11-24", "ends": ""}


def said(answer):
    return " ".join(answer.content.decode().split())


def test_somebody_is_invited_and_granted():
    browser = browser_of("operator")
    made = browser.post("/kantor/orang/tambah", {"email": "Baru@contoh.id", "name": "Baru Contoh"})
    person = User.objects.get(email="baru@contoh.id")
    assert (made.status_code, made["Location"]) == (302, f"/kantor/orang/{person.pk}")
    assert "this account signs in and may do nothing" in said(browser.get(made["Location"]))
    page = browser.post(f"/kantor/orang/{person.pk}/izin", ASKED, follow=True)
    assert "<b>proposer of a district</b> · Kab. Sidoarjo · All facilities · 24 Nov 2026 – until it is ended" in said(
        page
    )
    assert "Recorded in the history." in said(page)
    assert "proposer of a district" in said(browser.get("/kantor/orang/"))


def test_a_grant_is_ended_on_its_page():
    browser = browser_of("operator")
    browser_of(OFFICER)
    one = GivenGrant.objects.get(role=OFFICER)
    page = browser.post(f"/kantor/orang/izin/{one.pk}/akhiri", follow=True)
    assert "End it now" not in said(page)
    again = browser.post(f"/kantor/orang/izin/{one.pk}/akhiri", follow=True)
    assert "This grant has ended already." in said(again)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"ends": "2026-11-23"}, "The last day lies before the first."),
        ({"starts": "24/11/2026"}, "Enter a valid date."),
        ({"role": "boss"}, "Select a valid choice."),
        ({"area": "31.71"}, "Select a valid choice."),
        ({"facility": "halal"}, "Select a valid choice."),
    ],
)
def test_a_grant_that_cannot_be_is_told_beside_its_field(changed, told):
    browser = browser_of("operator")
    browser_of(OFFICER)
    person = User.objects.get(given__role=OFFICER)
    answer = browser.post(f"/kantor/orang/{person.pk}/izin", {**ASKED, **changed})
    assert (answer.status_code, told in said(answer)) == (422, True)
    assert person.given.count() == 1


def test_nobody_grants_himself_a_role_on_screen():
    browser = browser_of("operator")
    own = User.objects.get()
    answer = browser.post(f"/kantor/orang/{own.pk}/izin", {**ASKED, "role": OFFICER, "area": ""})
    assert (answer.status_code, "Nobody grants to himself" in said(answer)) == (422, True)


def test_an_address_with_an_account_is_told():
    browser = browser_of("operator")
    answer = browser.post("/kantor/orang/tambah", {"email": "OPERATOR@contoh.id", "name": "Dua"})
    assert (answer.status_code, "This address has an account already." in said(answer)) == (422, True)


def test_everybody_reads_what_he_may_and_who_could_do_the_rest():
    browser_of(OFFICER)
    page = said(browser_of("district_proposer", "35.15").get("/kantor/izin"))
    assert "<b>proposer of a district</b> · Kab. Sidoarjo" in page
    assert "<li>record where an original is</li>" in page
    assert (
        "<td>issue verification sheets</td><td>No role that you hold includes it.</td>"
        f"<td>activity officer (PPTK): Contoh {OFFICER}</td>" in page
    )


def test_an_account_without_a_grant_reads_why():
    assert "Nothing has been granted to your account" in said(browser_of("").get("/kantor/izin"))
