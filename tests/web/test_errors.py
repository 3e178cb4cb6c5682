"""A register that somebody else writes to for long is busy, not broken."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from setara.web.errors import server_error


@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("database is locked"), 503), (OperationalError("disk I/O error"), 500), (KeyError("x"), 500)],
)
def test_a_lock_is_told_as_busy_everything_else_as_broken(error: Exception, status: int) -> None:
    try:
        raise error
    except type(error):
        answer = server_error(RequestFactory().get("/"))
    assert (answer.status_code, answer.get("Retry-After")) == (status, "60" if status == 503 else None)
    assert str(status) in answer.content.decode()
