import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.intake.dates import Span, date_in_text, read_date, serial_date
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt
from tests.kernel.intake.sheets import number, text

MARCH_12 = dt.date(2026, 3, 12)
SPAN = Span(2026)


def answer(cell, *, date1904=False, span=SPAN):
    day = read_date(cell, date1904=date1904, span=span)
    return day.code.value if isinstance(day, Doubt) else day


@pytest.mark.parametrize(
    "typed",
    [
        "12/03/2026", "12-3-2026", "12.03.2026", "12 03 2026", "12 - 03 - 2026", "12-3-26", "2026-03-12", "2026/3/12",
        "12 Maret 2026", "12 maret 2026", "12 MARET 2026", "12 Mar 2026", "12-Mar-26", "12 Mrt 2026", "12maret2026",
        "March 12, 2026", "12th March 2026", "Mar 12 2026", "2026 Maret 12", "12-III-2026", "12/III/2026",
        "Surabaya, 12 Maret 2026", "Kota Malang, 12 Maret 2026", "Jakarta, 12-03-2026", "Kamis, 12 Maret 2026",
        "Kamis 12 Maret 2026", "Tgl. 12 Maret 2026", "tanggal 12/03/2026", "12/03/2026 10:30", "12/03/2026 00:00:00",
        "2026-03-12T00:00:00", "12 Maret 2026 10.30 WIB", "'12/03/2026", "12/03/2026.", "20260312", "12032026",
        "１２/０３/２０２６", "١٢/٠٣/٢٠٢٦", "12 Maret '26", "12\u201303\u20132026", "12\u00a0Maret\u200b 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_typed(typed):
    assert answer(text(typed)) == MARCH_12


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("1 Januari 2026", 1), ("1 Peb 2026", 2), ("1 Pebruari 2026", 2), ("1 April 2026", 4), ("1 Mei 2026", 5),
        ("1 May 2026", 5), ("1 Juni 2026", 6), ("1 Juli 2026", 7), ("1 Agustus 2026", 8), ("1 Agt 2026", 8),
        ("1 Agst 2026", 8), ("1 Ags 2026", 8), ("1 August 2026", 8), ("1 Sept 2026", 9), ("1 Okt 2026", 10),
        ("1 October 2026", 10), ("1 Nop 2026", 11), ("1 Nopember 2026", 11), ("1 Des 2026", 12), ("1 Dec 2026", 12),
    ],
)  # fmt: skip
def test_months_have_indonesian_and_english_names(typed, month):
    assert answer(text(typed)) == dt.date(2026, month, 1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2026", "date_does_not_exist"), ("00/00/2026", "date_does_not_exist"),
        ("03/13/2026", "date_does_not_exist"), ("29/02/2025", "date_does_not_exist"),
        ("31 Februari 2026", "date_does_not_exist"), ("2026-13-01", "date_does_not_exist"),
        ("31/04/26", "date_does_not_exist"), ("2026", "date_year_only"), ("Tahun 2026", "date_year_only"),
        ("TA 2026", "date_year_only"), ("Maret 2026", "date_month_only"), ("Mar-26", "date_month_only"),
        ("03/2026", "date_month_only"), ("2026-03", "date_month_only"), ("TW II 2026", "date_period"),
        ("Triwulan II", "date_period"), ("Q1 2026", "date_period"), ("Semester 1 2026", "date_period"),
        ("12 Maret", "date_without_year"), ("12-Mar", "date_without_year"), ("12/03/98", "date_two_digit_year"),
        ("12 Maret 98", "date_two_digit_year"), ("46093", "date_serial_unclear"), ("3 tahun", "date_duration"),
        ("5 th", "date_duration"), ("3 (tiga) tahun", "date_duration"), ("dalam proses", "date_pending"),
        ("belum terbit", "date_pending"), ("12 Maert 2026", "date_unclear"), ("12/03/202", "date_unclear"),
        ("12/03/20266", "date_unclear"), ("kemarin", "date_unclear"), ("dicabut, 12 Maret 2026", "date_unclear"),
        ("12 Maret 2026 (perpanjangan)", "date_unclear"), ("31/12/9999", "date_implausible"),
        ("1/1/1900", "date_implausible"), ("10102010", "2010-10-10"), ("20102012", "2012-10-20"), ("99999999", "date_unclear"),
    ],
)  # fmt: skip
def test_what_is_no_certain_day_is_asked(typed, code):
    day = answer(text(typed))
    assert str(day) == code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number(46093, "dd/mm/yyyy"), MARCH_12), (number(46093.75, "dd/mm/yyyy hh:mm"), MARCH_12),
        (number(46093, "m/d/yyyy"), MARCH_12), (number(46093, "[$-421]dd mmmm yyyy;@"), MARCH_12),
        (number(46093, "mmm-yy"), MARCH_12), (number(46093, "General"), MARCH_12), (number(46093, "0"), MARCH_12),
        (number(46082, "mmm-yy"), "date_month_only"), (number(46023, "yyyy"), "date_year_only"),
        (number(46093, "d-mmm"), "date_without_year"), (number(46093, ""), "date_serial_unclear"),
        (number(2026, "General"), "date_year_only"), (number(46093.5, "General"), "date_unclear"),
        (number(20260312, "General"), MARCH_12), (number(12345, "General"), "date_serial_unclear"),
        (number(60, "dd/mm/yyyy"), "date_does_not_exist"), (number(59, "dd/mm/yyyy"), "date_implausible"),
        (number(-1, "dd/mm/yyyy"), "date_implausible"), (number(1e12, "dd/mm/yyyy"), "date_implausible"),
        (number(0.5, "hh:mm"), "date_unclear"), (Cell(1, CellKind.DATE, MARCH_12), MARCH_12),
        (Cell(1, CellKind.DATE, dt.datetime(2026, 3, 12, 8, 30)), MARCH_12),
        (Cell(1, CellKind.DATE, dt.date(1900, 1, 1)), "date_implausible"),
    ],
)  # fmt: skip
def test_a_number_is_a_day_by_its_format(cell, expected):
    assert answer(cell) == expected


def test_both_date_systems_are_read():
    assert answer(number(44631, "dd/mm/yyyy"), date1904=True) == MARCH_12


def test_no_serial_leaves_the_calendar():
    assert isinstance(serial_date(2_958_465, True, ""), Doubt)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_a_day_comes_back_from_its_serial(day):
    assert serial_date((day - dt.date(1899, 12, 30)).days, False, "") == day


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"]))
def test_a_day_comes_back_from_its_text(day, form):
    assert date_in_text(day.strftime(form), SPAN) == day
