"""A province as a map of tiles: one square a district, as they lie to each other, cities beside their regency."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from setara.kernel.rulebook.regions import districts_of

COLUMNS_WITHOUT_LAYOUT = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a district lies on the map of tiles: columns from west to east, rows from north to south, from 0."""

    code: str
    column: int
    row: int


def tiles_of(province: str) -> tuple[Tile, ...]:
    """Lay out the districts of a province, from north-west to south-east; in rows of codes where none is drawn.

    >>> [(tile.column, tile.row) for tile in tiles_of("35") if tile.code in ("35.15", "35.78", "35.29")]
    [(10, 0), (6, 1), (6, 2)]
    >>> len(tiles_of("35")), len(tiles_of("34"))
    (38, 5)
    """
    drawn, codes = _drawn(), sorted(districts_of(province))
    if all(code in drawn for code in codes):
        return tuple(sorted((drawn[code] for code in codes), key=lambda tile: (tile.row, tile.column)))
    return tuple(
        Tile(code, place % COLUMNS_WITHOUT_LAYOUT, place // COLUMNS_WITHOUT_LAYOUT) for place, code in enumerate(codes)
    )


def step_of(value: int, largest: int, steps: int = 5) -> int:
    """Say into which of so many equal steps up to the largest value a value falls, 1 and up; 0 for none.

    >>> [step_of(value, 50) for value in (0, 1, 10, 11, 50)]
    [0, 1, 1, 2, 5]
    """
    return -(-value * steps // largest) if value > 0 else 0


@cache
def _drawn() -> dict[str, Tile]:
    table = files("setara.kernel.rulebook").joinpath("tables/tiles.csv")
    lines = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["code"]: Tile(row["code"], int(row["column"]), int(row["row"])) for row in lines}
