"""A body that claims an odd character set is refused before anything is decoded by it."""

import pytest
from django.test import RequestFactory

from setara.web.gate import Utf8Only


def behind_the_gate(_environment, start_response):
    start_response("200 OK", [])
    return [b""]


def status_of(address, content_type):
    path, _, query = address.partition("?")
    environment = RequestFactory()._base_environ(PATH_INFO=path, QUERY_STRING=query, CONTENT_TYPE=content_type)
    said = []
    Utf8Only(behind_the_gate)(environment, lambda status, _headers: said.append(status))
    return int(said[0][:3])


@pytest.mark.parametrize(
    "charset", ["base64", "hex", "utf-7", "unicode_escape", "undefined", "idna", "latin-1", "x" * 99]
)
@pytest.mark.parametrize("address", ["/cari?nomor=x", "/masuk/?next=%2B2AA-", "/bahasa/en?ke=/%5Cud800"])
def test_no_character_set_but_utf8(charset, address):
    assert status_of(address, f"text/plain; charset={charset}") == 415


def test_a_content_type_that_cannot_be_read_is_refused():
    assert status_of("/cari?nomor=x", "text/plain; charset*=bogus''%FF") == 415


@pytest.mark.parametrize("content_type", ["text/plain; charset=UTF-8", 'text/plain; charset="utf-8"', "text/plain", ""])
def test_utf8_and_none_pass(content_type):
    assert status_of("/cari?nomor=x", content_type) == 200
