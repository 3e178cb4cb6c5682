"""What a measurement yields, and how often it was repeated."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what was measured, ours, the peer's, and what was aimed at.

    `met` says whether the aim was reached in this run; None where nothing was aimed at.
    """

    what: str
    setara: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """How large to measure: the figure's own sizes, or small ones to see that everything runs."""

    quick: bool

    def __call__(self, whole: int, quick: int) -> int:
        return quick if self.quick else whole


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median(times: Iterable[float]) -> float:
    """Return the middle of several times."""
    return statistics.median(times)


def percentile(times: Iterable[float], share: float) -> float:
    """Return the time that a share of all calls does not pass."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ms(time: float) -> str:
    """Write seconds as milliseconds."""
    return f"{time * 1000:.1f} ms"
