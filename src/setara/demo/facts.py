"""The tables that the example province is made of; `tables/README.md` says where they come from."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PROVINCE = "35"


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of goods that a district is known for."""

    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Body:
    """Who decides a kind of certificate; `accreditation` is empty where no accreditation is needed."""

    name: str
    accreditation: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A national standard for goods whose name holds `word`."""

    word: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """What registering means for a group of goods: Nice class, Locarno class, the thing that has the design."""

    nice: str
    locarno: str
    shape: str


def _lines(name: str, package: str = "setara.demo") -> list[dict[str, str]]:
    table = files(package).joinpath("tables", name)
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


@cache
def products() -> dict[str, tuple[Product, ...]]:
    """Kinds of goods by district code."""
    found: dict[str, list[Product]] = {}
    for line in _lines("products.csv"):
        found.setdefault(line["district_code"], []).append(Product(line["product"], line["group"]))
    return {code: tuple(goods) for code, goods in found.items()}


@cache
def kecamatan() -> dict[str, tuple[tuple[str, str], ...]]:
    """Code and name of each kecamatan by district code, from the table that the rulebook keeps."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _lines("subdistricts.csv", "setara.kernel.rulebook"):
        found.setdefault(line["code"][:5], []).append((line["code"], line["name"]))
    return {code: tuple(places) for code, places in found.items()}


@cache
def people() -> dict[str, int]:
    """People by district code."""
    return {line["district_code"]: int(line["people"]) for line in _lines("people.csv")}


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Parts of names by what they are for."""
    found: dict[str, list[str]] = {}
    for line in _lines("words.csv"):
        found.setdefault(line["kind"], []).append(line["word"])
    return {kind: tuple(parts) for kind, parts in found.items()}


@cache
def bodies() -> dict[str, tuple[Body, ...]]:
    """Deciding bodies by kind of certificate."""
    found: dict[str, list[Body]] = {}
    for line in _lines("bodies.csv"):
        found.setdefault(line["kind"], []).append(Body(line["name"], line["accreditation"]))
    return {kind: tuple(deciding) for kind, deciding in found.items()}


@cache
def groups() -> dict[str, Group]:
    """Classes by group of goods."""
    return {line["group"]: Group(line["nice"], line["locarno"], line["shape"]) for line in _lines("groups.csv")}


@cache
def _standards() -> tuple[Standard, ...]:
    return tuple(Standard(line["product_word"], line["standard"], line["title"]) for line in _lines("standards.csv"))


def standard_of(product: str) -> Standard | None:
    """The first standard whose word stands in the name of the goods.

    >>> standard_of("Keripik tempe Sanan").number
    'SNI 01-2602-1992'
    """
    name = product.casefold()
    return next((standard for standard in _standards() if standard.word in name), None)
