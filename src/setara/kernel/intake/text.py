"""Text as a person meant it: cleaned of what cannot be seen, never corrected."""

import re
import unicodedata

from setara.kernel.intake.problems import Doubt, ProblemCode, doubt

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_RETURN_ESCAPE = re.compile(r"_x000[dDaA9]_")

# UTF-8 read as cp1252 shows as these pairs; question marks inside a word are what a lossy export leaves.
_DAMAGE = re.compile(
    r"[\ufffd\x80-\x9f\ue000-\uf8ff\ud800-\udfff\ufffe\uffff]"
    r"|[\u00c2\u00c3][\u00a0-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    r"\u2018\u2019\u201c\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
    r"|\u00e2\u20ac|\u00ef\u00bb\u00bf|\u00f0\u0178|\w\?\w|\?\?"
)
_NOT_A_WORD = re.compile(r"[\W_]+")
_RUNNABLE = "=+-@\uff1d\uff0b\uff0d\uff20"

NAME_LIMIT = 200
TEXT_LIMIT = 1000


def clean(text: str) -> str:
    """Unicode kept (NFC), invisible characters gone, every run of white space one space.

    >>> clean(" UD\\u200b  Sri\\u00a0Rejeki\\n")
    'UD Sri Rejeki'
    """
    if text.isascii() and text.isprintable() and "  " not in text and "_x" not in text:
        return text.strip()
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFC", _RETURN_ESCAPE.sub(" ", text)))
    return " ".join(shown.split())


def clean_outside(text: str) -> str:
    """As `clean`, but the spaces inside stay as the body printed them.

    >>> clean_outside(" LSPr-010 /  2026 ")
    'LSPr-010 /  2026'
    """
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFC", _RETURN_ESCAPE.sub("\n", text))).replace("\t", " ")
    return " ".join(part.strip() for part in shown.split("\n") if part.strip())


def fold(text: str) -> str:
    """Text for comparing: no case, no marks, one space between words.

    >>> fold("Kab.  SIDOARJO")
    'kab sidoarjo'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _NOT_A_WORD.sub(" ", text.casefold()).strip()


def ascii_digits(text: str) -> str:
    """The same digits in ASCII: full-width and Arabic-Indic ones are only another way to write them.

    >>> ascii_digits("１２ \\u0661\\u0662")
    '12 12'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char, char)) for char in unicodedata.normalize("NFKC", text))


def is_damaged(text: str) -> bool:
    """Whether characters were lost or garbled on the way.

    >>> is_damaged("CafÃ© Bu Sri"), is_damaged("Café Bu Sri")
    (True, False)
    """
    return _DAMAGE.search(text) is not None


def is_runnable(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula.

    >>> is_runnable("=HYPERLINK(1)"), is_runnable("UD Maju")
    (True, False)
    """
    return text.lstrip("'’ ")[:1] in _RUNNABLE and bool(text)


def checked_name(text: str) -> str | Doubt:
    """A cleaned name, or why it is asked: damaged, runnable, too long, or no letter in it.

    >>> checked_name("UD Sumber Barokah")
    'UD Sumber Barokah'
    >>> str(checked_name("+cmd").code)
    'formula_like'
    """
    if is_damaged(text):
        return doubt(ProblemCode.TEXT_DAMAGED, text)
    if is_runnable(text):
        return doubt(ProblemCode.FORMULA_LIKE, text)
    if len(text) > NAME_LIMIT:
        return doubt(ProblemCode.TEXT_TOO_LONG, text, limit=str(NAME_LIMIT))
    if not any(char.isalpha() for char in text):
        return doubt(ProblemCode.NAME_UNCLEAR, text)
    return text


def checked_text(text: str) -> str | Doubt:
    """A cleaned text of any other kind, or why it is asked: damaged or too long.

    >>> checked_text("Jl. Raya 5")
    'Jl. Raya 5'
    """
    if is_damaged(text):
        return doubt(ProblemCode.TEXT_DAMAGED, text)
    if len(text) > TEXT_LIMIT:
        return doubt(ProblemCode.TEXT_TOO_LONG, text, limit=str(TEXT_LIMIT))
    return text
