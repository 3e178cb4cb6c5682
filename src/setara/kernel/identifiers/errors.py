"""Why a text is not the identifier that it was taken for."""

from typing import ClassVar


class ValidationError(Exception):
    """The text is not a valid identifier. `code` is public and becomes words at the edge.

    >>> raise_for = InvalidLength()
    >>> raise_for.code
    'invalid_length'
    """

    code: ClassVar[str] = "invalid"


class InvalidLength(ValidationError):
    """Too short or too long: digits are missing or too many."""

    code = "invalid_length"


class InvalidFormat(ValidationError):
    """Characters that this identifier never holds, or not in its order."""

    code = "invalid_format"


class InvalidChecksum(ValidationError):
    """The check digit does not fit the other digits: one of them was mistyped."""

    code = "invalid_checksum"


class InvalidComponent(ValidationError):
    """A part that must be real is not: a region that does not exist, a date that is none."""

    code = "invalid_component"
