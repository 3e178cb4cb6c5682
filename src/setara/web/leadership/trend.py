"""The trend over the budget years: certificates, and how many of them are handed over."""

from collections.abc import Mapping
from dataclasses import dataclass

from setara.web.leadership.addresses import records_of

MOST_YEARS = 8
HEIGHT, STEP, BAR = 200, 90, 54
FOOT, HEAD = 26, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: its bar and the lower part of it that is handed over, in units of the drawing; its numbers and lists."""

    year: int
    x: int
    top: int
    height: int
    handed_top: int
    handed_height: int
    numbers: tuple[tuple[str, int, str], ...]

    @property
    def middle(self) -> int:
        return self.x + BAR // 2

    @property
    def above(self) -> int:
        return self.top - 7

    @property
    def certificates(self) -> int:
        return next(number for code, number, _ in self.numbers if code == "certificates")


@dataclass(frozen=True, slots=True)
class Trend:
    """The bars, the earliest year first, and the size of the drawing."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT
    bar: int = BAR
    base: int = HEIGHT - FOOT
    foot: int = HEIGHT - 6


def trend(years: Mapping[int, Mapping[str, int]], until: int) -> Trend:
    """Draw the latest years up to one; heights are shares of the tallest."""
    shown = [year for year in years if year <= until][-MOST_YEARS:]
    largest = max((years[year]["certificates"] for year in shown), default=0) or 1
    room = HEIGHT - FOOT - HEAD

    def bar(place: int, year: int) -> Bar:
        height, handed = (round(room * years[year][name] / largest) for name in ("certificates", "handed_over"))
        return Bar(
            year=year,
            x=place * STEP + (STEP - BAR) // 2,
            top=HEIGHT - FOOT - height,
            height=height,
            handed_top=HEIGHT - FOOT - handed,
            handed_height=handed,
            numbers=tuple(
                (code, years[year][code], records_of(code, year))
                for code in ("businesses_served", "certificates", "handed_over")
            ),
        )

    return Trend(tuple(bar(place, year) for place, year in enumerate(shown)), width=max(len(shown), 1) * STEP)
