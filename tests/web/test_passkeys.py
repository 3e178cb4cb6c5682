"""Passkeys: made, used alone and as second step, renamed and removed; what does not fit is refused in one sentence."""

import json
import re

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from setara.accounts.models import User
from tests import factories
from tests.web.passkey_device import Device
from tests.web.test_second_factor import EMAIL, by_mail, code_of, said
from tests.web.visitors import browser_of, visitor

pytestmark = pytest.mark.django_db
ADD, ACCOUNT, ALONE, SECOND, AGAIN = (
    "/kantor/akun/kunci-sandi/tambah/",
    "/kantor/akun/",
    "/masuk/kunci-sandi/",
    "/masuk/faktor/",
    "/kantor/akun/ulang/",
)
SET_UP_APP = "/kantor/akun/faktor/pasang/"
REFUSED = "This passkey was not accepted."


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def asked(page) -> dict:
    """What a page asks the browser's passkey."""
    found = re.search(r'<script id="passkey-options" type="application/json">(.*?)</script>', page.content.decode())
    assert found
    return json.loads(found[1])


def question(browser: Client) -> dict:
    return browser.get(ALONE, headers={"accept": "application/json"}).json()


def alone(browser: Client, device: Device, **more: str):
    return browser.post(ALONE, {"credential": device.answered(question(browser)), **more})


def is_in(browser: Client) -> bool:
    return browser.get("/kantor/").status_code == 200


@pytest.fixture
def device(transactional_db) -> Device:
    """The passkey of an officer, named Laptop."""
    factories.user("activity_officer", email=EMAIL)
    browser, made = visitor(), Device()
    by_mail(browser)
    done = browser.post(ADD, {"name": "Laptop", "credential": made.made(asked(browser.get(ADD)))}, follow=True)
    assert done.redirect_chain[-1][0] == "/kantor/akun/cadangan/"
    assert len(re.findall(r"<li><code>(\d{8})</code></li>", said(done))) == 10
    return made


def test_a_passkey_signs_in_alone_and_leads_where_one_wanted_to_go(device):
    browser = visitor()
    assert alone(browser, device, next="/kantor/sertifikat/")["Location"] == "/kantor/sertifikat/"
    assert is_in(browser)
    assert "Last used" in said(browser.get(ACCOUNT))
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_a_passkey_follows_the_code_of_the_mail(device):
    browser = visitor()
    assert by_mail(browser)["Location"].startswith(SECOND)
    page = browser.get(SECOND)
    assert "Or type one of your recovery codes." in said(page)
    assert not is_in(browser)
    assert browser.post(SECOND, {"credential": device.answered(asked(page))})["Location"] == "/kantor/"
    assert is_in(browser)


def test_a_question_names_the_fixed_host_asks_for_finger_or_pin_and_names_nobody(device):
    alone_ = question(visitor())["request_options"]["publicKey"]
    assert {**alone_, "challenge": ""} == {
        "challenge": "", "rpId": "sertifikat.example", "userVerification": "required", "allowCredentials": [],
    }  # fmt: skip
    made = asked(browser_of("verifier").get(ADD))["creation_options"]["publicKey"]
    selection = made["authenticatorSelection"]
    assert (made["rp"]["id"], selection["residentKey"]) == ("sertifikat.example", "required")
    assert selection["userVerification"] == "required"


def test_an_answer_opens_once(device):
    browser, other = visitor(), visitor()
    answer = device.answered(question(browser))
    question(other)
    assert REFUSED in said(other.post(ALONE, {"credential": answer}, follow=True))
    browser.post(ALONE, {"credential": answer})
    browser.post("/keluar/")
    assert REFUSED in said(browser.post(ALONE, {"credential": answer}, follow=True))
    assert (is_in(browser), is_in(other)) == (False, False)


@pytest.mark.parametrize("origin", ["http://sertifikat.example", "https://sertifikat.example.jahat.example"])
def test_an_answer_from_another_address_is_refused(device, origin):
    device.origin = origin
    browser = visitor()
    assert REFUSED in said(browser.get(alone(browser, device)["Location"], follow=True))
    assert not is_in(browser)


def test_no_address_but_localhost_may_be_insecure():
    assert app_settings.WEBAUTHN_ALLOW_INSECURE_ORIGIN is False


