"""What stands in a query string or form, read without trusting it."""

from django.core.exceptions import BadRequest
from django.http import QueryDict

MOST_CHARACTERS = 200
LARGEST_ID = 2**63 - 1
MOST_NUMBERS, MOST_NUMBER_DIGITS = 500, 18


def text_of(asked: QueryDict, name: str, most: int = MOST_CHARACTERS) -> str:
    """Return text on one line without control characters, cut at `most`; missing is empty."""
    return line_of(asked.get(name) or "", most)


def line_of(raw: str, most: int = MOST_CHARACTERS) -> str:
    """Return what somebody typed or sent on one line, without what cannot be printed or kept, cut at `most`."""
    return "".join(c if c.isprintable() else " " for c in raw[:most]).strip()


def number_of(asked: QueryDict, name: str, most: int = LARGEST_ID) -> int | None:
    """Return a whole number from 0 to `most`, None where it is missing; BadRequest for anything else."""
    raw = asked.get(name) or ""
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) <= len(str(most)) and int(raw) <= most):
        raise BadRequest(name)
    return int(raw)


def numbers_of(asked: QueryDict, name: str, most: int = MOST_NUMBERS) -> list[int]:
    """Return the whole numbers of a name that may stand several times; BadRequest for anything else, or too many."""
    raw = asked.getlist(name)
    if len(raw) > most or not all(one.isascii() and one.isdigit() and len(one) <= MOST_NUMBER_DIGITS for one in raw):
        raise BadRequest(name)
    return list(dict.fromkeys(int(one) for one in raw))


def choice_of(asked: QueryDict, name: str, options: frozenset[str]) -> str | None:
    """Return one of the options, None where it is missing; BadRequest for anything else."""
    raw = asked.get(name) or ""
    if not raw:
        return None
    if raw not in options:
        raise BadRequest(name)
    return raw
