"""QR codes in pictures of a camera."""

import zxingcpp

QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
LARGEST_SIDE = 2_000
"""Points of a side of a picture that is looked through."""


def texts_in(grey: bytes, width: int) -> list[str]:
    """Return the texts of the QR codes in a grey picture, one byte a point, row by row.

    Raises ValueError where the bytes are no picture of that width.
    """
    height, rest = divmod(len(grey), width)
    if rest or not 0 < height <= LARGEST_SIDE or width > LARGEST_SIDE:
        raise ValueError(f"{len(grey)} bytes are no picture {width} points wide")
    picture = memoryview(grey).cast("B", shape=(height, width))
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=QR_CODES)]
