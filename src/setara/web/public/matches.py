"""Certificates found by number, each with the address of its verification page."""

from collections.abc import Sequence
from dataclasses import dataclass

from setara.certificates.queries import RegisterRow
from setara.issuance.queries import latest_slugs


@dataclass(frozen=True, slots=True)
class Match:
    """A certificate that carries the number, and the slug of its latest sheet (empty: none was issued)."""

    row: RegisterRow
    slug: str


def matches_of(rows: Sequence[RegisterRow]) -> tuple[Match, ...]:
    """Add to each certificate the sheet that stands, else the latest."""
    slugs = latest_slugs(row.id for row in rows)
    return tuple(Match(row, slugs.get(row.id, "")) for row in rows)
