import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.history.chain import GENESIS, Draft, Head, chained, entry_hash

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
ONE = Draft("certificate:1", "certificate.recorded", dt.date(2026, 11, 24), {"digest": "a" * 64})


def test_hash_counts_the_moment_in_utc_to_the_microsecond():
    jakarta = AT.astimezone(dt.timezone(dt.timedelta(hours=7)))
    assert entry_hash(1, ONE, AT, "console", GENESIS) == entry_hash(1, ONE, jakarta, "console", GENESIS)
    later = AT + dt.timedelta(microseconds=1)
    assert entry_hash(1, ONE, later, "console", GENESIS) != entry_hash(1, ONE, AT, "console", GENESIS)


def test_hash_is_the_one_that_a_stranger_computes():
    assert (
        entry_hash(1, ONE, AT, "console", GENESIS) == "73adf21db6c23f7085e235889acad1765f399d6aed8c87bf690499f952c9ba4f"
    )


def test_each_draft_hangs_on_the_one_before():
    links = list(chained(Head(7, "b" * 64), [ONE, ONE, ONE], AT, "console"))
    assert [position for position, *_ in links] == [8, 9, 10]
    assert [previous for _, _, previous, _ in links] == ["b" * 64, links[0][3], links[1][3]]


@given(st.integers(0, 2**62), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_head_is_read_as_it_is_written(position, digest):
    assert Head.parsed(f" {Head(position, digest)}\n") == Head(position, digest)


@pytest.mark.parametrize(
    "text", ["", "5", "5-", "-5-" + "a" * 64, "5-" + "A" * 64, "5-" + "a" * 63, "5-" + "g" * 64, "٥-" + "a" * 64]
)
def test_anything_else_is_no_head(text):
    with pytest.raises(ValueError, match=r"^"):
        Head.parsed(text)
