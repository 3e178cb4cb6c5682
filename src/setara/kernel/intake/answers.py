"""What people answered to the questions of lists, as the reader of the next list needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Value: TypeAlias = str | int | None
Place: TypeAlias = tuple[str, int, int]
"""Sheet, row, and which of the records of that row."""


class Key(NamedTuple):
    """What is asked: a field, the code of the problem, and what the cell said, as it is compared.

    `said` is empty where the answer can only hold for the row that asks; `field` too where the register asks.
    """

    field: str
    code: str
    said: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether one answer holds for all rows that ask it.

        >>> Key("kind", "kind_ambiguous", "hki").is_shared, Key("nib", "digits_lost").is_shared
        (True, False)
        """
        return bool(self.said)

    @property
    def is_of_register(self) -> bool:
        """Whether the register asks, so that no cell can answer.

        >>> Key("", "already_issued").is_of_register
        True
        """
        return not self.field


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to the questions of one list: those that hold wherever the same is asked, and those of single rows."""

    of_all: Mapping[Key, Value] = field(default_factory=dict)
    of_rows: Mapping[Place, Mapping[Key, Value]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.of_all or self.of_rows)

    def at(self, place: Place) -> Mapping[Key, Value]:
        """The answers that hold at a place.

        >>> key = Key("district_code", "district_ambiguous", "malang")
        >>> Answers({key: "35.73"}).at(("Data", 5, 0))[key]
        '35.73'
        """
        own = self.of_rows.get(place)
        return {**self.of_all, **own} if own else self.of_all
