"""Certificate numbers as they are compared; they are kept and shown as the body printed them."""

import re
import unicodedata

DASHES = re.compile("[\u2010-\u2015\u2212]")
SPACES = re.compile(r"\s+")


def number_key(number: str) -> str:
    """Return a number as it is compared: letter case, blanks and kinds of dash do not count, all else does.

    >>> number_key("IDM 000 123456") == number_key("idm000123456")
    True
    >>> number_key("12/3") == number_key("1/23")
    False
    """
    key = number
    # Folding letters can undo the normal form, and the other way round; it settles after a turn or two.
    while (folded := SPACES.sub("", DASHES.sub("-", unicodedata.normalize("NFKC", key).casefold()))) != key:
        key = folded
    return key
