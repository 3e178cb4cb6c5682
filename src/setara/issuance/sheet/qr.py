"""The QR symbol of a sheet: smallest version at level M, as one drawn path.

One path of strokes, not of areas: two fifths of the drawing commands, and no seams between the rows.
"""

import re
from dataclasses import dataclass

import zxingcpp

LEAST_MODULE_MM = 0.42
LEAST_SYMBOL_MM = 32.0
LARGEST_SIDE = 77
"""Modules a side of version 15."""
DARK = re.compile(b"\0+")


class QrTooLargeError(ValueError):
    """The text needs more than version 15 at level M."""


@dataclass(frozen=True, slots=True)
class QrSymbol:
    """`side` in modules without quiet zone, `module_mm` the printed size of one, `svg` one stroke for each dark run."""

    side: int
    module_mm: float
    svg: str


def qr_symbol(text: str) -> QrSymbol:
    """The symbol for the text, digits in numeric segments.

    Modules are at least 0.42 mm, the symbol at least 32 mm. Raises `QrTooLargeError` beyond version 15-M, for such a
    symbol would not fit its place at that size.

    >>> qr_symbol("https://verifikasi.example.id/v#" + "0123456789" * 60).side
    69
    """
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    image = memoryview(picture)  # type: ignore[arg-type]  # its stub does not tell of the buffer that it has
    side = image.shape[0] if image.shape else 0
    if not 0 < side <= LARGEST_SIDE:
        raise QrTooLargeError(side)
    rows = image.tobytes()
    lines = b"\xff".join(rows[start : start + side] for start in range(0, side * side, side))
    path = "".join(
        f"M{run.start() % (side + 1)} {run.start() // (side + 1)}h{run.end() - run.start()}"
        for run in DARK.finditer(lines)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -0.5 {side} {side}"><path stroke="#000" d="{path}"/></svg>'
    )
    return QrSymbol(side, max(LEAST_MODULE_MM, LEAST_SYMBOL_MM / side), drawing)