def test_who_did_not_prove_finger_or_pin_is_refused_everywhere(device):
    device.flags = Device(verifies=False).flags
    first, second = visitor(), visitor()
    alone(first, device)
    by_mail(second)
    question_of_second = asked(second.get(SECOND))
    assert REFUSED in said(second.post(SECOND, {"credential": device.answered(question_of_second)}))
    second.post(ALONE, {"credential": device.answered(asked(second.get(SECOND)))})
    assert (is_in(first), is_in(second)) == (False, False)
    browser, careless = browser_of("verifier"), Device(verifies=False)
    assert REFUSED in said(browser.post(ADD, {"credential": careless.made(asked(browser.get(ADD)))}))


def test_a_closed_account_is_refused_in_the_words_of_an_unknown_passkey(device):
    User.objects.filter(email=EMAIL).update(is_active=False)
    unknown, nobody = Device(), Device()
    unknown.owner, nobody.owner = device.owner, "OTk5OTk5"
    pages = []
    for one in (device, unknown, nobody):
        browser = visitor()
        page = said(browser.get(alone(browser, one)["Location"], follow=True))
        pages.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", page))
        assert not is_in(browser)
    assert REFUSED in pages[0]
    assert pages == [pages[0]] * 3
    assert Authenticator.objects.get(type="webauthn").last_used_at is None


def test_an_account_closed_between_code_and_passkey_stays_outside(device):
    browser = visitor()
    by_mail(browser)
    answer = device.answered(asked(browser.get(SECOND)))
    User.objects.filter(email=EMAIL).update(is_active=False)
    browser.post(SECOND, {"credential": answer})
    assert not is_in(browser)


def test_an_account_closed_between_mail_and_code_is_led_to_the_beginning():
    factories.user("activity_officer", email=EMAIL)
    browser = visitor()
    browser.post("/masuk/", {"email": EMAIL})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[-1].body, re.MULTILINE)
    User.objects.update(is_active=False)
    assert browser.post("/masuk/kode/", {"code": code[1]}).status_code == 302
    assert not is_in(browser)


JUNK = [
    "",
    "{",
    "[]",
    "1",
    "null",
    "{}",
    '{"id": 1}',
    '{"id": "a", "rawId": "a", "response": []}',
    "[" * 19_000,
    "[" * 30_000,
]


