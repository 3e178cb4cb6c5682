import datetime as dt

import pytest

from setara.kernel.intake.dates import Span
from setara.kernel.intake.problems import Doubt
from setara.kernel.intake.validity import read_validity, spans_two_days
from tests.kernel.intake.sheets import number, text

SPAN = Span(2046)
END = dt.date(2029, 3, 11)


def answer(cell):
    found = read_validity(cell, date1904=False, span=SPAN)
    return found.code.value if isinstance(found, Doubt) else (found.start, found.end)


@pytest.mark.parametrize(
    "typed",
    ["-", "–", "Seumur Hidup", "selamanya", "tidak ada", "Tidak terbatas", "permanen", "Lifetime", "tanpa batas waktu"],
)
def test_no_end_is_said_in_words(typed):
    assert answer(text(typed)) == (None, None)


@pytest.mark.parametrize(
    "typed",
    ["11 Maret 2029", "s/d 11 Maret 2029", "s.d. 11 Maret 2029", "sampai dengan 11-03-2029", "berlaku s/d 11/03/2029",
     "Masa berlaku: 11 Maret 2029", "hingga 11 Maret 2029", "valid until 11 March 2029", "11/3/29"],
)  # fmt: skip
def test_the_end_is_read_behind_the_words_for_it(typed):
    assert answer(text(typed)) == (None, END)


@pytest.mark.parametrize(
    "typed",
    ["12 Maret 2026 s/d 11 Maret 2029", "12/03/2026 - 11/03/2029", "12-03-2026 sampai 11-03-2029",
     "12 Maret 2026 – 11 Maret 2029", "12 March 2026 to 11 March 2029", "berlaku 12/03/2026 s.d. 11/03/2029"],
)  # fmt: skip
def test_a_span_gives_both_days(typed):
    assert answer(text(typed)) == (dt.date(2026, 3, 12), END)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("3 tahun", "date_duration"), ("10 th sejak terbit", "date_duration"), ("2029", "date_year_only"),
        ("12 Maret 2029 s/d 11 Maret 2026", "expiry_before_issue"), ("31/02/2029", "date_does_not_exist"),
        ("12/03/2026 s/d 31/02/2029", "date_does_not_exist"), ("dalam proses", "date_pending"),
        ("selama usaha berjalan", "date_unclear"), ("?", "date_unclear"), ("2026 s/d 2029", "date_unclear"),
        ("s/d 2029", "date_year_only"), ("12/03/2026 s/d 3 tahun", "date_unclear"),
    ],
)  # fmt: skip
def test_what_is_no_certain_end_is_asked(typed, code):
    found = answer(text(typed))
    assert found in {code, "date_duration"} if "tahun" in typed else found == code


def test_an_end_in_a_date_cell_is_read():
    assert answer(number(47188, "dd/mm/yyyy")) == (None, END)
    assert answer(number(2029)) == "date_year_only"


def test_two_days_are_told_from_one():
    assert spans_two_days("12/03/2026 s/d 14/03/2026", SPAN)
    assert not spans_two_days("12/03/2026", SPAN)
