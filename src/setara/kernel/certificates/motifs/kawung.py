"""*Kawung*: four sugar-palm fruits around a crossing."""

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Frame, Path, Pen, grid, line, lozenge, petal, ring, toward

CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def tile(chance: Chance) -> tuple[Path, ...]:
    """Two or three fruits a side; breadth, seed and crossing alternate as on a chessboard."""
    count = chance.one_of((2, 2, 3))
    width = chance.within(0.3, 0.46)
    gap = chance.within(0.06, 0.14)
    marks = (chance.byte() % 4, chance.byte() % 4)
    filled = chance.byte() % 3
    paths: list[Path] = []
    for place, frame in enumerate(grid(count)):
        turn = (place // count + place) % 2
        paths.extend(_fruit(frame, width, gap, full=filled == turn, seeded=chance.byte() % 4 != 0))
        paths.extend(_crossing(frame, marks[turn], gap))
    return tuple(paths)


def _fruit(frame: Frame, width: float, gap: float, *, full: bool, seeded: bool) -> list[Path]:
    centre = frame.at(0.5, 0.5)
    paths: list[Path] = []
    for u, v in CORNERS:
        corner = frame.at(u, v)
        base, tip = toward(centre, corner, gap), toward(centre, corner, 1 - gap / 2)
        paths.append(petal(base, tip, width, filled=full))
        if seeded and not full:
            paths.append(line([toward(base, tip, 0.34), toward(base, tip, 0.66)], Pen.ACCENT))
    return paths


def _crossing(frame: Frame, mark: int, gap: float) -> list[Path]:
    if mark == 0:
        return [lozenge(frame, 0.5, 0.5, gap * 0.7, Pen.ACCENT)]
    if mark == 1:
        return [ring(frame.at(0.5, 0.5), gap * 0.6 * frame.side, Pen.ACCENT)]
    reach = 0.1 if mark == 2 else 0.18
    return [
        line([frame.at(0.5, 0.5 - reach), frame.at(0.5, 0.5 + reach)], Pen.ACCENT),
        line([frame.at(0.5 - reach, 0.5), frame.at(0.5 + reach, 0.5)], Pen.ACCENT),
    ]
