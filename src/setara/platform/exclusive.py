"""One process at a time: a lock that its holder's death releases, whatever killed it."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


class HeldElsewhere(Exception):
    """Another process holds the lock."""


@contextmanager
def only_one(name: str, folder: Path) -> Iterator[None]:
    """Hold a named lock: on PostgreSQL for all machines, else for all processes that share the folder.

    Raises HeldElsewhere at once where somebody holds it.
    """
    if connection.vendor == "postgresql":
        yield from _database_lock(name)
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise HeldElsewhere(name) from error
        yield


def _database_lock(name: str) -> Iterator[None]:
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise HeldElsewhere(name)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
