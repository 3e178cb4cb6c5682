"""Choices that a fingerprint makes: the same bytes always choose the same."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices drawn from a fingerprint; as even as SHA-256 and without end."""

    def __init__(self, fingerprint: bytes, purpose: str) -> None:
        self._seed = sha256(purpose.encode() + b"\0" + fingerprint).digest()
        self._block = b""
        self._drawn = 0

    def byte(self) -> int:
        """The next number, 0 to 255.

        >>> Chance(b"a", "kawung").byte() == Chance(b"a", "kawung").byte()
        True
        """
        position = self._drawn % 32
        if position == 0:
            self._block = sha256(self._seed + (self._drawn // 32).to_bytes(4, "big")).digest()
        self._drawn += 1
        return self._block[position]

    def within(self, low: float, high: float) -> float:
        """A length between two bounds, in sixteen steps, so that neighbours can be told apart by eye."""
        return low + (high - low) * (self.byte() % 16) / 15

    def one_of(self, options: Sequence[T]) -> T:
        """One of the options.

        >>> Chance(b"a", "kawung").one_of("x")
        'x'
        """
        return options[self.byte() % len(options)]
