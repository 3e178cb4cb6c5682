"""Sign in by a code sent to the e-mail address."""

import re

import pytest
from django.core import mail

from setara.accounts.models import User
from setara.kernel.access.rules import Role
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


def test_the_code_of_the_mail_opens_the_office() -> None:
    User.objects.create_user("petugas@contoh.id", Role.OFFICER)
    browser = visitor()
    asked = browser.post("/masuk/", {"email": "petugas@contoh.id"})
    assert (asked.status_code, asked["Location"]) == (302, "/masuk/kode/")
    code = re.search(r"^([A-Z0-9-]{6,})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code
    entered = browser.post("/masuk/kode/", {"code": code[1]})
    assert (entered.status_code, entered["Location"]) == (302, "/kantor/")
    assert browser.get("/kantor/").status_code == 200


def test_a_wrong_code_is_told_and_opens_nothing() -> None:
    User.objects.create_user("petugas@contoh.id", Role.OFFICER)
    browser = visitor()
    browser.post("/masuk/", {"email": "petugas@contoh.id"})
    answer = browser.post("/masuk/kode/", {"code": "AAAAAA"})
    assert answer.status_code == 200
    assert "Something is missing or wrong" in answer.content.decode()
    assert browser.get("/kantor/").status_code == 302


def test_an_unknown_address_looks_the_same_and_makes_no_account() -> None:
    answer = visitor().post("/masuk/", {"email": "siapa@contoh.id"})
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/kode/")
    assert not User.objects.exists()
