"""Reasons for a body's decision in public words, read from a table that an office can replace."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from setara.kernel.certificates.states import STATUS_AFTER, EntryKind

OTHER = "other"
"""The code of a reason that is typed freely."""
MOST_LETTERS = 32
MOST_WORDS = 1000
"""Characters of a code and of its words, the widths of their columns."""
KINDS = {kind.value.removeprefix("decision."): kind for kind in STATUS_AFTER}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as the public reads it, in Indonesian and in English."""

    code: str
    id: str
    en: str


Reasons: TypeAlias = Mapping[EntryKind, Mapping[str, Reason]]


class ReasonsFault(ValueError):
    """A table of reasons that cannot be used; the text names the place and the remedy."""


def read_reasons(text: str) -> Reasons:
    """Read a table of reasons (TOML). Raises ReasonsFault with the first place where it is not one.

    >>> reasons = read_reasons('[revoked.asked]\\nid = "Atas permintaan."\\nen = "On request."')
    >>> reasons[EntryKind.REVOKED]["asked"].en, dict(reasons[EntryKind.LAPSED])
    ('On request.', {})
    >>> read_reasons('[forged.x]')
    Traceback (most recent call last):
    setara.kernel.certificates.decision_reasons.ReasonsFault: forged: no decision; there are suspended reinstated \
revoked lapsed
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReasonsFault(f"no TOML: {error}") from error
    for name, content in table.items():
        if name not in KINDS:
            raise ReasonsFault(f"{name}: no decision; there are {' '.join(KINDS)}")
        if not isinstance(content, dict):
            raise ReasonsFault(f"{name}: give sections such as [{name}.own_request]")
    return MappingProxyType(
        {
            kind: MappingProxyType({code: _reason(name, code, said) for code, said in table.get(name, {}).items()})
            for name, kind in KINDS.items()
        }
    )


@cache
def default_reasons() -> Reasons:
    """The reasons that bodies' letters usually give.

    >>> default_reasons()[EntryKind.SUSPENDED]["fee_unpaid"].en
    'The yearly fee has not been paid.'
    """
    return read_reasons(
        files("setara.kernel.certificates").joinpath("decision_reasons.toml").read_text(encoding="utf-8")
    )


def _reason(kind: str, code: str, said: object) -> Reason:
    place = f"{kind}.{code}"
    if code == OTHER or len(code) > MOST_LETTERS or not code.isascii() or not code.replace("_", "").isalnum():
        raise ReasonsFault(f"{place}: a code is at most {MOST_LETTERS} ASCII letters, digits and _, and not {OTHER}")
    if not isinstance(said, dict) or said.keys() != {"id", "en"}:
        raise ReasonsFault(f"{place}: give id and en, nothing else")
    words = said["id"], said["en"]
    for one in words:
        if not isinstance(one, str) or not one.strip() or len(one) > MOST_WORDS:
            raise ReasonsFault(f"{place}: give the words that the public reads, at most {MOST_WORDS} characters")
    return Reason(code, *words)
