"""Kecamatan of the example province, with the Kemendagri codes of Kepmendagri 300.2.2-2430/2025.

Names repeat between districts (Genteng is in Surabaya and in Banyuwangi), so a name gives the districts that have it.
Of other provinces nothing is known here: a name of theirs is evidence for nothing.
"""

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files


@cache
def _districts_by_name() -> dict[str, frozenset[str]]:
    table = files("setara.kernel.rulebook").joinpath("tables/subdistricts.csv")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        found[_key(row["name"])].add(row["code"][:5])
    return {name: frozenset(codes) for name, codes in found.items()}


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def districts_with(subdistrict: str) -> frozenset[str]:
    """Codes of the districts that have a kecamatan of this name; empty if none is known.

    >>> sorted(districts_with("Genteng")), districts_with("Blimbing"), districts_with("Nowhere")
    (['35.10', '35.78'], frozenset({'35.73'}), frozenset())
    """
    return _districts_by_name().get(_key(subdistrict), frozenset())
