"""An authenticator app in front of the office, recovery codes behind it, and somebody who helps when both are lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from setara.accounts.models import User
from setara.history.store import entries_of
from tests import factories
from tests.web.visitors import browser_of, visitor

pytestmark = pytest.mark.django_db
EMAIL = "petugas@contoh.id"


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def by_mail(browser: Client, email: str = EMAIL):
    """Sign in by the code of the mail; what comes then."""
    mail.outbox.clear()
    browser.post("/masuk/", {"email": email})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    return browser.post("/masuk/kode/", {"code": code[1]})


@pytest.fixture
def app(transactional_db) -> tuple[str, list[str]]:
    """An account with an authenticator app: its secret and its recovery codes."""
    factories.user("activity_officer", email=EMAIL)
    browser = visitor()
    by_mail(browser)
    page = said(browser.get("/kantor/akun/faktor/pasang/"))
    secret = re.search(r"<code>([A-Z2-7]{20,})</code>", page)
    assert secret
    done = browser.post("/kantor/akun/faktor/pasang/", {"code": code_of(secret[1])}, follow=True)
    codes = re.findall(r"<li><code>(\d{8})</code></li>", said(done))
    assert len(codes) == 10
    return secret[1], codes


def test_the_code_of_the_app_follows_the_code_of_the_mail(app):
    secret, _ = app
    browser = visitor()
    assert by_mail(browser)["Location"].startswith("/masuk/faktor/")
    assert browser.get("/kantor/").status_code == 302
    assert browser.post("/masuk/faktor/", {"code": "000000"}).status_code == 200
    assert browser.get("/kantor/").status_code == 302
    assert browser.post("/masuk/faktor/", {"code": code_of(secret)})["Location"] == "/kantor/"
    assert browser.get("/kantor/").status_code == 200


def test_a_code_of_the_app_opens_once(app):
    secret, _ = app
    code = code_of(secret)
    opened = []
    for _ in range(2):
        browser = visitor()
        by_mail(browser)
        browser.post("/masuk/faktor/", {"code": code})
        opened.append(browser.get("/kantor/").status_code == 200)
    assert opened == [True, False]


def test_a_recovery_code_opens_once_and_is_shown_once(app):
    _, codes = app
    opened = []
    for _ in range(2):
        browser = visitor()
        by_mail(browser)
        browser.post("/masuk/faktor/", {"code": codes[0]})
        opened.append(browser.get("/kantor/").status_code == 200)
        if opened == [True]:
            asked = {"code": codes[1], "next": "/kantor/akun/cadangan/"}
            page = said(browser.post("/kantor/akun/ulang/", asked, follow=True))
            assert (codes[2] in page, "8 recovery codes are left." in page) == (False, True)
    assert opened == [True, False]


def test_a_copy_of_the_database_holds_no_secret(app):
    secret, codes = app
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert [one for one in (secret, *codes) if one in kept] == []


def test_a_change_asks_for_a_fresh_code(app):
    secret, _ = app
    browser = visitor()
    browser.force_login(User.objects.get(email=EMAIL))
    asked = browser.get("/kantor/akun/faktor/lepas/")
    assert asked["Location"].startswith("/kantor/akun/ulang/")
    browser.post(asked["Location"], {"code": code_of(secret)})
    assert browser.post("/kantor/akun/faktor/lepas/")["Location"] == "/kantor/akun/faktor/"
    assert not Authenticator.objects.filter(type="totp").exists()


def test_where_it_is_required_nothing_opens_before_it_is_set_up(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    factories.user("activity_officer", email=EMAIL)
    browser = visitor()
    by_mail(browser)
    for address in ("/kantor/", "/kantor/sertifikat/", "/kantor/izin", "/kantor/akun/"):
        assert browser.get(address)["Location"] == "/kantor/akun/faktor/"
    choice = said(browser.get("/kantor/akun/faktor/"))
    for offered in ("/kantor/akun/faktor/pasang/", "/kantor/akun/kunci-sandi/tambah/"):
        assert f'href="{offered}"' in choice
        assert browser.get(offered).status_code == 200
    assert browser.get("/").status_code == 200


@pytest.mark.usefixtures("app")
def test_a_colleague_helps_who_lost_everything_and_the_history_says_so():
    lost = User.objects.get(email=EMAIL)
    answer = browser_of("operator").post(f"/kantor/orang/{lost.pk}/kunci", follow=True)
    assert "Recorded in the history." in said(answer)
    assert not UserSession.objects.filter(user=lost).exists()
    assert by_mail(visitor())["Location"] == "/kantor/"
    assert [entry.kind for entry in entries_of(f"user:{lost.pk}")] == ["account.second_factor_taken"]


def test_nobody_takes_his_own_second_factor_that_way_or_closes_his_account():
    browser = browser_of("operator")
    own = User.objects.get()
    for what in ("kunci", "akun"):
        assert "Nobody does this to his own account" in said(
            browser.post(f"/kantor/orang/{own.pk}/{what}", follow=True)
        )
    assert User.objects.get().is_active


def test_a_closed_account_is_out_at_once_and_may_be_opened_again():
    operator, officer = browser_of("operator"), browser_of("activity_officer")
    person = User.objects.get(given__role="activity_officer")
    operator.post(f"/kantor/orang/{person.pk}/akun")
    assert officer.get("/kantor/").status_code == 302
    mail.outbox.clear()
    visitor().post("/masuk/", {"email": person.email})
    assert mail.outbox == []
    operator.post(f"/kantor/orang/{person.pk}/akun", {"open": "yes"})
    assert by_mail(visitor(), person.email)["Location"] == "/kantor/"
    assert [one.kind for one in entries_of(f"user:{person.pk}")] == ["account.closed", "account.opened"]


def signed_in(role: str) -> Client:
    """A browser in which somebody signed in by mail."""
    email = f"{role}@contoh.id"
    if not User.objects.filter(email=email).exists():
        factories.user(role, email=email)
    browser = visitor()
    by_mail(browser, email)
    return browser


def test_one_sees_where_one_is_signed_in_and_signs_the_others_out():
    here, there = signed_in("activity_officer"), signed_in("activity_officer")
    page = said(here.get("/kantor/akun/"))
    assert (page.count("Sign it out"), page.count("this one")) == (1, 1)
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/kantor/akun/sesi/{other.pk}/akhiri")
    assert (here.get("/kantor/").status_code, there.get("/kantor/").status_code) == (200, 302)


def test_nobody_signs_another_person_out_that_way():
    here, there = signed_in("activity_officer"), signed_in("verifier")
    other = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"/kantor/akun/sesi/{other.pk}/akhiri").status_code == 404
    assert there.get("/kantor/").status_code == 200
