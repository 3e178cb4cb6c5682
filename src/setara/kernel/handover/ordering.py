"""The order in which certificates are called, packed and printed; who goes on stage; which desk serves whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class Order(StrEnum):
    """By what an event goes: district by district, then facility; or the other way round."""

    DISTRICT = "district"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A certificate that may be called; `id` is the caller's own, `is_ready` says that it has an envelope."""

    id: int
    district: str
    facility: str
    holder: str
    number: str
    is_ready: bool = True


def ordered(candidates: Iterable[Candidate], by: Order) -> list[Candidate]:
    """Put candidates in the order of the run sheet, which envelopes and `print.pdf` follow.

    >>> some = [Candidate(1, "35.78", "iso", "B", "2"), Candidate(2, "35.15", "trademark", "A", "1")]
    >>> [one.id for one in ordered(some, Order.DISTRICT)], [one.id for one in ordered(some, Order.FACILITY)]
    ([2, 1], [1, 2])
    """
    return sorted(candidates, key=lambda one: (*_group(one, by), one.holder, one.number, one.id))


def _group(one: Candidate, by: Order) -> tuple[str, str]:
    return (one.district, one.facility) if by is Order.DISTRICT else (one.facility, one.district)


def symbolic(candidates: Sequence[Candidate], wanted: int) -> list[Candidate]:
    """Propose those who stand for all on stage (*penerima simbolis*): every facility once, then by size, each district
    at most once as long as another is left. Only what has an envelope; the caller's order breaks ties.

    >>> some = [Candidate(1, "35.15", "iso", "A", "1"), Candidate(2, "35.15", "trademark", "B", "2"),
    ...         Candidate(3, "35.78", "trademark", "C", "3")]
    >>> [one.id for one in symbolic(some, 2)]
    [1, 3]
    """
    ready = [one for one in candidates if one.is_ready]
    chosen: list[Candidate] = []
    while ready and len(chosen) < wanted:
        facilities = [one.facility for one in chosen]
        districts = [one.district for one in chosen]
        ready.sort(key=lambda one: (facilities.count(one.facility), districts.count(one.district)))
        chosen.append(ready.pop(0))
    return chosen


def desks_for(districts: Mapping[str, int], desks: int) -> dict[str, int]:
    """Give each district, in order, one of so many desks (counted from 0), so that all have about as many envelopes.

    `districts` holds the number of envelopes of each.

    >>> desks_for({"35.01": 5, "35.02": 5, "35.03": 5, "35.04": 5}, 2)
    {'35.01': 0, '35.02': 0, '35.03': 1, '35.04': 1}
    >>> desks_for({"35.01": 6, "35.02": 2, "35.03": 2}, 2)
    {'35.01': 0, '35.02': 1, '35.03': 1}
    """
    total, before = sum(districts.values()), 0
    given: dict[str, int] = {}
    for district, number in districts.items():
        middle = before + number / 2
        given[district] = min(int(middle * desks / total), desks - 1) if total else 0
        before += number
    return given


def photo_groups(people: Sequence[int], size: int) -> list[list[int]]:
    """Cut those on stage into groups for the photograph, none of which is much smaller than the others.

    >>> photo_groups([1, 2, 3, 4, 5, 6, 7], 5)
    [[1, 2, 3, 4], [5, 6, 7]]
    """
    groups = max(1, -(-len(people) // size))
    placed = ((place * groups // len(people), one) for place, one in enumerate(people))
    return [[one for _, one in alike] for _, alike in groupby(placed, lambda pair: pair[0])]
