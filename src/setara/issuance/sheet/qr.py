"""The QR symbol of a sheet: smallest version at level M, as one drawn path.

One path of strokes, not of areas: two fifths of the drawing commands, and no seams between the rows.
"""

import re
from dataclasses import dataclass
from functools import cache

import zxingcpp

LEAST_MODULE_MM = 0.42
LEAST_SYMBOL_MM = 32.0
LARGEST_SIDE = 77
"""Modules a side of version 15."""
DARK = 0
RUN = re.compile(b"\0+|\xff+")


class QrTooLargeError(ValueError):
    """The text needs more than version 15 at level M."""


@dataclass(frozen=True, slots=True)
class QrSymbol:
    """`side` in modules without quiet zone, `module_mm` the printed size of one, `svg` strokes for its dark runs."""

    side: int
    module_mm: float
    svg: str


def qr_symbol(text: str) -> QrSymbol:
    """The symbol for the text, digits in numeric segments.

    Modules are at least 0.42 mm, the symbol at least 32 mm. Raises `QrTooLargeError` beyond version 15-M, for such a
    symbol would not fit its place at that size.

    >>> qr_symbol("https://verifikasi.example.id/v#" + "0123456789" * 60).side
    65
    """
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    image = memoryview(picture)  # type: ignore[arg-type]  # its stub does not tell of the buffer that it has
    side = image.shape[0] if image.shape else 0
    if not 0 < side <= LARGEST_SIDE:
        raise QrTooLargeError(side)
    modules = image.tobytes()
    rows = (modules[start : start + side] for start in range(0, side * side, side))
    path = "".join(f"M0 {number}{''.join(map(_strokes, _eights(row)))}" for number, row in enumerate(rows))
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -0.5 {side} {side}"><path stroke="#000" d="{path}"/></svg>'
    )
    return QrSymbol(side, max(LEAST_MODULE_MM, LEAST_SYMBOL_MM / side), drawing)


def _eights(row: bytes) -> list[bytes]:
    return [row[start : start + 8] for start in range(0, len(row), 8)]


@cache
def _strokes(modules: bytes) -> str:
    """Dark runs drawn and light runs skipped, relative to where the pen stands; a run may go on in the next eight."""
    return "".join(f"h{len(run[0])}" if run[0][0] == DARK else f"m{len(run[0])} 0" for run in RUN.finditer(modules))
