import re

import pytest
import zxingcpp

from setara.issuance.sheet.qr import LARGEST_SIDE, QrTooLargeError, qr_symbol
from tests.issuance.sheet.samples import QR_TEXT


@pytest.mark.parametrize("digits", [100, 400, 660, 820])
def test_symbol_is_large_enough_for_any_telephone(digits):
    symbol = qr_symbol(QR_TEXT[: 32 + digits])
    assert symbol.module_mm >= 0.40
    assert symbol.side * symbol.module_mm >= 31
    assert symbol.side <= LARGEST_SIDE


def test_the_longest_text_fills_version_15():
    assert qr_symbol(QR_TEXT).side == 77


def test_text_beyond_version_15_is_refused():
    with pytest.raises(QrTooLargeError):
        qr_symbol(QR_TEXT + "0" * 200)


def test_drawing_has_the_modules_of_the_symbol():
    symbol = qr_symbol(QR_TEXT)
    rows = [[0xFF] * symbol.side for _ in range(symbol.side)]
    for number, row in enumerate(symbol.svg.partition('d="M')[2].partition('"')[0].split("M")):
        start, *strokes = re.findall(r"0 [0-9]+|h[0-9]+|m[0-9]+(?= 0)", row)
        assert start == f"0 {number}"
        x = 0
        for stroke in strokes:
            length = int(stroke[1:])
            rows[number][x : x + length] = [0 if stroke[0] == "h" else 0xFF] * length
            x += length
        assert x == symbol.side
    side = symbol.side + 8
    blank = [[0xFF] * side] * 4
    padded = blank + [[0xFF] * 4 + row + [0xFF] * 4 for row in rows] + blank
    dots = bytes(dot for row in padded for _ in range(3) for dot in row for _ in range(3))
    (code,) = zxingcpp.read_barcodes(memoryview(dots).cast("B", (3 * side, 3 * side)))
    assert (code.text, code.ec_level) == (QR_TEXT, "M")
