"""One process at a time: a lock that its holder's death releases, whatever killed it."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


class HeldElsewhere(Exception):
    """Another process holds the lock."""

    def __init__(self, name: str) -> None:
        super().__init__(f"another process is at it already ({name}): wait until it ends, then try again")


@contextmanager
def only_one(name: str, folder: Path, *, patient: bool = False) -> Iterator[None]:
    """Hold a named lock: on PostgreSQL for all machines, else for all processes that share the folder.

    Where somebody holds it, a patient caller waits; else HeldElsewhere is raised at once.
    """
    if connection.vendor == "postgresql":
        yield from _database_lock(name, patient)
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise HeldElsewhere(name) from error
        yield


def _database_lock(name: str, patient: bool) -> Iterator[None]:
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if patient else 'try_'}advisory_lock(%s)", [key])
        if not patient and not cursor.fetchone()[0]:
            raise HeldElsewhere(name)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
