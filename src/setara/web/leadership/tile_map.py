"""The map of tiles: one square a district, its number inside, shaded in five steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from setara.kernel.access.scope import Scope
from setara.kernel.rulebook.regions import districts_of
from setara.kernel.rulebook.tiles import step_of, tiles_of
from setara.web.leadership.addresses import records_of

SIDE, GAP = 100, 6
LONG_NAME, WIDE_NUMBER = 10, 1000


@dataclass(frozen=True, slots=True)
class Square:
    """A district on the map: where it is drawn, what stands in it, and where its records are."""

    code: str
    x: int
    y: int
    step: int
    city: bool
    name: str
    number: int
    url: str

    @property
    def is_long(self) -> bool:
        """Whether the name takes smaller letters."""
        return len(self.name) > LONG_NAME

    @property
    def is_wide(self) -> bool:
        """Whether the number takes smaller digits."""
        return self.number >= WIDE_NUMBER


@dataclass(frozen=True, slots=True)
class TileMap:
    """The squares and the size of the drawing; `unknown` counts what has no district of the province."""

    squares: tuple[Square, ...]
    width: int
    height: int
    unknown: int
    unknown_url: str


def tile_map(numbers: Mapping[str, int], year: int, scope: Scope, kind: str | None) -> TileMap | None:
    """Draw the districts within a scope; None where that is no more than one, for one square is no map."""
    known = districts_of(settings.PROVINCE)
    tiles = [one for one in tiles_of(settings.PROVINCE) if scope.districts is None or one.code in scope.districts]
    if len(tiles) < 2:
        return None
    facility = {"kind": kind} if kind else {}
    largest = max((numbers.get(one.code, 0) for one in tiles), default=0)
    squares = tuple(
        Square(
            code=one.code,
            x=one.column * SIDE + GAP,
            y=one.row * SIDE + GAP,
            step=step_of(numbers.get(one.code, 0), largest),
            city=known[one.code].kind == "kota",
            name=known[one.code].name,
            number=numbers.get(one.code, 0),
            url=records_of("certificates", year, district=one.code, **facility),
        )
        for one in tiles
    )
    return TileMap(
        squares,
        width=(max(one.column for one in tiles) + 1) * SIDE + GAP,
        height=(max(one.row for one in tiles) + 1) * SIDE + GAP,
        unknown=numbers.get("", 0),
        unknown_url=records_of("certificates", year, district="", **facility),
    )
