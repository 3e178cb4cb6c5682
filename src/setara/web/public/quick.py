"""The hottest address, `/v/<slug>.json`, answered before Django's middleware: one query, no session, no template.

Measured reasons stand in `docs/benchmarks.md`. Everything else goes on to Django.
"""

import json
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from setara.issuance.verification import Asking, verify_record
from setara.kernel.credentials.verdict import Outcome
from setara.kernel.rulebook.days import jakarta_day
from setara.words.answers import as_json

Environment = dict[str, Any]
StartResponse = Callable[..., object]
DjangoApplication = Callable[[Environment, Any], Any]

SLUG = re.compile(r"([A-Za-z0-9_-]{16})\.json")
HEADERS = [
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-cache"),
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
]
STATUS = {Outcome.UNKNOWN_HERE: HTTPStatus.NOT_FOUND, Outcome.CANNOT_CHECK: HTTPStatus.SERVICE_UNAVAILABLE}


class QuickRecords:
    """A WSGI application in front of Django's."""

    def __init__(self, django: DjangoApplication) -> None:
        self.django = django
        self.before = f"{urlsplit(settings.BASE_URL).path}/v/"

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        path, method = environment["PATH_INFO"], environment["REQUEST_METHOD"]
        slug = SLUG.fullmatch(path, len(self.before)) if path.startswith(self.before) else None
        if slug is None or method not in ("GET", "HEAD"):
            answer: Iterable[bytes] = self.django(environment, start_response)
            return answer
        status, body = record(slug[1])
        start_response(f"{status.value} {status.phrase}", [*HEADERS, ("Content-Length", str(len(body)))])
        return [b"" if method == "HEAD" else body]


def status_of(outcome: Outcome) -> HTTPStatus:
    """Say the HTTP status of an answer about a record."""
    return STATUS.get(outcome, HTTPStatus.OK)


def record(slug: str) -> tuple[HTTPStatus, bytes]:
    """Return status and body for a slug; a connection that the server dropped is opened anew once."""
    now = timezone.now()
    asking = Asking(jakarta_day(now), now)
    answer = verify_record(slug, asking)
    if answer.verdict.outcome is Outcome.CANNOT_CHECK:
        _drop_connection()
        answer = verify_record(slug, asking)
    body = json.dumps(as_json(answer), ensure_ascii=False, separators=(",", ":")).encode()
    return status_of(answer.verdict.outcome), body


def _drop_connection() -> None:
    try:
        connection.close()
    except DatabaseError:
        connection.connection = None
