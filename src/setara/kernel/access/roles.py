"""Roles (*peran*): named sets of acts, read from a table that an office can replace."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from setara.kernel.access.acts import Act

MOST_LETTERS = 32
"""Letters of a role's code, the width of its column."""
KEYS = frozenset({"id", "en", "acts"})


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of acts; `name_id` and `name_en` are what people read."""

    code: str
    name_id: str
    name_en: str
    acts: frozenset[Act]


Roles: TypeAlias = Mapping[str, Role]


class RolesFault(ValueError):
    """A table of roles that cannot be used; the text names the place and the remedy."""


def read_roles(text: str) -> Roles:
    """Read a table of roles (TOML). Raises RolesFault with the first place where it is not one.

    >>> roles = read_roles('[reader]\\nid = "pembaca"\\nen = "reader"\\nacts = ["register.see"]')
    >>> roles["reader"].acts
    frozenset({<Act.SEE_REGISTER: 'register.see'>})
    >>> read_roles("reader = 1")
    Traceback (most recent call last):
    setara.kernel.access.roles.RolesFault: reader: give id, en and acts, nothing else
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RolesFault(f"no TOML: {error}") from error
    if not table:
        raise RolesFault("no role at all: give at least one section such as [activity_officer]")
    return MappingProxyType({code: _role(code, content) for code, content in table.items()})


@cache
def default_roles() -> Roles:
    """The roles of an ordinary provincial office.

    >>> Act.ISSUE in default_roles()["activity_officer"].acts
    True
    """
    return read_roles(files("setara.kernel.access").joinpath("roles.toml").read_text(encoding="utf-8"))


def _role(code: str, content: object) -> Role:
    if len(code) > MOST_LETTERS or not code.isascii() or not code.replace("_", "").isalnum():
        raise RolesFault(f"{code!r}: a code is at most {MOST_LETTERS} ASCII letters, digits and _")
    if not isinstance(content, dict) or content.keys() != KEYS:
        raise RolesFault(f"{code}: give id, en and acts, nothing else")
    names = content["id"], content["en"]
    for key, name in zip(("id", "en"), names, strict=True):
        if not isinstance(name, str) or not name.strip():
            raise RolesFault(f"{code}.{key}: give the name that people read")
    if not isinstance(content["acts"], list):
        raise RolesFault(f"{code}.acts: give a list of acts")
    return Role(code, *names, frozenset(_act(code, one) for one in content["acts"]))


def _act(code: str, name: object) -> Act:
    try:
        return Act(str(name))
    except ValueError as error:
        known = " ".join(Act)
        raise RolesFault(f"{code}.acts: {name!r} is no act; there are {known}") from error
