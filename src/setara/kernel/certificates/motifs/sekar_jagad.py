"""*Sekar jagad*: a map of islands, every one with a growth of its own."""

from math import cos, pi, sin

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import ROUND, Path, Pen, Point, curve, line, petal, ring

ISLANDS = 3
EDGES = (0.0, 1.0)


def tile(chance: Chance) -> tuple[Path, ...]:
    """Three by three islands between winding shores that meet again at every edge."""
    places = [(island + 0.5) / ISLANDS for island in range(ISLANDS)]
    shores = [_shore(chance, place, upright=upright) for upright in (False, True) for place in places]
    inner = [island / ISLANDS for island in range(1, ISLANDS)]
    growths = [path for x in inner for y in inner for path in _growth(chance, (x, y))]
    return tuple(shores + growths + _divided(chance, inner))


def _divided(chance: Chance, inner: list[float]) -> list[Path]:
    """Rings on the islands that an edge divides: half of each in this tile, half in its neighbour."""
    paths: list[Path] = []
    for place in (0.0, *inner):
        for upright in (False, True):
            radii = [0.1, 0.055][: 1 + chance.byte() % 2]
            if place:
                paths.extend(_half_ring(edge, place, radius, upright=upright) for edge in EDGES for radius in radii)
            elif not upright:
                paths.extend(_quarter_ring(x, y, radius) for x in EDGES for y in EDGES for radius in radii)
    return paths


def _half_ring(edge: float, place: float, radius: float, *, upright: bool) -> Path:
    arm = radius * ROUND
    out = radius if edge == 0 else -radius
    bend = arm if edge == 0 else -arm
    points = [
        (edge, place - radius),
        (edge + bend, place - radius),
        (edge + out, place - arm),
        (edge + out, place),
        (edge + out, place + arm),
        (edge + bend, place + radius),
        (edge, place + radius),
    ]
    run: list[Point] = [(v, u) if upright else (u, v) for u, v in points]
    return curve(run[0], (run[1], run[2], run[3]), (run[4], run[5], run[6]))


def _quarter_ring(x: float, y: float, radius: float) -> Path:
    over = radius if x == 0 else -radius
    down = radius if y == 0 else -radius
    return curve((x + over, y), ((x + over, y + down * ROUND), (x + over * ROUND, y + down), (x, y + down)))


def _shore(chance: Chance, place: float, *, upright: bool) -> Path:
    lean = chance.within(-0.09, 0.09)
    swing = [place + chance.within(-0.11, 0.11) for _ in range(2)]
    points = [
        (0.0, place),
        (0.12, place + lean),
        (0.2, swing[0]),
        (1 / 3, swing[0]),
        (0.46, swing[0]),
        (0.54, swing[1]),
        (2 / 3, swing[1]),
        (0.8, swing[1]),
        (0.88, place - lean),
        (1.0, place),
    ]
    run: list[Point] = [(v, u) if upright else (u, v) for u, v in points]
    return curve(
        run[0],
        (run[1], run[2], run[3]),
        (run[4], run[5], run[6]),
        (run[7], run[8], run[9]),
    )


def _growth(chance: Chance, centre: Point) -> list[Path]:
    x, y = centre
    mark, reach, turn = chance.byte() % 4, chance.within(0.07, 0.1), chance.within(0, 2 * pi)
    if mark == 0:
        leaves = chance.one_of((5, 6, 8))
        angles = [turn + 2 * pi * leaf / leaves for leaf in range(leaves)]
        flower = [petal(centre, (x + reach * cos(a), y + reach * sin(a)), 0.4) for a in angles]
        return [*flower, ring(centre, 0.018, Pen.ACCENT, filled=True)]
    if mark == 1:
        return [ring(centre, reach * share, Pen.ACCENT if share < 0.5 else Pen.INK) for share in (0.3, 0.6, 0.9)]
    if mark == 2:
        spots = [(x + reach * cos(turn + a), y + reach * sin(turn + a)) for a in (0, 1.26, 2.51, 3.77, 5.03)]
        return [ring(spot, 0.016, Pen.ACCENT, filled=True) for spot in (*spots, centre)]
    stem = [(x - reach * cos(turn), y - reach * sin(turn)), (x + reach * cos(turn), y + reach * sin(turn))]
    leaves_on = [
        petal(
            (x + reach * share * cos(turn), y + reach * share * sin(turn)),
            (x + reach * (share * cos(turn) + side * sin(turn)), y + reach * (share * sin(turn) - side * cos(turn))),
            0.4,
            Pen.ACCENT,
            filled=True,
        )
        for share in (-0.5, 0.0, 0.5)
        for side in (-0.8, 0.8)
    ]
    return [line(stem), *leaves_on]
