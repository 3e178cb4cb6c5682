"""How a look at a scan says no, and how large a picture may be."""

MOST_PIXELS = 100_000_000
"""More than a page of A3 at 600 dots to the inch."""


class Unfit(Exception):
    """The file is refused; `code` is one of `looking.CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked_size(width: int, height: int) -> tuple[int, int]:
    """Return a size that a browser can show. Raises Unfit."""
    if not (width and height):
        raise Unfit("damaged")
    if width * height > MOST_PIXELS:
        raise Unfit("too_many_pixels")
    return width, height
