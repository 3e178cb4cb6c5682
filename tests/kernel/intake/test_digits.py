import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.intake.digits import Identifier, read_identifier, read_phone
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt, ProblemCode
from tests.kernel.intake.sheets import number, text

NIB = Identifier((13,), lambda digits: digits != "9999999999999", ProblemCode.NIB_INVALID)
ANY_NIB = Identifier((13,), str.isdigit, ProblemCode.NIB_INVALID)
NIK = Identifier((16,), lambda digits: True, ProblemCode.NIK_INVALID)
NPWP = Identifier((15, 16), lambda digits: True, ProblemCode.NPWP_INVALID)


def answer(cell, identifier=NIB):
    digits = read_identifier(cell, identifier)
    return digits.code.value if isinstance(digits, Doubt) else digits


@pytest.mark.parametrize(
    "cell",
    [
        text("0220001234567"), text("0220 0012 34567"), text("0220-0012-34567"), text("0220.0012.34567"),
        text("'0220001234567"), text("NIB: 0220001234567"), text("NIB 0220001234567"), text("No. NIB. 0220001234567"),
        text("０２２０００１２３４５６７"), text("\u200b0220001234567\u00a0"), number(220001234567, "0000000000000"),
        text("0220001234567\n"),
    ],
)  # fmt: skip
def test_an_identifier_is_its_digits(cell):
    assert answer(cell) == "0220001234567"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number(220001234567), "zeros_lost"), (number(220001234567, "0"), "zeros_lost"),
        (number(220001234567, "#,##0"), "zeros_lost"), (text("220001234567.0"), "zeros_lost"),
        (text("220001234567"), "nib_invalid"), (text("02200012345678"), "nib_invalid"),
        (text("9999999999999"), "nib_invalid"), (text("2.20001E+11"), "digits_lost"), (text("2,2E+11"), "digits_lost"),
        (text("O220001234567"), "letters_in_digits"), (text("022000l234567"), "letters_in_digits"),
        (text("0220001234567; 0220001234568"), "several_values"),
        (text("0220001234567\n0220001234568"), "several_values"),
        (text("0220001234567 / 0220001234568"), "several_values"), (text("sudah ada"), "digits_unclear"),
        (text("0220001234567 (lama)"), "digits_unclear"), (number(2.5), "digits_unclear"), (number(-5), "digits_unclear"),
        (Cell(1, CellKind.BOOLEAN, True), "digits_unclear"), (text("02200\ufffd1234567"), "text_damaged"),
    ],
)  # fmt: skip
def test_an_identifier_that_may_be_damaged_is_asked(cell, code):
    assert answer(cell) == code


def test_sixteen_digits_are_trusted_as_text_only():
    assert answer(text("3578010101900000"), NIK) == "3578010101900000"
    assert answer(number(3578010101900000), NIK) == "digits_lost"
    assert answer(text("3578010101900000.0"), NIK) == "digits_lost"
    assert answer(text("3,57801E+15"), NIK) == "digits_lost"


def test_fifteen_digits_in_a_number_cell_are_kept():
    assert answer(number(999999998601000), NPWP) == "999999998601000"
    assert answer(number(13456789012000, r"00\.000\.000\.0\-000\.000"), NPWP) == "013456789012000"
    assert answer(text("99.999.999.8-601.000"), NPWP) == "999999998601000"


@given(st.integers(1, 9_999_999_999_999).map(lambda value: f"{value:013}"))
def test_an_identifier_comes_back_from_a_zero_padded_format(digits):
    assert read_identifier(number(int(digits), "0" * 13), ANY_NIB) == digits


def e164(written):
    return "+62" + written.removeprefix("+62").removeprefix("0") if len(written) > 8 else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (text("0812-3456-7890"), "+6281234567890"), (text("0812 3456 7890"), "+6281234567890"),
        (text("+62 812 3456 7890"), "+6281234567890"), (text("6281234567890"), "+6281234567890"),
        (text("HP: 0812-3456-7890"), "+6281234567890"), (text("0812-3456-7890 (WA)"), "+6281234567890"),
        (text("(031) 8912345"), "+62318912345"), (text("+62 (0)31 8912345"), "+62318912345"),
        (number(81234567890), "+6281234567890"), (number(6281234567890), "+6281234567890"),
        (number(318912345), "phone_invalid"), (text("8912345"), "phone_invalid"), (text("031-89"), "phone_invalid"),
        (text("81234567890"), "phone_invalid"), (text("+62 0812 3456 7890"), "phone_invalid"),
        (text("081234567890 / 081311112222"), "several_values"), (text("O81234567890"), "letters_in_digits"),
        (text("0812-3456-7890 Bu Sri"), "digits_unclear"), (text("8.12E+10"), "digits_lost"),
    ],
)  # fmt: skip
def test_a_telephone_number_has_its_country(cell, expected):
    phone = read_phone(cell, e164)
    assert (phone.code.value if isinstance(phone, Doubt) else phone) == expected
