"""Several values in one cell, taken apart without guessing."""

import re

from setara.kernel.intake.text import clean, clean_outside

_BREAK = re.compile(
    r"[\n\r;]+|_x000[dDaA9]_|,\s+|\s+&\s+|\s+dan\s+|\s+and\s+|\s+serta\s+|(?:^|(?<=\s))\(?\d{1,2}[.)]\s+|(?<=\w)\s+\|\s+"
)
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}[.)]\s+|[-•*]\s+)")
_SHORTEST_NUMBER = 5


def parts(text: str) -> list[str]:
    """The pieces of a text, numbering removed, outer space cleaned; one piece for a text without separators.

    >>> parts("1. IDM000000001\\n2. IDM000000002"), parts("Jl. Raya 5")
    (['IDM000000001', 'IDM000000002'], ['Jl. Raya 5'])
    """
    pieces = [clean_outside(_NUMBERING.sub("", piece)).strip(" ,") for piece in _BREAK.split(text)]
    return [piece for piece in pieces if piece] or [clean(text)]


def number_parts(text: str) -> list[str]:
    """The certificate numbers of a cell; a text whose pieces are not all numbers stays whole.

    >>> number_parts("IDM000000001; IDM000000002"), number_parts("045/LSPr, Rev. 2")
    (['IDM000000001', 'IDM000000002'], ['045/LSPr, Rev. 2'])
    """
    pieces = parts(text)
    if len(pieces) > 1 and all(_is_number(piece) for piece in pieces):
        return pieces
    return [clean_outside(_NUMBERING.sub("", text)) if len(pieces) == 1 else clean_outside(text)]


def _is_number(piece: str) -> bool:
    signs = [char for char in piece if char.isalnum()]
    return len(signs) >= _SHORTEST_NUMBER and any(char.isdigit() for char in signs)


def same_shape(pieces: list[str]) -> bool:
    """Whether pieces are numbers of one make: the same letters and marks around runs of digits.

    >>> same_shape(["IDM000000001", "IDM000000002"]), same_shape(["IDM000", "123456"])
    (True, False)
    """
    return len({re.sub(r"\d+", "9", piece.casefold()) for piece in pieces}) == 1
