"""*Nitik*: short dashes set like a woven thread."""

from setara.kernel.certificates.motifs.chance import Chance
from setara.kernel.certificates.motifs.shapes import Frame, Path, Pen, grid, line, lozenge

HALF = 4
EMPTY, ACROSS, UP, POINT = range(4)


def tile(chance: Chance) -> tuple[Path, ...]:
    """Eight by eight threads, mirrored both ways about the middle; one quarter is chosen freely."""
    quarter = [[chance.one_of((EMPTY, ACROSS, UP, ACROSS, UP)) for _ in range(HALF)] for _ in range(HALF)]
    for diagonal in range(HALF):
        quarter[diagonal][diagonal] = POINT
    for _ in range(2):
        quarter[chance.byte() % HALF][chance.byte() % HALF] = POINT
    size = chance.within(0.16, 0.26)
    reach = chance.within(0.26, 0.42)
    paths: list[Path] = []
    for place, frame in enumerate(grid(2 * HALF)):
        row, column = divmod(place, 2 * HALF)
        row, column = min(row, 2 * HALF - 1 - row), min(column, 2 * HALF - 1 - column)
        paths.extend(_thread(frame, quarter[row][column], reach, size, pair=(row + column) % 3 == 0))
    return tuple(paths)


def _thread(frame: Frame, thread: int, reach: float, size: float, *, pair: bool) -> list[Path]:
    if thread == POINT:
        return [lozenge(frame, 0.5, 0.5, size, Pen.ACCENT)]
    if thread == EMPTY:
        return []
    turned = Frame(frame.x, frame.y, frame.side, 0 if thread == ACROSS else 1)
    places = (0.3, 0.7) if pair else (0.5,)
    return [line([turned.at(0.5 - reach, v), turned.at(0.5 + reach, v)]) for v in places]
