"""A body that claims an odd character set is refused before anything is decoded by it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("charset", ["base64", "hex", "utf-7", "unicode_escape", "undefined", "idna", "latin-1", "x" * 99])
@pytest.mark.parametrize("address", ["/cari?nomor=x", "/masuk/?next=%2B2AA-", "/bahasa/en?ke=/%5Cud800"])
def test_no_character_set_but_utf8(charset, address):
    answer = Client().get(address, headers={"Content-Type": f"text/plain; charset={charset}"})
    assert answer.status_code == 415


def test_utf8_and_none_pass():
    for kind in ("text/plain; charset=UTF-8", 'text/plain; charset="utf-8"', "text/plain", ""):
        assert Client().get("/cari?nomor=x", headers={"Content-Type": kind}).status_code == 200
