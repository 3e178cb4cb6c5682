"""*Banji*: an unbroken fret whose arms reach into one another."""

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Frame, Path, Pen, grid, line, lozenge


def tile(chance: Chance) -> tuple[Path, ...]:
    """Two or three keys a side, winding left or right by rows, with points in the free fields."""
    count = chance.one_of((2, 3))
    winding = chance.byte() % 2
    step = chance.within(0.1, 0.16)
    marked = chance.byte() % 3
    doubled = chance.byte() % 2 if count == 2 else 0
    paths: list[Path] = []
    for place, frame in enumerate(grid(count)):
        row, column = divmod(place, count)
        turn = (row * winding + chance.byte() % 2 * 2) if doubled else (row * winding) * 2
        key = Frame(frame.x, frame.y, frame.side, turn if count == 2 else 0)
        paths.extend(_key(key, step))
        if (row + column) % 3 != marked:
            paths.append(lozenge(frame, 0.5, 0.5, 0.075, Pen.ACCENT))
        if chance.byte() % 2:
            paths.append(lozenge(frame, 0.14, 0.14, 0.05, Pen.ACCENT))
    return tuple(paths)


def _key(frame: Frame, step: float) -> list[Path]:
    at = frame.at
    low, high = step + 0.12, 1 - step - 0.12
    arm = [at(0, 0.5), at(low, 0.5), at(low, low), at(high, low), at(high, 0.36)]
    other = [at(1, 0.5), at(high, 0.5), at(high, high), at(low, high), at(low, 0.64)]
    upright = [at(0.5, 0), at(0.5, low)]
    downright = [at(0.5, 1), at(0.5, high)]
    return [line(arm), line(other), line(upright), line(downright)]
