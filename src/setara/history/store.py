"""Append to the history, read it, check it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from setara.history.chain import GENESIS, Draft, Head, chained, entry_hash
from setara.history.models import Entry
from setara.kernel.credentials.canonical import canonical
from setara.platform.bulk import insert

CHAIN_LOCK = 0x5E7A2A


def head() -> Head:
    """Return the head of the chain; position 0 where nothing has happened yet."""
    last = Entry.objects.order_by("-position").values_list("position", "hash").first()
    return Head(*last) if last else Head(0, GENESIS)


def hold_chain() -> None:
    """Keep the chain for the caller's transaction. An act takes it before any row, so that no two wait for each other.

    SQLite holds its write lock from BEGIN IMMEDIATE on; on PostgreSQL it is an advisory lock. It may be taken again.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("history is appended inside the transaction of its act")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def append(drafts: Sequence[Draft], *, actor: str, at: dt.datetime) -> list[Entry]:
    """Append entries in the caller's transaction; they stand or fall with what the caller saves."""
    hold_chain()
    entries = [
        Entry(
            position=position,
            stream=draft.stream,
            kind=draft.kind,
            version=draft.version,
            effective=draft.effective,
            recorded_at=at,
            actor=actor,
            data=draft.data,
            previous=previous,
            hash=digest,
        )
        for position, draft, previous, digest in chained(head(), drafts, at, actor)
    ]
    insert(entries)
    return entries


def entries_of(stream: str) -> list[Entry]:
    """Return what happened to one thing, in order."""
    return list(Entry.objects.filter(stream=stream).order_by("position"))


def entries_of_all(streams: Iterable[str]) -> list[Entry]:
    """Return what happened to several things, in order."""
    return list(Entry.objects.filter(stream__in=list(streams)).order_by("position"))


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where the chain does not hold: ``gap``, ``broken_link``, ``altered_entry`` or ``rewritten`` (against a head)."""

    position: int
    code: str


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What a check of the chain found."""

    entries: int
    head: Head
    faults: tuple[ChainFault, ...]


def check(since: Head | None = None) -> ChainCheck:
    """Walk the whole chain; with a head that somebody else kept, also find a chain rewritten after it."""
    faults = list(_broken_links())
    now = head()
    if since is not None and since.position:
        kept = Entry.objects.filter(position=since.position).values_list("hash", flat=True).first()
        if kept != since.hash:
            faults.append(ChainFault(since.position, "rewritten"))
    return ChainCheck(Entry.objects.count(), now, tuple(faults))


def _broken_links() -> Iterator[ChainFault]:
    position, previous = 0, GENESIS
    for entry in Entry.objects.order_by("position").iterator(chunk_size=2000):
        if entry.position != position + 1:
            yield ChainFault(position + 1, "gap")
        elif entry.previous != previous:
            yield ChainFault(entry.position, "broken_link")
        if not _is_as_written(entry):
            yield ChainFault(entry.position, "altered_entry")
        position, previous = entry.position, entry.hash


def _is_as_written(entry: Entry) -> bool:
    draft = Draft(entry.stream, entry.kind, entry.effective, entry.data, entry.version)
    try:
        return entry_hash(entry.position, draft, entry.recorded_at, entry.actor, entry.previous) == entry.hash
    except (AttributeError, TypeError, ValueError):
        # What JCS cannot write, or is no date, was never appended here.
        return False


def salted_digest(salt: bytes, content: Mapping[str, str | int | None]) -> str:
    """Digest (over JCS) that proves the content to whoever holds content and salt, and tells nothing to others."""
    return hashlib.sha256(salt + canonical(content)).hexdigest()
