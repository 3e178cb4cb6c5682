from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.states import Custody
from setara.kernel.figures.recounting import Difference, Figure, Line, differences, figure, figures_of_year

LINES = st.lists(
    st.builds(
        Line,
        st.integers(1, 4),
        st.sampled_from(["iso", "barcode"]),
        st.sampled_from(["35.15", "35.78", ""]),
        st.sampled_from([0, 2025, 2026]),
        st.sampled_from(["active", "revoked"]),
        st.sampled_from([*Custody]),
        st.booleans(),
    ),
    max_size=20,
)


@given(LINES)
def test_the_parts_of_a_year_fit_together(lines):
    found = {one.code: one for one in figures_of_year(lines, 2026)}
    total = found["certificates"].value
    assert total == sum(line.year == 2026 for line in lines)
    for code in ("certificates", "certificates_by_district", "certificates_by_state", "issued", "in_custody"):
        assert found[code].value == sum(number for _, number in found[code].by)
    assert found["handed_over"].value + found["not_handed_over"].value == total
    assert found["in_custody"].value <= found["issued"].value <= total
    assert found["businesses_served"].value <= min(4, total)


@given(LINES)
def test_figures_differ_from_themselves_in_nothing_and_from_others_both_ways(lines):
    ours, theirs = figures_of_year(lines, 2026), figures_of_year(lines, 2025)
    assert differences(ours, ours) == []
    there = {(one.code, one.key, one.counted, one.shown) for one in differences(theirs, ours)}
    assert {(one.code, one.key, one.shown, one.counted) for one in differences(ours, theirs)} == there


def test_a_figure_that_is_missing_counts_as_none():
    assert differences([], [figure("issued", 2, [("iso", 2)])]) == [
        Difference("issued", "", 0, 2),
        Difference("issued", "iso", 0, 2),
    ]
    assert Figure("issued", 2, (("iso", 2),)) == figure("issued", 2, [("iso", 2), ("barcode", 0)])
