"""*Parang*: blades in slanting rows, a lozenge (*mlinjon*) between them."""

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Frame, Path, Pen, curve, grid, line, lozenge


def tile(chance: Chance) -> tuple[Path, ...]:
    """Two or three blades a side; curl, breadth, edge and the number of lozenges vary."""
    count = chance.one_of((2, 3, 3))
    turns = chance.byte() % 2
    curl, breadth = chance.within(0.16, 0.34), chance.within(0.09, 0.18)
    edge = chance.byte() % 3
    paths: list[Path] = []
    for place, frame in enumerate(grid(count, turns)):
        row = (place % count + place // count) % 2
        paths.append(_blade(frame, curl, breadth, filled=edge == 2 or edge == row))
        paths.append(_wave(frame, curl))
        paths.extend(_lozenges(frame, 1 + chance.byte() % 3))
    return tuple(paths)


def _blade(frame: Frame, curl: float, breadth: float, *, filled: bool) -> Path:
    at = frame.at
    low, high = 0.06, 0.94
    return curve(
        at(low, low),
        (at(low + curl + breadth, low), at(0.5 + breadth, 0.5 - curl), at(0.5 + breadth / 2, 0.5 - breadth / 2)),
        (at(0.62 + breadth, 0.5 + breadth / 2), at(high, high - curl), at(high, high)),
        (at(high - curl - breadth, high), at(0.5 - breadth, 0.5 + curl), at(0.5 - breadth / 2, 0.5 + breadth / 2)),
        (at(0.38 - breadth, 0.5 - breadth / 2), at(low, low + curl), at(low, low)),
        filled=filled,
    )


def _wave(frame: Frame, curl: float) -> Path:
    at = frame.at
    return curve(
        at(0, 0.5),
        (at(0.04, 0.5 + curl), at(0.5 - curl, 0.96), at(0.5, 1)),
        pen=Pen.INK,
    )


def _lozenges(frame: Frame, number: int) -> list[Path]:
    places = ((0.8, 0.2), (0.68, 0.08), (0.92, 0.32))
    paths = [lozenge(frame, u, v, 0.055, Pen.ACCENT) for u, v in places[:number]]
    paths.append(line([frame.at(0.5, 0), frame.at(1, 0.5)]))
    return paths