def hostile(answer: str):
    """The answer with each part that tells who it is replaced in turn; a refusal leaves the question open."""
    said_ = json.loads(answer)
    for junk in (None, "!", "bnVsbA", {}, "gYGB" * 4_000, "X____w"):
        for name in ("id", "rawId", "response"):
            yield json.dumps({**said_, name: junk})
        for name in said_["response"]:
            yield json.dumps({**said_, "response": {**said_["response"], name: junk}})
    handles = ("OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "_w", "AAA")
    yield from (json.dumps({**said_, "response": {**said_["response"], "userHandle": one}}) for one in handles)


def test_no_answer_breaks_the_door(device, settings):
    settings.MFA_RATE_LIMITS = {"webauthn_login": "100000/m/ip"}
    browser = visitor()
    for junk in [*JUNK, *hostile(device.answered(question(browser)))]:
        assert (browser.post(ALONE, {"credential": junk}).status_code, junk) == (302, junk)
        assert (is_in(browser), junk) == (False, junk)


def test_no_answer_breaks_what_makes_a_passkey(db):
    browser, made = browser_of("verifier"), Device()
    page = asked(browser.get(ADD))
    for junk in [*JUNK, *hostile(made.made(page))]:
        assert (browser.post(ADD, {"credential": junk}).status_code, junk) == (200, junk)
    assert not Authenticator.objects.exists()


def test_the_door_of_passkeys_opens_so_often_in_a_minute():
    browser = visitor()
    tries = [browser.post(ALONE, {"credential": "{}"}) for _ in range(31)]
    assert [one.status_code for one in tries] == [302] * 30 + [429]
    assert "Wait a minute" in said(tries[-1])


def test_a_passkey_is_renamed_and_removed_after_a_fresh_proof(device):
    pk = Authenticator.objects.get(type="webauthn").pk
    browser = visitor()
    alone(browser, device)
    for act in ("ubah", "hapus"):
        assert browser.post(f"/kantor/akun/kunci-sandi/{pk}/{act}/", {"name": "X"})["Location"].startswith(AGAIN)
    wanted = f"/kantor/akun/kunci-sandi/{pk}/ubah/"
    page = browser.get(f"{AGAIN}?next={wanted}")
    door = re.search(r'action="(/kantor/akun/ulang/kunci-sandi/\?next=[^"]+)"', page.content.decode())
    wrong = browser.post(door[1], {"credential": Device().answered(asked(page))}, follow=True)
    assert REFUSED in said(wrong)
    assert browser.post(door[1], {"credential": device.answered(asked(wrong))})["Location"] == wanted
    browser.post(wanted, {"name": "Kantor <b>"})
    assert "<b>Kantor &lt;b&gt;</b>" in said(browser.get(ACCOUNT))
    assert "Remove “Kantor &lt;b&gt;”?" in said(browser.get(f"/kantor/akun/kunci-sandi/{pk}/hapus/"))
    gone = browser.post(f"/kantor/akun/kunci-sandi/{pk}/hapus/", follow=True)
    assert gone.redirect_chain[-1][0] == ACCOUNT
    assert not Authenticator.objects.exists()
    assert by_mail(visitor())["Location"] == "/kantor/"


def test_another_passkey_asks_for_a_fresh_proof_and_makes_no_new_codes(device):
    browser = visitor()
    browser.force_login(User.objects.get(email=EMAIL))
    door = browser.get(ADD)["Location"]
    page = browser.get(door)
    browser.post(f"/kantor/akun/ulang/kunci-sandi/?next={ADD}", {"credential": device.answered(asked(page))})
    options = asked(browser.get(ADD))
    assert len(options["creation_options"]["publicKey"]["excludeCredentials"]) == 1
    done = browser.post(ADD, {"credential": Device().made(options)}, follow=True)
    assert done.redirect_chain[-1][0] == ACCOUNT
    assert [str(one) for one in Authenticator.objects.filter(type="webauthn").order_by("pk")] == ["Laptop", "Passkey 2"]
    assert Authenticator.objects.filter(type="recovery_codes").count() == 1


def test_app_and_passkey_stand_side_by_side_and_the_codes_stay_until_the_last_is_gone(device):
    browser = visitor()
    alone(browser, device)
    pk = Authenticator.objects.get(type="webauthn").pk
    again = f"/kantor/akun/ulang/kunci-sandi/?next={ACCOUNT}"
    browser.post(again, {"credential": device.answered(asked(browser.get(AGAIN)))})
    secret = re.search(r"<code>([A-Z2-7]{20,})</code>", said(browser.get(SET_UP_APP)))
    browser.post(SET_UP_APP, {"code": code_of(secret[1])})
    other = visitor()
    by_mail(other)
    assert "Or type the code that your authenticator app shows" in said(other.get(SECOND))
    browser.post(f"/kantor/akun/kunci-sandi/{pk}/hapus/")
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]
    browser.post("/kantor/akun/faktor/lepas/")
    assert not Authenticator.objects.exists()


def test_nobody_touches_a_passkey_of_another(device):
    pk = Authenticator.objects.get(type="webauthn").pk
    for act in ("ubah", "hapus"):
        assert browser_of("operator").post(f"/kantor/akun/kunci-sandi/{pk}/{act}/", {"name": "X"}).status_code == 404
    assert str(Authenticator.objects.get(pk=pk)) == "Laptop"


def test_where_it_is_required_a_passkey_is_enough_and_without_the_last_one_nothing_opens(device, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    browser = visitor()
    alone(browser, device)
    assert is_in(browser)
    pk = Authenticator.objects.get(type="webauthn").pk
    page = browser.get(AGAIN)
    browser.post("/kantor/akun/ulang/kunci-sandi/", {"credential": device.answered(asked(page))})
    gone = browser.post(f"/kantor/akun/kunci-sandi/{pk}/hapus/", follow=True)
    assert gone.redirect_chain[-1][0] == "/kantor/akun/faktor/"
    assert browser.get("/kantor/sertifikat/")["Location"] == "/kantor/akun/faktor/"
    assert browser.get(ADD).status_code == 200


def test_a_colleague_takes_passkeys_away_as_well(device):
    lost = User.objects.get(email=EMAIL)
    page = browser_of("operator").get(f"/kantor/orang/{lost.pk}")
    assert "1 passkey." in said(page)
    browser_of("operator").post(f"/kantor/orang/{lost.pk}/kunci")
    assert not Authenticator.objects.filter(user=lost).exists()
    browser = visitor()
    alone(browser, device)
    assert not is_in(browser)


def test_without_script_the_sign_in_page_offers_no_passkey():
    page = said(visitor().get("/masuk/"))
    assert re.search(r'<form method="post" action="/masuk/kunci-sandi/" data-passkey="get" hidden>', page)
