"""Which records somebody's grants reach: districts by facility."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

ALL = ""
"""As an area or a facility: every one, the unknown one included."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Records of some facilities in some districts; None: of all, also where it is not known."""

    facilities: frozenset[str] | None
    districts: frozenset[str] | None

    def holds(self, district: str, facility: str) -> bool:
        """Whether a record of that facility and district is within.

        >>> Reach(None, frozenset({"35.15"})).holds("35.15", "iso"), Reach(None, frozenset({"35.15"})).holds("", "iso")
        (True, False)
        """
        return (self.facilities is None or facility in self.facilities) and (
            self.districts is None or district in self.districts
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """Reaches without a facility in common, so that what they hold can be added up; none: nothing at all."""

    reaches: tuple[Reach, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether no record lies outside."""
        return self.reaches == EVERYTHING.reaches

    def holds(self, district: str, facility: str) -> bool:
        """Whether a record of that facility and district is within."""
        return any(reach.holds(district, facility) for reach in self.reaches)

    @property
    def districts(self) -> frozenset[str] | None:
        """Districts of which at least one facility is within; None: all, also the unknown one.

        >>> scope_of([("35.15", "iso"), ("35.78", "")], ["iso", "merek"]).districts == {"35.15", "35.78"}
        True
        """
        if any(reach.districts is None for reach in self.reaches):
            return None
        return frozenset().union(*(reach.districts or () for reach in self.reaches))

    def holds_all_of(self, district: str) -> bool:
        """Whether every facility of a district is within: what belongs to no one facility takes this.

        >>> scope_of([("35.15", "iso"), ("35.78", "")], ["iso", "merek"]).holds_all_of("35.15")
        False
        """
        return any(reach.facilities is None and reach.holds(district, "") for reach in self.reaches)


EVERYTHING = Scope((Reach(None, None),))
NOTHING = Scope()


def scope_of(grants: Iterable[tuple[str, str]], facilities: Iterable[str]) -> Scope:
    """Unite grants, each (area, facility), either of them `ALL`; `facilities` are all that there are.

    >>> scope_of([("35.15", ""), ("", "")], ["iso", "merek"]).is_everything
    True
    >>> [reach.districts for reach in scope_of([("35.15", ""), ("", "iso")], ["iso", "merek"]).reaches]
    [None, frozenset({'35.15'})]
    """
    known = sorted(facilities)
    areas: dict[str, set[str]] = {facility: set() for facility in known}
    for area, granted in grants:
        for facility in known if granted == ALL else [granted] if granted in areas else []:
            areas[facility].add(area)
    alike: dict[frozenset[str] | None, list[str]] = defaultdict(list)
    for facility, within in areas.items():
        if within:
            alike[None if ALL in within else frozenset(within)].append(facility)
    return Scope(
        tuple(Reach(None if len(some) == len(known) else frozenset(some), within) for within, some in alike.items())
    )
