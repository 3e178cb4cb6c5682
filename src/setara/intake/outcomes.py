"""What became of a record that was read."""

from dataclasses import dataclass
from enum import StrEnum

from setara.kernel.intake.records import Problem, Record


class Outcome(StrEnum):
    """What became of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    UNDECIDED = "undecided"
    REFUSED = "refused"


WAITING = frozenset({Outcome.UNDECIDED, Outcome.REFUSED})
"""Outcomes of rows that wait for a person."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A record with its outcome. `changes` names the fields that an update changed."""

    record: Record
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    changes: tuple[str, ...] = ()
