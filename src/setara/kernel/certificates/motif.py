"""The motif of a certificate: line-work in the geometry of batik that belongs to one certificate alone.

It is an aid to the eye, so that a person comparing paper and screen sees at once whether they belong together.
It proves nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.motifs import banji, ceplok, kawung, lereng, nitik, parang, sekar_jagad, truntum
from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Path

MOST_SEGMENTS = 200
"""A motif never has more segments, so that paper and page stay light."""

FAMILIES: dict[Kind, tuple[str, Callable[[Chance], tuple[Path, ...]]]] = {
    Kind.SPPT_SNI: ("kawung", kawung.tile),
    Kind.BARCODE: ("lereng", lereng.tile),
    Kind.ISO: ("banji", banji.tile),
    Kind.BATIKMARK: ("parang", parang.tile),
    Kind.TRADEMARK: ("ceplok", ceplok.tile),
    Kind.COPYRIGHT: ("sekar jagad", sekar_jagad.tile),
    Kind.INDUSTRIAL_DESIGN: ("nitik", nitik.tile),
    Kind.PRODUCT_TEST: ("truntum", truntum.tile),
}

COLOUR_PAIRS = (
    ("#0b5563", "#8a4b1f"),
    ("#8a4b1f", "#0b5563"),
    ("#17324d", "#a3592a"),
    ("#5b3216", "#1f6f7a"),
    ("#1f4a3d", "#8a4b1f"),
    ("#3b2a4d", "#8a5a00"),
    ("#6b2430", "#0b5563"),
    ("#2b3a42", "#9a5b2b"),
)
"""Ink and accent; every colour is dark enough to survive a copier (3 : 1 on white at least)."""


@dataclass(frozen=True, slots=True)
class Motif:
    """A tile of line-work in the unit square (y downwards) that joins itself on all four sides.

    `weight` is the breadth of a stroke as a share of the side of the tile.
    """

    family: str
    paths: tuple[Path, ...]
    ink: str
    accent: str
    weight: float

    @property
    def segments(self) -> int:
        """Number of straight and curved pieces."""
        return sum(len(path.segments) for path in self.paths)


def motif(fingerprint: bytes, kind: Kind) -> Motif:
    """The motif of the certificate with this fingerprint; equal input gives an equal motif.

    Never fails, whatever the bytes. At most `MOST_SEGMENTS` segments, every point within the unit square.

    >>> motif(bytes(32), Kind.BATIKMARK).family
    'parang'
    """
    family, tile = FAMILIES[kind]
    chance = Chance(fingerprint, family)
    ink, accent = chance.one_of(COLOUR_PAIRS)
    weight = chance.within(0.011, 0.02)
    return Motif(family, tile(chance), ink, accent, weight)
