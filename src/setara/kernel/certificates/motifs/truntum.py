"""*Truntum*: small stars strewn over the cloth, a night sky."""

from math import cos, pi, sin

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Frame, Path, Pen, grid, line, lozenge, petal, ring

MOST_STARS = 8


def tile(chance: Chance) -> tuple[Path, ...]:
    """Stars of two sizes in staggered rows, with points between them."""
    count = chance.one_of((3, 4))
    rays = chance.one_of((6, 8))
    large, small = chance.within(0.38, 0.48), chance.within(0.2, 0.3)
    stagger = chance.byte() % count
    dotted = chance.byte() % 2
    paths: list[Path] = []
    stars = 0
    for place, frame in enumerate(grid(count)):
        row, column = divmod(place, count)
        if (row * 2 + column + stagger) % count == 0 or (chance.byte() % 5 == 0 and stars < MOST_STARS - count):
            stars += 1
            paths.extend(_star(frame, rays, large, leafed=count == 3))
        else:
            paths.extend(_spark(frame, small, chance.byte() % 4))
        if dotted:
            paths.append(lozenge(frame, 0.09, 0.09, 0.06, Pen.ACCENT))
    return tuple(paths)


def _star(frame: Frame, rays: int, reach: float, *, leafed: bool) -> list[Path]:
    paths: list[Path] = []
    for ray in range(rays):
        dx, dy = cos(2 * pi * ray / rays), sin(2 * pi * ray / rays)
        base, tip = frame.at(0.5 + 0.1 * dx, 0.5 + 0.1 * dy), frame.at(0.5 + reach * dx, 0.5 + reach * dy)
        paths.append(petal(base, tip, 0.34, filled=True) if leafed else line([base, tip]))
    return [*paths, ring(frame.at(0.5, 0.5), 0.07 * frame.side, Pen.ACCENT, filled=True)]


def _spark(frame: Frame, reach: float, mark: int) -> list[Path]:
    at = frame.at
    if mark == 0:
        return [lozenge(frame, 0.5, 0.5, reach * 0.6)]
    if mark == 1:
        return [ring(at(0.5, 0.5), reach * 0.5 * frame.side)]
    slant = reach if mark == 2 else 0.0
    length = 0.7 * reach if mark == 2 else reach
    return [
        line([at(0.5 - length, 0.5 - slant * 0.7), at(0.5 + length, 0.5 + slant * 0.7)]),
        line([at(0.5 - slant * 0.7, 0.5 + length), at(0.5 + slant * 0.7, 0.5 - length)]),
    ]
