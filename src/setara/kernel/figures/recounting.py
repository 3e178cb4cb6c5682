"""The figures counted by hand: from one line a certificate, slowly and simply, so that a fast way can be held to it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from setara.kernel.certificates.states import IN_OFFICE, ISSUED


@dataclass(frozen=True, slots=True)
class Line:
    """What a figure may look at of one certificate. `year` is the budget year, 0 where unknown."""

    business: int
    facility: str
    district: str
    year: int
    state: str
    custody: str
    is_handed_over: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number with its parts, by key, in the order of the keys; parts of none are left out.

    Parts need not add up: a business with certificates of two facilities stands in both.
    """

    code: str
    value: int
    by: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is not what it should be: a figure, and the key of its part (empty: the whole)."""

    code: str
    key: str
    shown: int
    counted: int


def figure(code: str, value: int, parts: Iterable[tuple[str, int]] = ()) -> Figure:
    """Make a figure whose parts are in order, those of none left out.

    >>> figure("certificates", 3, [("iso", 2), ("barcode", 1), ("copyright", 0)]).by
    (('barcode', 1), ('iso', 2))
    """
    return Figure(code, value, tuple(sorted((key, number) for key, number in parts if number)))


def figures_of_year(lines: Iterable[Line], year: int) -> tuple[Figure, ...]:
    """Count every figure of the register for a budget year, from all lines that whoever asks may see.

    >>> some = [Line(1, "iso", "35.15", 2026, "active", "at_province", False),
    ...         Line(1, "barcode", "35.15", 2026, "active", "with_owner", True),
    ...         Line(2, "iso", "35.78", 2025, "active", "with_owner", True)]
    >>> [(one.code, one.value) for one in figures_of_year(some, 2026)][:2]
    [('businesses_served', 1), ('certificates', 2)]
    >>> figures_of_year(some, 2026)[0].by
    (('barcode', 1), ('iso', 1))
    """
    these = [line for line in lines if line.year == year]
    served = {(line.facility, line.business) for line in these}
    return (
        figure(
            "businesses_served",
            len({line.business for line in these}),
            Counter(facility for facility, _ in served).items(),
        ),
        _counted("certificates", these, lambda line: line.facility),
        _counted("certificates_by_district", these, lambda line: line.district),
        _counted("certificates_by_state", these, lambda line: line.state),
        _counted("issued", [line for line in these if line.custody in ISSUED], lambda line: line.facility),
        _counted("in_custody", [line for line in these if line.custody in IN_OFFICE], lambda line: line.facility),
        _counted("handed_over", [line for line in these if line.is_handed_over], lambda line: line.facility),
        _counted("not_handed_over", [line for line in these if not line.is_handed_over], lambda line: line.facility),
    )


def differences(shown: Sequence[Figure], counted: Sequence[Figure]) -> list[Difference]:
    """Name every number that is shown otherwise than it was counted, the whole before its parts.

    >>> differences([Figure("issued", 2, (("iso", 2),))], [Figure("issued", 1, (("iso", 1),))])
    [Difference(code='issued', key='', shown=2, counted=1), Difference(code='issued', key='iso', shown=2, counted=1)]
    >>> differences([Figure("issued", 0)], [Figure("issued", 0)])
    []
    """
    here, there = {one.code: one for one in shown}, {one.code: one for one in counted}
    found = []
    for code in sorted({*here, *there}):
        one, other = here.get(code, Figure(code, 0)), there.get(code, Figure(code, 0))
        parts, right = {"": one.value, **dict(one.by)}, {"": other.value, **dict(other.by)}
        found += [
            Difference(code, key, parts.get(key, 0), right.get(key, 0))
            for key in sorted({*parts, *right})
            if parts.get(key, 0) != right.get(key, 0)
        ]
    return found


def _counted(code: str, lines: Sequence[Line], key: Callable[[Line], str]) -> Figure:
    return figure(code, len(lines), Counter(key(line) for line in lines).items())
