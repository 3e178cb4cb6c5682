"""Choices that look random and are the same on every machine, in every process and with every Python."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A stream of choices from one seed.

    Only `random.Random.random` is asked: its numbers are promised to stay, those of `choice` and `shuffle` are not.
    """

    def __init__(self, seed: int, name: str) -> None:
        self._numbers = random.Random(f"{seed}/{name}")  # noqa: S311

    def below(self, limit: int) -> int:
        """A whole number from 0 to below the limit."""
        return int(self._numbers.random() * limit)

    def between(self, first: int, last: int) -> int:
        """A whole number, both ends included."""
        return first + self.below(last - first + 1)

    def chance(self, share: float) -> bool:
        """True in that share of the cases."""
        return self._numbers.random() < share

    def of(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.below(len(choices))]


def shares(total: int, weights: Mapping[str, int], least: int) -> dict[str, int]:
    """Split a total by weight, at least `least` each; what rounding leaves goes to the largest remainders.

    >>> shares(10, {"a": 5, "b": 3, "c": 1}, 1)
    {'a': 5, 'b': 3, 'c': 2}
    """
    rest = total - least * len(weights)
    whole = sum(weights.values())
    split = {name: least + rest * weight // whole for name, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda name: (-(rest * weights[name] % whole), name))
    for name in by_remainder[: total - sum(split.values())]:
        split[name] += 1
    return split
