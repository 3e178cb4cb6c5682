"""Typed readers of the environment: one way to read a setting, one way to refuse it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")


class UnsafeSetting(Exception):
    """A setting that is missing, malformed or not safe here; the sentence names it and the remedy."""


def text(name: str, default: str = "") -> str:
    """Read text; `NAME_FILE` names a file that holds it (for secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise UnsafeSetting(f"{name}_FILE: cannot read {path} ({error.strerror})") from error
    return os.environ.get(name, default)


def read(name: str, default: Value, reader: Callable[[str], Value], form: str) -> Value:
    """Read one value by `reader`; say the expected form when it does not fit."""
    raw = text(name)
    if not raw:
        return default
    try:
        return reader(raw)
    except ValueError as error:
        raise UnsafeSetting(f"{name}={raw!r}: expected {form}") from error


def whole(name: str, default: int, least: int, most: int) -> int:
    """Read a whole number within bounds."""

    def reader(raw: str) -> int:
        number = int(raw)
        if not least <= number <= most:
            raise ValueError(raw)
        return number

    return read(name, default, reader, f"a whole number from {least} to {most}")


def flag(name: str, default: bool) -> bool:
    """Read yes or no."""
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

    def reader(raw: str) -> bool:
        if raw.lower() not in words:
            raise ValueError(raw)
        return words[raw.lower()]

    return read(name, default, reader, "yes or no")


def choice(name: str, default: str, *options: str) -> str:
    """Read one of a few words."""

    def reader(raw: str) -> str:
        if raw not in options:
            raise ValueError(raw)
        return raw

    return read(name, default, reader, "one of " + ", ".join(options))
