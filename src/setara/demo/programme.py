"""Who got which certificate in 2026: 450 over all kinds and districts, most to businesses served the year before."""

from collections.abc import Sequence

from setara.demo import facts
from setara.demo.businesses import Business, Founding
from setara.demo.certificates import Certificate, decide
from setara.demo.draw import Draw, shares
from setara.demo.facts import Product
from setara.kernel.certificates.kinds import Kind

PER_KIND = {
    Kind.BATIKMARK: 30,
    Kind.SPPT_SNI: 45,
    Kind.ISO: 30,
    Kind.INDUSTRIAL_DESIGN: 25,
    Kind.COPYRIGHT: 50,
    Kind.PRODUCT_TEST: 70,
    Kind.BARCODE: 60,
    Kind.TRADEMARK: 140,
}
"""Certificates of each kind, 450 in all; kinds that few can get come first, so that they find their holders."""

_BARCODED = frozenset({"makanan", "minuman", "olahan ikan", "jamu", "kosmetik", "garam"})
_DRAWN = frozenset(
    {"batik", "tenun", "kerajinan", "anyaman", "keramik", "perhiasan", "alat musik", "fesyen", "furnitur"}
)


def fits(kind: Kind, product: Product) -> bool:
    """Say whether a business that makes such goods can have a certificate of the kind."""
    match kind:
        case Kind.BATIKMARK:
            return product.group == "batik"
        case Kind.SPPT_SNI:
            return product.group != "batik" and facts.standard_of(product.name) is not None
        case Kind.BARCODE:
            return product.group in _BARCODED
        case Kind.COPYRIGHT:
            return product.group in _DRAWN
        case _:
            return True


class Placing:
    """Places certificates one after the other; every third goes to a business that the office did not serve before."""

    def __init__(self, served: Sequence[Business], founding: Founding, draw: Draw) -> None:
        self._founding, self._draw = founding, draw
        self._served = served
        self._quota = shares(sum(PER_KIND.values()), facts.people(), 4)
        self._left = dict(self._quota)
        self._held: dict[str, set[Kind]] = {}
        self._placed = 0

    def place(self, kind: Kind, serial: int) -> Certificate:
        """The next certificate of the kind, in the district that still lacks most of its share."""
        district = max(
            (code for code in self._left if self._left[code] and self._goods(code, kind)),
            key=lambda code: (self._left[code] / self._quota[code], code),
        )
        self._left[district] -= 1
        self._placed += 1
        holder = self._known(district, kind) if self._placed % 3 else None
        if holder is None:
            holder = self._founding.found(district, self._draw.of(self._goods(district, kind)))
        self._held.setdefault(holder.nib, set()).add(kind)
        return decide(kind, holder, serial, self._draw)

    def _goods(self, district: str, kind: Kind) -> list[Product]:
        return [product for product in facts.products()[district] if fits(kind, product)]

    def _known(self, district: str, kind: Kind) -> Business | None:
        """A served business that makes such goods and has none of the kind; one in six already holds another kind."""
        fitting = [
            business
            for business in self._served
            if business.district_code == district
            and fits(kind, Product(business.product, business.group))
            and kind not in self._held.get(business.nib, set())
        ]
        holding = [business for business in fitting if business.nib in self._held]
        if holding and self._draw.chance(1 / 6):
            return self._draw.of(holding)
        return self._draw.of(fitting) if fitting else None


def certificates_of_2026(served: Sequence[Business], founding: Founding, draw: Draw) -> list[Certificate]:
    """All 450, by kind and in the order of their serials."""
    placing = Placing(served, founding, draw)
    return [placing.place(kind, serial) for kind, count in PER_KIND.items() for serial in range(1, count + 1)]
