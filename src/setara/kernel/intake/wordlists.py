"""The words that clerks use in cells, as data (`tables/words.csv`), and what a cell says with no value in it."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from setara.kernel.intake.text import fold


def table(name: str) -> Iterator[dict[str, str]]:
    """The lines of one table of this package.

    >>> next(table("words.csv"))["group"]
    'none'
    """
    text = files("setara.kernel.intake").joinpath(f"tables/{name}").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@cache
def words(group: str) -> frozenset[str]:
    """All words of a group, folded.

    >>> "seumur hidup" in words("no_expiry")
    True
    """
    return frozenset(fold(row["word"]) for row in table("words.csv") if row["group"] == group)


@cache
def numbered(group: str) -> dict[str, int]:
    """Words of a numbered group with their number.

    >>> numbered("month")["nopember"]
    11
    """
    lines = (row for row in table("words.csv") if row["group"].startswith(f"{group}."))
    return {row["word"]: int(row["group"].partition(".")[2]) for row in lines}


LONGEST_EMPTY_PHRASE = 24
_NO_RUPIAH = re.compile(r"rp\.?\s*[-\u2013\u2014]+", re.IGNORECASE)
_DITTO_MARKS = frozenset({'"', "''", '""', "〃", "“", "”", "„", "″", "''''"})


@cache
def _initials() -> frozenset[str]:
    return frozenset(word[:1] for word in words("none"))


def says_nothing(text: str) -> bool:
    """Whether a text only says that there is no value: a dash, *tidak ada*, *belum ada*, *dalam proses*.

    >>> says_nothing("-"), says_nothing("Tidak ada"), says_nothing("Rp. -"), says_nothing("?"), says_nothing("UD Ada")
    (True, True, True, False, False)
    """
    if len(text) > LONGEST_EMPTY_PHRASE:
        return False
    if text[:1] in {"R", "r"} and _NO_RUPIAH.fullmatch(text):
        return True
    key = text.casefold()
    if key[:1].isalpha() and key[0] not in _initials():
        return False
    if key.replace(" ", "").isalnum():
        return key in words("none")
    return "?" not in text and '"' not in text and fold(text) in words("none")


def is_ditto(text: str) -> bool:
    """Whether a text only points at the cell above it.

    >>> is_ditto("idem"), is_ditto('-"-'), is_ditto("〃"), is_ditto("Idham")
    (True, True, True, False)
    """
    if not text or len(text) > LONGEST_EMPTY_PHRASE:
        return False
    if text[0].isalnum():
        return text[0] in "isdISD" and fold(text) in words("ditto")
    return text.strip(" -.,") in _DITTO_MARKS
