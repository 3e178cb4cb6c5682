"""Sign in by a code sent to the e-mail address."""

import re

import pytest
from django.conf import settings
from django.core import mail

from setara.accounts.models import User
from tests import factories
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


def test_the_code_of_the_mail_opens_the_office() -> None:
    factories.user("activity_officer", email="petugas@contoh.id")
    browser = visitor()
    asked = browser.post("/masuk/", {"email": "petugas@contoh.id"})
    assert (asked.status_code, asked["Location"]) == (302, "/masuk/kode/")
    code = re.search(r"^([A-Z0-9-]{6,})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code
    entered = browser.post("/masuk/kode/", {"code": code[1]})
    assert (entered.status_code, entered["Location"]) == (302, "/kantor/")
    assert browser.get("/kantor/").status_code == 200


def test_a_wrong_code_is_told_and_opens_nothing() -> None:
    factories.user("activity_officer", email="petugas@contoh.id")
    browser = visitor()
    browser.post("/masuk/", {"email": "petugas@contoh.id"})
    answer = browser.post("/masuk/kode/", {"code": "AAAAAA"})
    assert answer.status_code == 200
    assert answer.content.decode().count("Incorrect code") == 1
    assert browser.get("/kantor/").status_code == 302


def test_an_unknown_address_looks_the_same_and_makes_no_account() -> None:
    answer = visitor().post("/masuk/", {"email": "siapa@contoh.id"})
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/kode/")
    assert not User.objects.exists()
    assert mail.outbox == []


def test_the_page_claims_no_code_for_an_unknown_address() -> None:
    page = visitor().post("/masuk/", {"email": "siapa@contoh.id"}, follow=True).content.decode()
    assert "If siapa@contoh.id belongs to an account, a code is on its way." in page
    assert 'class="note' not in page


def test_another_address_can_be_asked_for_while_a_code_is_awaited() -> None:
    browser = visitor()
    browser.post("/masuk/", {"email": "siapa@contoh.id"})
    assert browser.get("/masuk/")["Location"] == "/masuk/kode/"
    again = browser.post("/masuk/ulang/")
    assert (again.status_code, again["Location"]) == (302, "/masuk/")
    assert browser.get("/masuk/").status_code == 200
    assert browser.post("/masuk/ulang/")["Location"] == "/masuk/"


def test_the_mail_names_the_office_and_its_fixed_address() -> None:
    factories.user("activity_officer", email="petugas@contoh.id")
    visitor().post("/masuk/", {"email": "petugas@contoh.id"})
    letter = mail.outbox[0]
    assert letter.subject == f"Sign-in code: {settings.OFFICE_EN}"
    assert f"{settings.BASE_URL}/masuk/" in letter.body
    assert "testserver" not in letter.body
