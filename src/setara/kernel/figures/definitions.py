"""What a published figure is called and what it counts, read from a table that refuses its own faults."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from setara.kernel.certificates.kinds import Names

FILE = "figures.toml"


class AboutWhat(StrEnum):
    """Of what a figure is: the register of certificates, or one ceremony."""

    REGISTER = "register"
    CEREMONY = "ceremony"


class CountedYear(StrEnum):
    """Which of the three years of a certificate a figure goes by; of an event all that stands in it counts."""

    BUDGET = "budget_year"
    ISSUE = "issue_year"
    HANDOVER = "handover_year"
    EVENT = "event"


class Split(StrEnum):
    """By what a figure is broken down."""

    NONE = ""
    FACILITY = "facility"
    DISTRICT = "district"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Definition:
    """A published figure in words: its name, what it means in a few words, and exactly what it counts."""

    code: str
    about: AboutWhat
    year: CountedYear
    split: Split
    name: Names
    says: Names
    definition: Names


Definitions: TypeAlias = Mapping[str, Definition]
CHOICES: Mapping[str, type[StrEnum]] = {"about": AboutWhat, "year": CountedYear, "split": Split}
TEXTS = ("name_id", "name_en", "says_id", "says_en", "definition_id", "definition_en")
KEYS = frozenset({*CHOICES, *TEXTS})


class DefinitionsFault(ValueError):
    """A table of figures that cannot be used; the text names file, key and reason."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{FILE}: {key}: {reason}" if key else f"{FILE}: {reason}")


def read_definitions(text: str) -> Definitions:
    """Read a table of figures (TOML), in its order. Raises DefinitionsFault with the first place where it is not one.

    >>> read_definitions("[certificates]\\nabout = 'register'")
    Traceback (most recent call last):
    setara.kernel.figures.definitions.DefinitionsFault: figures.toml: certificates.definition_en: is missing
    >>> read_definitions("certificates = 1")
    Traceback (most recent call last):
    setara.kernel.figures.definitions.DefinitionsFault: figures.toml: certificates: is no section
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionsFault("", f"no TOML: {error}") from error
    if not table:
        raise DefinitionsFault("", "defines no figure at all")
    return MappingProxyType({code: _definition(code, content) for code, content in table.items()})


@cache
def definitions() -> Definitions:
    """The figures that this version publishes, by code.

    >>> definitions()["handed_over"].name
    Names(id='Sudah diserahkan', en='Handed over')
    """
    return read_definitions(files("setara.kernel.figures").joinpath(FILE).read_text(encoding="utf-8"))


def _definition(code: str, content: object) -> Definition:
    if not code.isascii() or not code.replace("_", "").isalpha() or len(code) > 32:
        raise DefinitionsFault(repr(code), "a code is at most 32 ASCII letters and _")
    if not isinstance(content, dict):
        raise DefinitionsFault(code, "is no section")
    for key in sorted(KEYS ^ content.keys()):
        raise DefinitionsFault(f"{code}.{key}", "is missing" if key in KEYS else "is not known here")
    text = {key: _text(f"{code}.{key}", content[key]) for key in TEXTS}
    for key, kind in CHOICES.items():
        if content[key] not in list(kind):
            known = " ".join(repr(str(one)) for one in kind)
            raise DefinitionsFault(f"{code}.{key}", f"{content[key]!r} is none of {known}")
    return Definition(
        code,
        AboutWhat(content["about"]),
        CountedYear(content["year"]),
        Split(content["split"]),
        Names(text["name_id"], text["name_en"]),
        Names(text["says_id"], text["says_en"]),
        Names(text["definition_id"], text["definition_en"]),
    )


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DefinitionsFault(key, "give the text that people read")
    return value
