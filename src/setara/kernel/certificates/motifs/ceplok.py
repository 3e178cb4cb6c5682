"""*Ceplok*: rosettes in a lattice of squares."""

from math import cos, pi, sin

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Frame, Path, Pen, curve, grid, line, lozenge, petal, ring


def tile(chance: Chance) -> tuple[Path, ...]:
    """Four rosettes, two by two; leaves, frame and heart change from square to square."""
    leaves = (chance.one_of((4, 6, 8)), chance.one_of((4, 5, 8)))
    width = chance.within(0.22, 0.42)
    bow = chance.within(-0.12, 0.12)
    filled, corner = chance.byte() % 3, chance.byte() % 3
    paths: list[Path] = []
    for place, frame in enumerate(grid(2)):
        turn = (place // 2 + place) % 2
        paths.append(_lattice(frame, bow))
        paths.extend(_rosette(frame, leaves[turn], width, chance.within(0.24, 0.34), full=filled == turn))
        paths.append(_heart(frame, chance.byte() % 2))
        paths.extend(_corners(frame, corner))
    return tuple(paths)


def _lattice(frame: Frame, bow: float) -> Path:
    at = frame.at
    near, far = 0.25 - bow, 0.75 + bow
    return curve(
        at(0.5, 0),
        (at(far - 0.1, near - 0.1), at(far + 0.1, near + 0.1), at(1, 0.5)),
        (at(far + 0.1, far - 0.1), at(far - 0.1, far + 0.1), at(0.5, 1)),
        (at(near + 0.1, far + 0.1), at(near - 0.1, far - 0.1), at(0, 0.5)),
        (at(near - 0.1, near + 0.1), at(near + 0.1, near - 0.1), at(0.5, 0)),
    )


def _rosette(frame: Frame, leaves: int, width: float, reach: float, *, full: bool) -> list[Path]:
    paths: list[Path] = []
    for leaf in range(leaves):
        angle = 2 * pi * leaf / leaves + (pi / leaves if leaves == 4 else 0) - pi / 2
        dx, dy = cos(angle), sin(angle)
        base = frame.at(0.5 + 0.09 * dx, 0.5 + 0.09 * dy)
        paths.append(petal(base, frame.at(0.5 + reach * dx, 0.5 + reach * dy), width * 5 / (leaves + 2), filled=full))
    return paths


def _heart(frame: Frame, mark: int) -> Path:
    if mark == 0:
        return ring(frame.at(0.5, 0.5), 0.05 * frame.side, Pen.ACCENT, filled=True)
    return lozenge(frame, 0.5, 0.5, 0.065, Pen.ACCENT)


def _corners(frame: Frame, mark: int) -> list[Path]:
    corners = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
    if mark == 0:
        return [lozenge(frame, u, v, 0.05, Pen.ACCENT) for u, v in corners]
    if mark == 1:
        return [line([frame.at(u - 0.07, v), frame.at(u + 0.07, v)], Pen.ACCENT) for u, v in corners]
    return [line([frame.at(round(u), round(v)), frame.at(u * 0.5 + 0.25, v * 0.5 + 0.25)]) for u, v in corners]
