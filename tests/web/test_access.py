"""Every address, every role: what is not granted is refused."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from setara.issuance.models import Run, Sheet
from tests import factories
from tests.web.visitors import browser_of, visitor

OPEN = (200, 200, 200, 200, 200)
REGISTER = (302, 403, 200, 200, 403)
OFFICER = (302, 403, 200, 403, 403)
OFFICER_POST = (302, 403, 422, 403, 403)
STAFF = (302, 403, 200, 200, 200)

TABLE: dict[str, tuple[str, tuple[str, ...], tuple[int, int, int, int, int]]] = {
    "front": ("GET", (), OPEN),
    "search": ("GET", (), OPEN),
    "check": ("GET", (), (302,) * 5),
    "language": ("GET", ("en",), (302,) * 5),
    "qr": ("GET", (), OPEN),
    "credential": ("GET", ("slug",), OPEN),
    "verification_json": ("GET", ("slug",), OPEN),
    "motif": ("GET", ("slug",), OPEN),
    "verification": ("GET", ("slug",), OPEN),
    "keys": ("GET", (), OPEN),
    "status_list": ("GET", ("revocation", "1"), OPEN),
    "account_request_login_code": ("GET", (), (200, 302, 302, 302, 302)),
    "account_confirm_login_code": ("GET", (), (302,) * 5),
    "begin_again": ("POST", (), (302,) * 5),
    "account_login": ("GET", (), (302,) * 5),
    "account_signup": ("GET", (), (302,) * 5),
    "account_logout": ("GET", (), (302, 200, 200, 200, 200)),
    "office": ("GET", (), STAFF),
    "businesses": ("GET", (), REGISTER),
    "business": ("GET", ("business",), REGISTER),
    "certificates": ("GET", (), REGISTER),
    "certificate": ("GET", ("certificate",), REGISTER),
    "record": ("POST", ("certificate", "decision.suspended"), OFFICER_POST),
    "move": ("POST", ("certificate",), OFFICER_POST),
    "file": ("POST", ("certificate",), OFFICER_POST),
    "withdraw": ("POST", ("certificate",), OFFICER_POST),
    "correct": ("POST", ("certificate",), OFFICER_POST),
    "source": ("GET", ("source",), (302, 403, 404, 403, 403)),
    "questions": ("GET", (), OFFICER),
    "question": ("GET", ("question",), OFFICER),
    "answers": ("GET", (), OFFICER),
    "revoke": ("POST", ("0",), (302, 403, 404, 403, 403)),
    "runs": ("GET", (), STAFF),
    "latest_runs": ("GET", (), STAFF),
    "start": ("POST", (), OFFICER_POST),
    "run": ("GET", ("run",), STAFF),
    "progress": ("GET", ("run",), STAFF),
    "retry": ("POST", ("run", "0"), (302, 403, 404, 403, 403)),
    "history": ("GET", (), STAFF),
}
"""Name of an address: method, arguments, and the status for nobody, no role, officer, leadership, operator."""
WHO = ("nobody", "none", "officer", "leadership", "operator")


def named_patterns() -> list[URLPattern]:
    patterns = [one for one in get_resolver().url_patterns if isinstance(one, URLPattern)]
    assert len(patterns) == len(get_resolver().url_patterns)
    return [one for one in patterns if one.name]


def test_every_address_has_a_row() -> None:
    assert {one.name for one in named_patterns()} == set(TABLE)


def test_addresses_without_a_name_repeat_a_public_one() -> None:
    unnamed = [one for one in get_resolver().url_patterns if isinstance(one, URLPattern) and not one.name]
    assert all(one.callback.is_public for one in unnamed)  # type: ignore[attr-defined]


def client_of(who: str) -> Client:
    return visitor() if who == "nobody" else browser_of(who)


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_each_role_sees_what_it_may_and_no_more(who: str) -> None:
    certificate = factories.issued()
    places = {
        "slug": Sheet.objects.get().slug,
        "business": str(certificate.business_id),
        "certificate": str(certificate.pk),
        "source": "9",
        "question": str(factories.question("district_code", "district_ambiguous", "Malang").pk),
        "run": str(Run.objects.get().pk),
    }
    client, seen = client_of(who), {}
    for name, (method, arguments, _) in TABLE.items():
        url = reverse(name, args=[places.get(one, one) for one in arguments])
        seen[name] = client.generic(method, url).status_code
    assert seen == {name: statuses[WHO.index(who)] for name, (_, _, statuses) in TABLE.items()}


@pytest.mark.django_db
def test_a_refused_page_says_why_and_who_could() -> None:
    answer = browser_of("leadership").post(reverse("move", args=["1"]))
    assert answer.status_code == 403
    assert "record where an original is" in answer.content.decode()
    assert "Who could: officer." in " ".join(answer.content.decode().split())


@pytest.mark.django_db
def test_nobody_is_led_to_sign_in_and_back() -> None:
    answer = visitor().get("/kantor/sertifikat/?kind=iso")
    assert answer["Location"] == "/masuk/?next=/kantor/sertifikat/%3Fkind%3Diso"
