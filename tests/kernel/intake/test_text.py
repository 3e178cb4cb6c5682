import pytest

from setara.kernel.intake.cells import is_empty, unusable
from setara.kernel.intake.formats import date_parts, decimals_shown, names_unit, zeros_shown
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt
from setara.kernel.intake.split import number_parts, parts, same_shape
from setara.kernel.intake.text import checked_name, checked_text, clean, clean_outside, fold, is_damaged, is_runnable
from setara.kernel.intake.wordlists import is_ditto, says_nothing
from tests.kernel.intake.sheets import text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("UD Maju", "UD Maju"), ("  UD \n Maju ", "UD Maju"), ("UD\u00a0Maju", "UD Maju"), ("U\u200bD\ufeff Ma\u00adju", "UD Maju"),
        ("\u202eUD Maju\u202c", "UD Maju"), ("Cafe\u0301", "Café"), ("UD_x000D_\nMaju", "UD Maju"), ("UD\x07Maju", "UDMaju"),
        ("ꦧꦠꦶꦏ꧀ Batik", "ꦧꦠꦶꦏ꧀ Batik"), ("UD 😀", "UD 😀"),
    ],
)  # fmt: skip
def test_text_is_cleaned_of_what_cannot_be_seen(typed, shown):
    assert clean(typed) == shown


def test_inner_spaces_of_a_number_stay():
    assert clean_outside(" 045 /  LSPr\n/2026 ") == "045 /  LSPr /2026"


@pytest.mark.parametrize(
    "typed", ["CafÃ© Bu Sri", "Bu Sriâ€™s", "Caf\ufffd", "Bu?di", "UD ??? Jaya", "ï»¿UD", "Caf\x82"]
)
def test_garbled_text_is_noticed(typed):
    assert is_damaged(typed)


@pytest.mark.parametrize("typed", ["Café Bu Sri", "“CAFÉ”", "Kopi?", "Bu Sri’s", "Naïve Ångström"])
def test_foreign_letters_are_no_damage(typed):
    assert not is_damaged(typed)


@pytest.mark.parametrize("typed", ["=1+1", "+UD", "-UD", "@SUM(A1)", "'=1+1", "＝1+1"])
def test_a_name_that_a_spreadsheet_would_run_is_asked(typed):
    assert is_runnable(typed)
    assert str(checked_name(typed).code) == "formula_like"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12345", "name_unclear"),
        ("?", "name_unclear"),
        ("UD " + "x" * 300, "text_too_long"),
        ("Caf\ufffd", "text_damaged"),
    ],
)
def test_what_is_no_name_is_asked(typed, code):
    assert checked_name(typed).code.value == code


def test_other_text_stays_as_it_is():
    assert checked_text("=1+1") == "=1+1"
    assert isinstance(checked_text("x" * 1001), Doubt)
    assert isinstance(checked_text("Ã©"), Doubt)
    assert checked_name("'Aisyiyah") == "'Aisyiyah"
    assert fold("Ｋａｂ．  Sidoarjo") == "kab sidoarjo"


@pytest.mark.parametrize(
    "typed", ["", "-", "--", "–", "—", "n/a", "N.A.", "Tidak ada", "tdk. ada", "belum ada", "Nihil"]
)
def test_some_words_say_nothing(typed):
    assert says_nothing(typed)


@pytest.mark.parametrize("typed", ["?", "UD Tidak Ada", "0", '-"-', "tidak ada masa berlaku sampai sekarang"])
def test_other_words_say_something(typed):
    assert not says_nothing(typed)


@pytest.mark.parametrize(
    "typed", ['"', "''", "〃", '-"-', "idem", "Idem", "sda", "s.d.a.", "sda.", "ditto", "sama dengan di atas"]
)
def test_marks_point_at_the_cell_above(typed):
    assert is_ditto(typed)


@pytest.mark.parametrize("typed", ["", "Idham", "Sidoarjo", "'Aisyiyah", "sama"])
def test_other_texts_do_not_point_above(typed):
    assert not is_ditto(typed)


@pytest.mark.parametrize(
    "cell",
    [
        Cell(1, CellKind.ERROR, "#N/A"),
        text("#REF!"),
        text("######"),
        text("Err:502"),
        text("x", strike=True),
        Cell(1, CellKind.BOOLEAN, True),
    ],
)
def test_some_cells_hold_nothing_to_read(cell):
    assert unusable(cell) is not None


def test_other_cells_can_be_read():
    assert unusable(text("#1 Snack")) is None
    assert is_empty(text(" \u200b"))
    assert not is_empty(Cell(1, CellKind.NUMBER, 0))


def test_formats_say_what_they_show():
    assert sorted(date_parts("dd/mm/yyyy hh:mm")) == ["d", "m", "y"]
    assert date_parts("hh:mm:ss") == date_parts("#,##0") == date_parts("") == date_parts("[h]:mm") == frozenset()
    assert zeros_shown('"NIB "0000000000000') == 0
    assert zeros_shown("0000.00") == 0
    assert decimals_shown("#,##0.00") == 0
    assert names_unit('#,##0.0,,"jt"')


def test_numbers_in_one_cell_are_taken_apart():
    assert parts("1. A\n2. B") == ["A", "B"]
    assert number_parts("IDM000000001 dan IDM000000002") == ["IDM000000001", "IDM000000002"]
    assert number_parts("1. IDM000000001") == ["IDM000000001"]
    assert number_parts("045/LSPr, Rev. 2") == ["045/LSPr, Rev. 2"]
    assert same_shape(["IDM01", "IDM002"])
    assert not same_shape(["IDM01", "EC002"])
