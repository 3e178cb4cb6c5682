"""Two entries that are one business, and two again."""

from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.intake.merging import Obstacle, Side, SinceMerge, differing, merged, obstacles, preferred, set_aside
from setara.kernel.intake.records import BUSINESS_FIELDS

VALUE = st.sampled_from(["", "UD A", "UD B", None, 3])
RECORD = st.fixed_dictionaries(dict.fromkeys(BUSINESS_FIELDS, VALUE))
CHOICES = st.dictionaries(st.sampled_from(BUSINESS_FIELDS), st.sampled_from(Side))
UD = {"name": "UD A", "nib": "", "workers": None}


def since(**changed: object) -> tuple[Obstacle, ...]:
    facts = {
        "left": UD,
        "now": UD,
        "certificates_left": {1, 2},
        "certificates_now": {1, 2},
        "later_merges": set(),
        **changed,
    }
    return obstacles(SinceMerge(**facts))  # type: ignore[arg-type]


@given(kept=RECORD, gone=RECORD, choices=CHOICES)
def test_every_value_of_the_one_comes_from_one_of_the_two(kept, gone, choices):
    one = merged(kept, gone, choices)
    assert one == {name: (gone if choices.get(name) is Side.GONE else kept)[name] for name in BUSINESS_FIELDS}
    assert set(differing(one, kept)) <= set(differing(kept, gone))


@given(kept=RECORD, gone=RECORD)
def test_the_proposal_loses_nothing_known(kept, gone):
    one = merged(kept, gone, preferred(kept, gone))
    for name in BUSINESS_FIELDS:
        assert (one[name] in ("", None)) == (kept[name] in ("", None) and gone[name] in ("", None))


@given(kept=RECORD, gone=RECORD)
def test_what_was_set_aside_is_never_what_stands(kept, gone):
    choices = preferred(kept, gone)
    one = merged(kept, gone, choices)
    for side, values in ((Side.KEPT, kept), (Side.GONE, gone)):
        assert all(one[name] != value for name, value in set_aside(side, values, choices).items())


def test_nothing_stands_in_the_way_of_undoing_at_once():
    assert since() == ()


def test_every_later_act_is_named():
    assert since(
        now={**UD, "nib": "9"}, certificates_left={1, 2}, certificates_now={2, 3}, later_merges={8, 7}
    ) == (
        Obstacle("merged_since", 7),
        Obstacle("merged_since", 8),
        Obstacle("field_changed", "nib"),
        Obstacle("certificate_added", 3),
        Obstacle("certificate_moved_away", 1),
    )  # fmt: skip
