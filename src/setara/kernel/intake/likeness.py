"""When two names may mean one business. A machine only asks; merging is for a person."""

import re
import unicodedata

from rapidfuzz import fuzz

LEGAL_FORMS = frozenset({"ud", "cv", "pt", "pd", "kub", "koperasi", "kop", "perorangan", "tb", "toko", "ikm", "umkm"})
NEARLY = 92
"""Least likeness, of 100, between names that are nearly equal: a letter more or less in an ordinary name."""
NOT_A_LETTER = re.compile(r"[^\w]+|_")
SPELT_OUT = re.compile(rf"\b(?:{'|'.join(' '.join(form) for form in sorted(LEGAL_FORMS) if len(form) < 4)})\b")
DIGITS = re.compile(r"\d+")


def name_key(name: str) -> str:
    """Return a name as it is compared: letter case, punctuation and blanks do not count, nor in *C.V.* the points.

    >>> name_key("UD. Sumber  Barokah"), name_key("C.V. Sumber Barokah")
    ('ud sumber barokah', 'cv sumber barokah')
    """
    plain = " ".join(NOT_A_LETTER.sub(" ", unicodedata.normalize("NFKC", name).casefold()).split())
    return SPELT_OUT.sub(lambda letters: letters[0].replace(" ", ""), plain)


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


def nearly_equal(one: str, other: str) -> bool:
    """Say whether two names are the same but for legal form, order of words, or a slip of the pen.

    Different digits are never a slip: unit 1 and unit 2 are two.

    >>> nearly_equal("UD Sumber Barokah", "SUMBER BAROKAH, UD"), nearly_equal("Sumber Barokah", "Sumber Rejeki")
    (True, False)
    """
    first, second = core(one), core(other)
    if first == second:
        return True
    if DIGITS.findall(first) != DIGITS.findall(second):
        return False
    return fuzz.token_sort_ratio(first, second, score_cutoff=NEARLY) >= NEARLY
