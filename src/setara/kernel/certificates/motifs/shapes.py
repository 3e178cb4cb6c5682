"""Paths in the unit square, and the few strokes of which all families are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
Segment = tuple[Point] | tuple[Point, Point, Point]
"""One point is the end of a straight line; three are the two controls and the end of a cubic curve."""

ROUND = 0.5523
"""Length of a control arm with which four cubic curves make a circle of radius 1."""


class Pen(StrEnum):
    """Which colour of the pair a path takes."""

    INK = "ink"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Path:
    """One stroke, or one area when `filled`; all points, controls included, lie within the unit square."""

    start: Point
    segments: tuple[Segment, ...]
    pen: Pen = Pen.INK
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A square cell inside the tile: lower corner, side, quarter turns."""

    x: float
    y: float
    side: float
    turns: int = 0

    def at(self, u: float, v: float) -> Point:
        """Place of a point of the cell (0 to 1 each way) in the tile."""
        for _ in range(self.turns % 4):
            u, v = 1 - v, u
        return (self.x + u * self.side, self.y + v * self.side)


def grid(count: int, turns: int = 0) -> tuple[Frame, ...]:
    """The tile cut into `count` by `count` cells, row by row.

    >>> len(grid(3))
    9
    """
    side = 1 / count
    return tuple(Frame(column * side, row * side, side, turns) for row in range(count) for column in range(count))


def line(points: Sequence[Point], pen: Pen = Pen.INK) -> Path:
    """Straight strokes from point to point."""
    return Path(points[0], tuple((point,) for point in points[1:]), pen)


def area(points: Sequence[Point], pen: Pen = Pen.INK) -> Path:
    """A filled polygon."""
    return Path(points[0], tuple((point,) for point in (*points[1:], points[0])), pen, filled=True)


def lozenge(frame: Frame, u: float, v: float, reach: float, pen: Pen = Pen.INK) -> Path:
    """A filled square standing on its point (*mlinjon*)."""
    return area([frame.at(u, v - reach), frame.at(u + reach, v), frame.at(u, v + reach), frame.at(u - reach, v)], pen)


def curve(start: Point, *segments: Segment, pen: Pen = Pen.INK, filled: bool = False) -> Path:
    """A stroke of several segments."""
    return Path(start, segments, pen, filled)


def petal(base: Point, tip: Point, width: float, pen: Pen = Pen.INK, *, filled: bool = False) -> Path:
    """A leaf from base to tip; `width` is its greatest breadth as a share of its length."""
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    ox, oy = -dy * width * 2 / 3, dx * width * 2 / 3
    first = (base[0] + dx * 0.3, base[1] + dy * 0.3)
    last = (base[0] + dx * 0.7, base[1] + dy * 0.7)
    there = ((first[0] + ox, first[1] + oy), (last[0] + ox, last[1] + oy), tip)
    back = ((last[0] - ox, last[1] - oy), (first[0] - ox, first[1] - oy), base)
    return Path(base, (there, back), pen, filled)


def ring(centre: Point, radius: float, pen: Pen = Pen.INK, *, filled: bool = False) -> Path:
    """A circle of four curves."""
    x, y = centre
    arm = radius * ROUND
    return Path(
        (x + radius, y),
        (
            ((x + radius, y + arm), (x + arm, y + radius), (x, y + radius)),
            ((x - arm, y + radius), (x - radius, y + arm), (x - radius, y)),
            ((x - radius, y - arm), (x - arm, y - radius), (x, y - radius)),
            ((x + arm, y - radius), (x + radius, y - arm), (x + radius, y)),
        ),
        pen,
        filled,
    )


def toward(start: Point, end: Point, share: float) -> Point:
    """The point that lies the given share of the way from start to end."""
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
