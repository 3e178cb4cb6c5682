from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.motif import FAMILIES, MOST_SEGMENTS, motif
from setara.kernel.certificates.motifs.chance import Chance

fingerprints = st.binary(max_size=64)
kinds = st.sampled_from(Kind)


@given(fingerprints, kinds)
def test_equal_input_gives_an_equal_motif(fingerprint, kind):
    assert motif(fingerprint, kind) == motif(fingerprint, kind)


@given(fingerprints, kinds)
def test_every_point_lies_in_the_unit_square(fingerprint, kind):
    drawn = motif(fingerprint, kind)
    points = [point for path in drawn.paths for piece in ((path.start,), *path.segments) for point in piece]
    assert min(min(point) for point in points) >= -1e-9
    assert max(max(point) for point in points) <= 1 + 1e-9


@given(fingerprints, kinds)
def test_a_motif_stays_light(fingerprint, kind):
    drawn = motif(fingerprint, kind)
    assert 20 <= drawn.segments <= MOST_SEGMENTS


@given(fingerprints, kinds)
def test_a_tile_joins_itself_at_every_edge(fingerprint, kind):
    """Where a stroke meets an edge, one meets the opposite edge at the same height."""
    drawn = motif(fingerprint, kind)
    strokes = [path for path in drawn.paths if not path.filled]
    ends = [end for path in strokes for end in (path.start, *(piece[-1] for piece in path.segments))]
    for axis in (0, 1):
        near = {round(end[1 - axis], 6) % 1 for end in ends if abs(end[axis]) < 1e-9}
        far = {round(end[1 - axis], 6) % 1 for end in ends if abs(end[axis] - 1) < 1e-9}
        assert near == far


@pytest.mark.parametrize("kind", Kind)
def test_two_certificates_never_look_alike(kind):
    drawn = {motif(sha256(str(place).encode()).digest(), kind) for place in range(150)}
    assert len(drawn) == 150


def test_every_kind_has_a_family_of_its_own():
    assert len({motif(b"", kind).family for kind in Kind}) == len(Kind) == len(FAMILIES)


def test_kinds_draw_differently_from_one_fingerprint():
    assert len({motif(bytes(32), kind) for kind in Kind}) == len(Kind)


def test_chance_goes_on_beyond_one_block():
    chance, again = Chance(b"x", "y"), Chance(b"x", "y")
    drawn = [chance.byte() for _ in range(100)]
    assert drawn == [again.byte() for _ in range(100)]
    assert drawn[:32] != drawn[32:64]
