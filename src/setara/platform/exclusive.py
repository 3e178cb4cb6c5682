"""One process at a time: a lock that its holder's death releases, whatever killed it."""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

INSTANT = 0.02
"""Seconds after which a lock that somebody only looked at is free again."""
HELD_ON_POSTGRESQL = """
    SELECT EXISTS (
        SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (classid::bigint << 32 | objid::bigint) = %s
    )
"""


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
        if patient:
            fcntl.flock(handle, fcntl.LOCK_EX)
        elif not _taken(handle, fcntl.LOCK_EX):
            time.sleep(INSTANT)  # it may only have been looked at
            if not _taken(handle, fcntl.LOCK_EX):
                raise HeldElsewhere(name)
        yield


def is_held(name: str, folder: Path) -> bool:
    """Say whether some process holds the lock just now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(HELD_ON_POSTGRESQL, [_number(name)])
            return bool(cursor.fetchone()[0])
    try:
        with (folder / f"{name}.lock").open() as handle:
            return not _taken(handle, fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def _taken(handle: IO[str], how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _number(name: str) -> int:
    """Number a name as PostgreSQL numbers its locks."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def _database_lock(name: str, patient: bool) -> Iterator[None]:
    key = _number(name)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if patient else 'try_'}advisory_lock(%s)", [key])
        if not patient and not cursor.fetchone()[0]:
            raise HeldElsewhere(name)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
