"""Districts of a province (*kabupaten/kota*), with the Kemendagri codes of Kepmendagri 300.2.2-2430/2025."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class District:
    """One kabupaten or kota. `code` as 35.15; `kind` is ``kabupaten`` or ``kota``; `name` is without it."""

    code: str
    kind: str
    name: str

    @property
    def full_name(self) -> str:
        """Name with its kind: ``Kabupaten Sidoarjo``."""
        return f"{self.kind.capitalize()} {self.name}"


@cache
def districts() -> dict[str, District]:
    """All districts of Indonesia by code.

    >>> districts()["35.15"].full_name
    'Kabupaten Sidoarjo'
    """
    table = files("setara.kernel.rulebook").joinpath("tables/districts.csv")
    lines = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["code"]: District(row["code"], row["kind"], row["name"]) for row in lines}


def districts_of(province: str) -> dict[str, District]:
    """Districts of one province by code.

    >>> len(districts_of("35"))
    38
    """
    return {code: district for code, district in districts().items() if code.startswith(f"{province}.")}
