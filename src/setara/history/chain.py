"""How entries hang together: SHA-256 over the JCS form of an entry and the hash before it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from setara.kernel.credentials.canonical import canonical

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a place in the chain."""

    stream: str
    kind: str
    effective: dt.date
    data: dict[str, str | int | None]
    version: int = 1


def entry_hash(position: int, draft: Draft, recorded_at: dt.datetime, actor: str, previous: str) -> str:
    """Hash one entry; `recorded_at` counts in UTC to the microsecond, as both databases keep it."""
    content: dict[str, str | int | dict[str, str | int | None]] = {
        "position": position,
        "stream": draft.stream,
        "kind": draft.kind,
        "version": draft.version,
        "effective": draft.effective.isoformat(),
        "recorded_at": recorded_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "data": dict(draft.data),
        "previous": previous,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a chain: written as ``450-3fa9…``; whoever holds it can prove a later rewrite."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}-{self.hash}"

    @classmethod
    def parsed(cls, text: str) -> "Head":
        """Read a written head; ValueError where it is none."""
        position, _, digest = text.strip().partition("-")
        if not (
            position.isascii() and position.isdigit() and len(digest) == 64 and set(digest) <= set("0123456789abcdef")
        ):
            raise ValueError(text)
        return cls(int(position), digest)


def chained(
    head: Head, drafts: Iterable[Draft], recorded_at: dt.datetime, actor: str
) -> Iterator[tuple[int, Draft, str, str]]:
    """Give each draft its position, the hash before it and its own."""
    position, previous = head.position, head.hash
    for draft in drafts:
        position += 1
        digest = entry_hash(position, draft, recorded_at, actor, previous)
        yield position, draft, previous, digest
        previous = digest
