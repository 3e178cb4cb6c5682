"""Two entries of the register that are one business: where they differ, what stays, what forbids parting them again.

A person chooses field by field; a machine only proposes. The unknown never displaces the known by itself.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from setara.kernel.intake.records import BUSINESS_FIELDS

Values = Mapping[str, str | int | None]
UNKNOWN: tuple[str | int | None, ...] = ("", None)


class Side(StrEnum):
    """Which of the two a value is taken from: the one that stays in the register, or the one that goes."""

    KEPT = "kept"
    GONE = "gone"


class BusinessEntry(StrEnum):
    """What the history says of a business (*IKM*)."""

    KEPT_APART = "business.kept_apart"
    ASKED_AGAIN = "business.asked_again"
    MERGED = "business.merged"
    MERGED_AWAY = "business.merged_into"
    PARTED = "business.merge_undone"


def differing(kept: Values, gone: Values) -> tuple[str, ...]:
    """Name the fields in which the two differ, in the order of the register.

    >>> differing({"name": "UD A", "nib": "", "workers": 3}, {"name": "UD A", "nib": "9", "workers": None})
    ('nib', 'workers')
    """
    return tuple(name for name in BUSINESS_FIELDS if kept.get(name) != gone.get(name))


def preferred(kept: Values, gone: Values) -> dict[str, Side]:
    """Propose for each differing field the known value, and where both are known that of the one that stays.

    >>> preferred({"name": "UD A", "nib": ""}, {"name": "UD B", "nib": "9"})
    {'name': <Side.KEPT: 'kept'>, 'nib': <Side.GONE: 'gone'>}
    """
    return {name: Side.GONE if kept.get(name) in UNKNOWN else Side.KEPT for name in differing(kept, gone)}


def merged(kept: Values, gone: Values, choices: Mapping[str, Side]) -> dict[str, str | int | None]:
    """Return the values of the one business; a field without a choice stays as it is.

    >>> merged({"name": "UD A", "nib": ""}, {"name": "UD B", "nib": "9"}, {"nib": Side.GONE})
    {'name': 'UD A', 'nib': '9'}
    """
    return {name: gone.get(name) if choices.get(name) is Side.GONE else value for name, value in kept.items()}


def set_aside(side: Side, values: Values, choices: Mapping[str, Side]) -> dict[str, str | int | None]:
    """Return the known values of one side that the person did not choose.

    >>> set_aside(Side.GONE, {"name": "UD B", "nib": "9", "phone": ""}, {"name": Side.KEPT, "nib": Side.GONE})
    {'name': 'UD B'}
    """
    chosen = {name: values.get(name) for name, choice in choices.items() if choice is not side}
    return {name: value for name, value in chosen.items() if value not in UNKNOWN}


@dataclass(frozen=True, slots=True)
class SinceMerge:
    """How the business that stayed was left by a merge and how it stands now: values, certificates, later merges."""

    left: Values
    now: Values
    certificates_left: AbstractSet[int]
    certificates_now: AbstractSet[int]
    later_merges: AbstractSet[int]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A later act that forbids undoing a merge.

    Codes: ``merged_since`` (`subject`: the later merge), ``field_changed`` (the field), ``certificate_added`` and
    ``certificate_moved_away`` (the certificate).
    """

    code: str
    subject: str | int


def obstacles(since: SinceMerge) -> tuple[Obstacle, ...]:
    """Name everything that happened since and would be lost or be given to the wrong one of the two.

    >>> values = {"name": "UD A", "product": "Tempe"}
    >>> obstacles(SinceMerge(values, {**values, "product": "Tahu"}, frozenset({7}), frozenset({7, 8}), frozenset()))
    (Obstacle(code='field_changed', subject='product'), Obstacle(code='certificate_added', subject=8))
    """
    found = [Obstacle("merged_since", merge) for merge in sorted(since.later_merges)]
    found += [Obstacle("field_changed", name) for name in differing(since.left, since.now)]
    added = since.certificates_now - since.certificates_left
    found += [Obstacle("certificate_added", certificate) for certificate in sorted(added)]
    missing = since.certificates_left - since.certificates_now
    found += [Obstacle("certificate_moved_away", certificate) for certificate in sorted(missing)]
    return tuple(found)
