"""Drawings of a motif as SVG, with presentation attributes only (no inline style)."""

from zlib import crc32

from setara.kernel.certificates.motif import Motif
from setara.kernel.certificates.motifs.shapes import Path, Pen, Point

SIDE = 1000
"""Drawing units of one tile, so that whole numbers are fine enough."""


def svg(motif: Motif, *, columns: int, rows: int = 1, title: str = "") -> str:
    """The motif repeated `columns` by `rows` times, as one SVG element that scales to any box.

    With a title it is a picture with that name, without one it is hidden from screen readers.
    """
    label = f'role="img" aria-label="{_quoted(title)}"' if title else 'aria-hidden="true"'
    layers = "".join(
        _layer(motif, pen, colour, filled=filled)
        for pen, colour in ((Pen.INK, motif.ink), (Pen.ACCENT, motif.accent))
        for filled in (False, True)
    )
    name = f"motif-{crc32(layers.encode()):08x}"
    uses = "".join(
        f'<use href="#{name}" x="{column * SIDE}" y="{row * SIDE}"/>'
        for row in range(rows)
        for column in range(columns)
    )
    box = f"0 0 {columns * SIDE} {rows * SIDE}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {label}>'
        f'<defs><g id="{name}">{layers}</g></defs>{uses}</svg>'
    )


def mixed(colour: str, share: float) -> str:
    """A colour as ``#rrggbb`` with a share of white in it.

    >>> mixed("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


def _layer(motif: Motif, pen: Pen, colour: str, *, filled: bool) -> str:
    lines = "".join(_line(path) for path in motif.paths if path.pen is pen and path.filled is filled)
    if not lines:
        return ""
    paint = (
        f'fill="{colour}"'
        if filled
        else f'fill="none" stroke="{colour}" stroke-width="{motif.weight * SIDE:.1f}" stroke-linecap="round"'
    )
    return f'<path {paint} d="{lines}"/>'


def _line(path: Path) -> str:
    return f"M{_numbers((path.start,))}" + "".join(
        ("L" if len(segment) == 1 else "C") + _numbers(segment) for segment in path.segments
    )


def _numbers(points: tuple[Point, ...]) -> str:
    return " ".join([f"{round(x * SIDE)} {round(y * SIDE)}" for x, y in points])


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
