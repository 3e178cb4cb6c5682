import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.rulebook.days import jakarta_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2026, 12, 31, 16, 59, 59, tzinfo=dt.UTC), dt.date(2026, 12, 31)),
        (dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC), dt.date(2027, 1, 1)),
        (dt.datetime(2026, 7, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=9))), dt.date(2026, 6, 30)),
    ],
)
def test_day_in_jakarta(moment, day):
    assert jakarta_day(moment) == day


@given(st.integers(-(10**9), 7 * 10**9).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC)))
def test_day_is_that_of_the_moment_seven_hours_on(moment):
    assert jakarta_day(moment) == (moment + dt.timedelta(hours=7)).date()
