import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.intake.likeness import block, core, name_key, nearly_equal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UD Sumber Barokah", "SUMBER BAROKAH, UD."),
        ("Sumber Barokah", "CV. Sumber Barokah"),
        ("UD Sumber Barokah", "UD Sumber Baroqah"),
        ("CV Sumber Barokah", "C.V. Sumber Barokah"),
        ("Batik Tulis Jetis", "Batik Tulis  JETIS"),
        ("Keripik Tempe Sanan 1", "KERIPIK TEMPE SANAN 1"),
    ],
)
def test_may_be_one_business(one, other):
    assert nearly_equal(one, other)
    assert nearly_equal(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sumber Barokah", "Sumber Rejeki"),
        ("Sumber Barokah 1", "Sumber Barokah 2"),
        ("Batik A", "Batik B"),
        ("UD Maju", "UD Jaya"),
        ("", "Sumber Barokah"),
    ],
)
def test_is_another_business(one, other):
    assert not nearly_equal(one, other)
    assert not nearly_equal(other, one)


def test_a_name_of_legal_forms_only_keeps_them():
    assert core("UD. Toko") == "ud toko"


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_mutual_and_a_name_is_like_itself(one, other):
    assert nearly_equal(one, one)
    assert nearly_equal(one, other) == nearly_equal(other, one)


@given(st.text(max_size=40))
def test_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


def test_blocks_part_districts():
    assert block("UD Sumber Barokah", "35.15") != block("UD Sumber Barokah", "35.16")
    assert block("UD Sumber Barokah", "35.15") == block("Sumber Rejeki", "35.15")
