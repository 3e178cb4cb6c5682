import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.money import read_money
from setara.kernel.intake.problems import Doubt
from tests.kernel.intake.sheets import number, text

MILLION = 1_000_000


def answer(cell, unit=1):
    amount = read_money(cell, unit)
    return amount.code.value if isinstance(amount, Doubt) else amount


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("Rp 12.500.000,-", 12_500_000), ("Rp12.500.000", 12_500_000), ("Rp. 12.500.000,00", 12_500_000),
        ("IDR 12.500.000", 12_500_000), ("12.500.000", 12_500_000), ("12,500,000", 12_500_000),
        ("12,500,000.00", 12_500_000), ("12 500 000", 12_500_000), ("12500000", 12_500_000), ("12.500", 12_500),
        ("12,5 jt", 12_500_000), ("12.5 jt", 12_500_000), ("12,5 Juta", 12_500_000), ("Rp 5 jt", 5_000_000),
        ("12 juta rupiah", 12_000_000), ("500rb", 500_000), ("500 ribu", 500_000), ("1,2 M", 1_200_000_000),
        ("1,2 milyar", 1_200_000_000), ("1,2 miliar", 1_200_000_000), ("0,125 M", 125_000_000), ("0", 0),
        ("１２.５００.０００", 12_500_000), ("12500000.00", 12_500_000), ("12.500.000.-", 12_500_000),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(typed, rupiah):
    assert answer(text(typed)) == rupiah


@pytest.mark.parametrize(
    ("cell", "rupiah"),
    [
        (number(12.5), 12_500_000), (number(12), 12_000_000), (text("12,5"), 12_500_000), (text("Rp 12"), 12_000_000),
        (number(12.3), 12_300_000), (text("12,5 jt"), 12_500_000), (text("500 rb"), 500_000), (number(0), 0),
    ],
)  # fmt: skip
def test_a_heading_gives_the_unit(cell, rupiah):
    assert answer(cell, MILLION) == rupiah


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [
        (text("12.500"), MILLION, "money_ambiguous"), (text("Rp 12.500.000"), MILLION, "money_ambiguous"),
        (text("Rp 12500000"), MILLION, "money_ambiguous"), (text("1.500 jt"), 1, "money_ambiguous"),
        (text("12,500"), 1, "money_ambiguous"), (number(12, '0" juta"'), 1, "money_ambiguous"),
        (text("-5.000.000"), 1, "money_negative"), (text("(5.000.000)"), 1, "money_negative"),
        (text("Rp -5.000.000"), 1, "money_negative"), (number(-5), 1, "money_negative"),
        (text("12.500,50"), 1, "money_not_whole"), (number(12500.5), 1, "money_not_whole"),
        (number(12500000), MILLION, "money_implausible"), (number(25), 1, "money_implausible"),
        (number(2e12), 1, "money_implausible"), (text("banyak"), 1, "money_unclear"), (text("±10 jt"), 1, "money_unclear"),
        (text("10-15 jt"), 1, "money_unclear"), (text("USD 500"), 1, "money_unclear"),
        (text("1.25E+08"), 1, "money_unclear"), (text("1.00.000"), 1, "money_unclear"),
        (number(46093, "dd/mm/yyyy"), 1, "money_unclear"), (Cell(1, CellKind.BOOLEAN, True), 1, "money_unclear"),
    ],
)  # fmt: skip
def test_an_amount_that_can_be_two_things_is_asked(cell, unit, code):
    assert answer(cell, unit) == code


@given(st.integers(1_000, 999_999_999_999))
def test_an_amount_comes_back_from_indonesian_grouping(amount):
    assert answer(text(f"Rp {amount:,},-".replace(",", ".", f"{amount:,}".count(",")))) == amount
