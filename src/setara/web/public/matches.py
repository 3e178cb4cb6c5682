"""Certificates found by number, each with the address of its verification page."""

from collections.abc import Sequence
from dataclasses import dataclass

from setara.certificates.queries import RegisterRow
from setara.issuance.models import Sheet


@dataclass(frozen=True, slots=True)
class Match:
    """A certificate that carries the number, and the slug of its latest sheet (empty: none was issued)."""

    row: RegisterRow
    slug: str


def matches_of(rows: Sequence[RegisterRow]) -> tuple[Match, ...]:
    """Add to each certificate the sheet that stands, else the latest."""
    sheets = Sheet.objects.filter(certificate_id__in=[row.id for row in rows]).order_by("issued_at")
    latest: dict[int, str] = {}
    for certificate, slug, status in sheets.values_list("certificate_id", "slug", "status"):
        if status == "issued" or certificate not in latest:
            latest[certificate] = slug
    return tuple(Match(row, latest.get(row.id, "")) for row in rows)
