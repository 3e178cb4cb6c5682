"""The figures of one ceremony, from its lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from setara.kernel.figures.recounting import Figure, figure


@dataclass(frozen=True, slots=True)
class CeremonyLine:
    """What a figure may look at of one certificate in the order of an event.

    `is_ready`: it has an envelope; `is_received`: a receipt stands, `is_by_proxy`: of somebody with a letter.
    """

    business: int
    facility: str
    district: str
    is_ready: bool
    is_received: bool
    is_by_proxy: bool
    is_on_stage: bool


def figures_of_ceremony(lines: Iterable[CeremonyLine]) -> tuple[Figure, ...]:
    """Count every figure of an event, in the order of their definitions.

    >>> some = [CeremonyLine(1, "iso", "35.15", True, True, True, False),
    ...         CeremonyLine(1, "barcode", "35.15", False, False, False, False)]
    >>> [(one.code.removeprefix("ceremony_"), one.value) for one in figures_of_ceremony(some)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('planned', 2), ('by_district', 2), ('ready', 0), ('on_hold', 1), ('handed_over', 1), ('by_proxy', 1),
     ('not_collected', 1), ('businesses', 1), ('symbolic', 0)]
    """
    these = list(lines)
    waiting = [line for line in these if not line.is_received]
    businesses = {(line.facility, line.business) for line in these}
    return (
        _counted("planned", these),
        figure("ceremony_by_district", len(these), Counter(line.district for line in these).items()),
        _counted("ready", [line for line in waiting if line.is_ready]),
        _counted("on_hold", [line for line in waiting if not line.is_ready]),
        _counted("handed_over", [line for line in these if line.is_received]),
        _counted("by_proxy", [line for line in these if line.is_by_proxy]),
        _counted("not_collected", waiting),
        figure(
            "ceremony_businesses",
            len({line.business for line in these}),
            Counter(facility for facility, _ in businesses).items(),
        ),
        _counted("symbolic", [line for line in these if line.is_on_stage]),
    )


def _counted(code: str, lines: list[CeremonyLine]) -> Figure:
    return figure(f"ceremony_{code}", len(lines), Counter(line.facility for line in lines).items())
