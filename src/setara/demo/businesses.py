"""Made-up businesses of the example province: no one's name, no one's number."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn

from setara.demo import facts
from setara.demo.draw import Draw, shares
from setara.demo.facts import Product

SERVED_2025 = 1058
"""Businesses served in a year, as the Governor told on 17 March 2017 of the year before."""

_FORMS = ("UD", "UD", "UD", "UD", "CV", "CV", "PT", "KUB")
_OPERATORS = ("811", "812", "813", "821", "822", "823", "851", "852", "853", "856", "857", "858", "877", "878", "881")
_FOOD = frozenset({"makanan", "olahan ikan", "minuman", "jamu", "garam"})


@dataclass(frozen=True, slots=True)
class Business:
    """What the office knows of one business; money in rupiah, telephone as +62…."""

    name: str
    owner: str
    nik: str
    nib: str
    npwp: str
    address: str
    kecamatan: str
    district_code: str
    product: str
    group: str
    workers_m: int
    workers_f: int
    investment: int
    phone: str

    @property
    def workers(self) -> int:
        """Workers of both sexes."""
        return self.workers_m + self.workers_f


class Founding:
    """Founds businesses one after the other; no name and no number comes twice."""

    def __init__(self, seed: int) -> None:
        self._draw = Draw(seed, "businesses")
        self._names: set[str] = set()
        self._count = 0

    def found(self, district_code: str, product: Product) -> Business:
        """A new business of that district, making those goods."""
        self._count += 1
        draw = self._draw
        name = self._name(product)
        woman = draw.chance(0.55)
        owner = f"{draw.of(facts.words()['given_f' if woman else 'given_m'])} {draw.of(facts.words()['family'])}"
        kecamatan_code, kecamatan = draw.of(facts.kecamatan()[district_code])
        workers = draw.between(2, 12) if draw.chance(0.8) else draw.between(12, 60)
        women = draw.between(0, workers)
        return Business(
            name=name,
            owner=owner,
            nik=_nik(kecamatan_code, _birth(draw), woman=woman),
            nib=f"99{district_code.replace('.', '')}{self._count:07d}",
            npwp=_npwp(self._count) if draw.chance(0.7) else "",
            address=self._address(),
            kecamatan=kecamatan,
            district_code=district_code,
            product=product.name,
            group=product.group,
            workers_m=workers - women,
            workers_f=women,
            investment=draw.between(10, 300) * 500_000 * (1 if workers < 12 else 5),
            phone=f"+62{_OPERATORS[self._count % len(_OPERATORS)]}0000{self._count:04d}",
        )

    def _address(self) -> str:
        street, number = self._draw.of(facts.words()["street"]), self._draw.between(1, 180)
        return f"Jl. {street} No. {number} RT {self._draw.between(1, 9):02d} RW {self._draw.between(1, 7):02d}"

    def _name(self, product: Product) -> str:
        while True:
            core = self._core(product)
            # Two legal forms of one name would look like one business to a reader.
            if core.casefold() not in self._names:
                self._names.add(core.casefold())
                return core if " " in core and core.split()[0] in _SPEAKING else f"{self._draw.of(_FORMS)} {core}"

    def _core(self, product: Product) -> str:
        draw, words = self._draw, facts.words()
        turn = draw.below(4)
        if turn == 0 and product.group in _FOOD:
            kind = product.name.split()[0]
            return f"{kind} {draw.of(words['nickname'])}" if draw.chance(0.4) else f"Dapur {draw.of(words['nickname'])}"
        if turn == 1:
            kind = "Batik" if product.group == "batik" else "Omah" if product.group not in _FOOD else "Rasa"
            return f"{kind} {draw.of(words['root'])} {draw.of(words['place'])}"
        if turn == 2:
            return f"{draw.of(words['root'])} {draw.of(words['place'])}"
        return f"{draw.of(words['root'])} {draw.of(words['virtue'])}"


_SPEAKING = frozenset(
    {"Batik", "Omah", "Rasa", "Dapur"} | {p.name.split()[0] for g in facts.products().values() for p in g}
)


def _birth(draw: Draw) -> dt.date:
    return dt.date(draw.between(1958, 2002), draw.between(1, 12), draw.between(1, 28))


def _nik(kecamatan_code: str, birth: dt.date, *, woman: bool) -> str:
    day = birth.day + (40 if woman else 0)
    return f"{kecamatan_code.replace('.', '')}{day:02d}{birth:%m%y}0000"


def _npwp(serial: int) -> str:
    head = f"99{serial:06d}"
    return f"{head}{luhn.calc_check_digit(head)}600000"


def served_businesses(founding: Founding, draw: Draw) -> Iterator[Business]:
    """The businesses served in 2025, over all districts by their people, at least ten each."""
    for district_code, count in shares(SERVED_2025, facts.people(), 10).items():
        goods = facts.products()[district_code]
        for turn in range(count):
            # Each kind of goods comes at least once before chance decides, so that every facility finds its makers.
            product = goods[turn] if turn < len(goods) else draw.of(goods)
            yield founding.found(district_code, product)
