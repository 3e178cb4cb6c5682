"""When two names may mean one business. A machine only asks; merging is for a person."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

LEGAL_FORMS = frozenset({"ud", "cv", "pt", "pd", "kub", "koperasi", "kop", "perorangan", "tb", "toko", "ikm", "umkm"})
NEARLY = 92
"""Least likeness, of 100, between names that are nearly equal: a letter more or less in an ordinary name."""
NOT_A_LETTER = re.compile(r"[^\w]+|_")
SPELT_OUT = re.compile(rf"\b(?:{'|'.join(' '.join(form) for form in sorted(LEGAL_FORMS) if len(form) < 4)})\b")
DIGITS = re.compile(r"\d+")
KEPT = 4_096
"""Names whose forms are kept: a batch of an import asks for those of each name some ten times."""


@lru_cache(maxsize=KEPT)
def name_key(name: str) -> str:
    """Return a name as it is compared: letter case, punctuation and blanks do not count, nor in *C.V.* the points.

    >>> name_key("UD. Sumber  Barokah"), name_key("C.V. Sumber Barokah")
    ('ud sumber barokah', 'cv sumber barokah')
    """
    plain = " ".join(NOT_A_LETTER.sub(" ", unicodedata.normalize("NFKC", name).casefold()).split())
    return SPELT_OUT.sub(lambda letters: letters[0].replace(" ", ""), plain)


@lru_cache(maxsize=KEPT)
def core(name: str) -> str:
    """Return the name without its legal form (*bentuk usaha*), where anything is left.

    >>> core("UD. Sumber Barokah"), core("Sumber Barokah, CV")
    ('sumber barokah', 'sumber barokah')
    """
    words = name_key(name).split()
    rest = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(rest or words)


def block(name: str, district_code: str) -> str:
    """Return the block in which look-alikes are sought: same district, same first letters.

    >>> block("UD. Sumber Barokah", "35.15")
    '35.15:sum'
    """
    return f"{district_code}:{core(name)[:3]}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A name made ready to be compared with many: what `nearly_equal` looks at."""

    core: str
    digits: tuple[str, ...]
    sorted_words: str


@lru_cache(maxsize=KEPT)
def shape(name: str) -> Shape:
    """Make a name ready to be compared.

    >>> shape("UD. Sumber Barokah 2")
    Shape(core='sumber barokah 2', digits=('2',), sorted_words='2 barokah sumber')
    """
    plain = core(name)
    return Shape(plain, tuple(DIGITS.findall(plain)), " ".join(sorted(plain.split())))


def alike(one: Shape, other: Shape) -> bool:
    """Say of two shapes what `nearly_equal` says of their names.

    >>> alike(shape("UD Sumber Barokah"), shape("SUMBER BAROKAH, UD"))
    True
    """
    if one.digits != other.digits:
        return False
    return one.core == other.core or fuzz.ratio(one.sorted_words, other.sorted_words, score_cutoff=NEARLY) >= NEARLY


def nearly_equal(one: str, other: str) -> bool:
    """Say whether two names are the same but for legal form, order of words, or a slip of the pen.

    Different digits are never a slip: unit 1 and unit 2 are two.

    >>> nearly_equal("UD Sumber Barokah", "SUMBER BAROKAH, UD"), nearly_equal("Sumber Barokah", "Sumber Rejeki")
    (True, False)
    """
    return alike(shape(one), shape(other))
