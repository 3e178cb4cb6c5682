"""Answers to requests that cannot be read."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be read (400) or is too large (413); no detail of it is shown."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return HttpResponse(loader.render_to_string(f"{status}.html"), status=status)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Say that something is broken (500), or that somebody else writes for longer than one waits (503)."""
    is_busy = isinstance(sys.exc_info()[1], OperationalError) and "locked" in str(sys.exc_info()[1])
    status = 503 if is_busy else 500
    headers = {"Retry-After": "60"} if is_busy else {}
    return HttpResponse(loader.render_to_string(f"{status}.html"), status=status, headers=headers)
