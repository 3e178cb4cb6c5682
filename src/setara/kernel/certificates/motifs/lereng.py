"""*Lereng*: slanting stripes of uneven breadth, a row of small things in the wide ones."""

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Frame, Path, Pen, line, lozenge, ring

STRIPES = 9


def tile(chance: Chance) -> tuple[Path, ...]:
    """A rhythm of stripes that closes at every edge, leaning left or right."""
    frame = Frame(0, 0, 1, chance.byte() % 2)
    widths = [chance.one_of((1, 1, 2, 3, 4)) for _ in range(STRIPES)]
    total = sum(widths)
    ornament = chance.byte() % 3
    paths: list[Path] = []
    offset = 0.0
    for width in widths:
        paths.extend(_stripe(frame, offset))
        if width > 1:
            paths.extend(_row(frame, offset + width / total / 2, width / total, ornament, 3 + chance.byte() % 2))
        else:
            paths.extend(_stripe(frame, offset + 0.5 / total, Pen.ACCENT))
        offset += width / total
    return tuple(paths)


def _stripe(frame: Frame, offset: float, pen: Pen = Pen.INK) -> list[Path]:
    if offset == 0:
        return [line([frame.at(0, 0), frame.at(1, 1)], pen)]
    return [
        line([frame.at(offset, 0), frame.at(1, 1 - offset)], pen),
        line([frame.at(0, 1 - offset), frame.at(offset, 1)], pen),
    ]


def _row(frame: Frame, offset: float, breadth: float, ornament: int, number: int) -> list[Path]:
    reach = min(breadth * 0.24, 0.035)
    paths: list[Path] = []
    for step in range(number):
        along = (step + 0.5) / number
        u, v = (offset + along) % 1, along
        if not (reach < u < 1 - reach and reach < v < 1 - reach):
            continue
        if ornament == 0:
            paths.append(lozenge(frame, u, v, reach, Pen.ACCENT))
        elif ornament == 1:
            paths.append(ring(frame.at(u, v), reach * 0.9, Pen.ACCENT))
        else:
            paths.append(line([frame.at(u - reach, v + reach), frame.at(u + reach, v - reach)], Pen.ACCENT))
    return paths
