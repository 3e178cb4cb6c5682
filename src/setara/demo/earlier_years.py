"""What the example office did in the years before: a list of certificates each, most of them handed over since.

Shorter lists than that of 2026, without sheets of their own: they are there for the figures to have a past.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from setara.demo import clerk
from setara.demo.businesses import Business, Founding, served_businesses
from setara.demo.certificates import BUDGET_YEAR, Certificate, decide
from setara.demo.draw import Draw
from setara.demo.facts import Product
from setara.demo.programme import fits
from setara.kernel.certificates.kinds import Kind

HEADER = (
    "No", "Jenis Fasilitasi", "Nama IKM", "NIB", "Kab/Kota", "Nomor Sertifikat", "Tanggal Terbit", "Lembaga Penerbit",
    "Tanggal Penyerahan",
)  # fmt: skip
KINDS = {
    Kind.TRADEMARK: "Merek",
    Kind.PRODUCT_TEST: "Uji Produk",
    Kind.BARCODE: "Barcode",
    Kind.COPYRIGHT: "Hak Cipta",
    Kind.SPPT_SNI: "SPPT-SNI",
    Kind.ISO: "ISO",
    Kind.BATIKMARK: "Batikmark",
    Kind.INDUSTRIAL_DESIGN: "Desain Industri",
}
FIRST_SERIAL = 5000
"""Serials above those of 2026, so that no number comes twice, and none that looks like a year."""


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """A budget year: how many certificates, how many nobody collected, and the day of the hand-over."""

    year: int
    certificates: int
    not_collected: int
    handed_over: str

    @property
    def file(self) -> str:
        """Name of its list."""
        return f"sertifikat-{self.year}.csv"


EARLIER = (
    EarlierYear(2023, 140, 0, "2024-03-14"),
    EarlierYear(2024, 230, 6, "2025-03-18"),
    EarlierYear(2025, 340, 31, "2026-03-17"),
)


def list_of(one: EarlierYear, seed: int = BUDGET_YEAR) -> bytes:
    """Write the list of a year as the office kept it (CSV, UTF-8). Equal seeds give equal bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for place, made in enumerate(_certificates(one, seed), start=1):
        back = BUDGET_YEAR - one.year
        day = made.issue_date.replace(year=made.issue_date.year - back, day=min(made.issue_date.day, 28))
        number = made.number.replace(str(made.issue_date.year), str(day.year))
        district = clerk.district(made.holder.district_code, 0)
        handed_over = one.handed_over if place > one.not_collected else ""
        writer.writerow(
            (place, KINDS[made.kind], made.holder.name, made.holder.nib, district, number, day.isoformat(), made.issuer,
             handed_over)
        )  # fmt: skip
    return out.getvalue().encode()


def _certificates(one: EarlierYear, seed: int) -> Iterator[Certificate]:
    served, draw = _served(seed), Draw(seed, f"year {one.year}")
    kinds = [kind for place, kind in enumerate(KINDS) for _ in range(len(KINDS) - place)]
    held: set[tuple[str, Kind]] = set()
    serial = FIRST_SERIAL + 1000 * (BUDGET_YEAR - one.year)
    while len(held) < one.certificates:
        holder, kind = draw.of(served), draw.of(kinds)
        if (holder.nib, kind) not in held and _can_have(holder, kind):
            held.add((holder.nib, kind))
            yield decide(kind, holder, serial + len(held), draw)


@cache
def _served(seed: int) -> list[Business]:
    return list(served_businesses(Founding(seed), Draw(seed, "served")))


def _can_have(holder: Business, kind: Kind) -> bool:
    return fits(kind, Product(holder.product, holder.group))
