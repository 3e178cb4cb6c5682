"""The record as JSON, with and without Django's middleware around it."""

import json

import pytest

from setara.issuance.models import Sheet
from setara.web.public.quick import QuickRecords
from tests import factories
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
UNKNOWN = "A" * 16


def asked(path: str, method: str = "GET") -> tuple[str, bytes]:
    said: list[str] = []
    application = QuickRecords(lambda _environment, _start: [b"from Django"])
    body = application({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda status, _headers: said.append(status))
    return said[0] if said else "", b"".join(body)


def test_the_quick_answer_is_the_view_s_to_the_byte() -> None:
    factories.issued()
    for slug in (Sheet.objects.get().slug, UNKNOWN):
        status, body = asked(f"/v/{slug}.json")
        answer = visitor().get(f"/v/{slug}.json")
        assert (status, body) == (f"{answer.status_code} {answer.reason_phrase}", answer.content)


def test_a_record_that_nobody_knows_is_404_and_says_so() -> None:
    status, body = asked(f"/v/{UNKNOWN}.json")
    assert (status, json.loads(body)["outcome"]) == ("404 Not Found", "unknown_here")


def test_head_has_no_body() -> None:
    assert asked(f"/v/{UNKNOWN}.json", "HEAD") == ("404 Not Found", b"")


@pytest.mark.parametrize(
    ("path", "method"), [("/", "GET"), ("/v/x.json", "GET"), (f"/v/{UNKNOWN}.json", "POST"), (f"/v/{UNKNOWN}", "GET")]
)
def test_everything_else_is_django_s(path: str, method: str) -> None:
    assert asked(path, method) == ("", b"from Django")
