import datetime as dt

import pytest

from setara.kernel.intake.counts import Workers, read_workers, read_year
from setara.kernel.intake.grid import Cell, CellKind
from setara.kernel.intake.problems import Doubt
from tests.kernel.intake.sheets import TODAY, number, text


def code(found):
    return found.code.value if isinstance(found, Doubt) else found


@pytest.mark.parametrize(
    ("cell", "workers"),
    [
        (number(5), Workers(5)), (number(0), Workers(0)), (text("5"), Workers(5)), (text("5 orang"), Workers(5)),
        (text("5 org"), Workers(5)), (text("5 TK"), Workers(5)), (text("5 pekerja"), Workers(5)),
        (text("3L/2P"), Workers(5, 3, 2)), (text("2P/3L"), Workers(5, 3, 2)), (text("L=3 P=2"), Workers(5, 3, 2)),
        (text("L:3, P:2"), Workers(5, 3, 2)), (text("P: 2; L: 3"), Workers(5, 3, 2)), (text("3 L, 2 P"), Workers(5, 3, 2)),
        (text("3 (L) 2 (P)"), Workers(5, 3, 2)), (text("3 laki-laki dan 2 perempuan"), Workers(5, 3, 2)),
        (text("3 org L, 2 org P"), Workers(5, 3, 2)), (text("３L/２P"), Workers(5, 3, 2)),
    ],
)  # fmt: skip
def test_workers_are_counted_as_written(cell, workers):
    assert read_workers(cell) == workers


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (text("±10"), "count_unclear"), (text("5-10"), "count_unclear"), (text("> 5"), "count_unclear"),
        (text("lima"), "count_unclear"), (text("3/2"), "count_unclear"), (text("1.200"), "count_unclear"),
        (text("999999999"), "count_unclear"), (number(5.5), "count_unclear"), (number(-1), "count_unclear"),
        (number(46300, "d-mmm"), "count_is_date"), (Cell(1, CellKind.DATE, dt.date(2026, 10, 5)), "count_is_date"),
        (text("orang"), "count_unclear"),
    ],
)  # fmt: skip
def test_what_is_no_certain_count_is_asked(cell, expected):
    assert code(read_workers(cell)) == expected


def test_a_heading_names_the_order_of_men_and_women():
    assert read_workers(text("3/2"), men_slash_women=True) == Workers(5, 3, 2)


@pytest.mark.parametrize(
    "cell", [text("2026"), number(2026), text("TA 2026"), text("TA. 2026"), text("Tahun Anggaran 2026"), text("2026.0")]
)
def test_a_budget_year_is_read(cell):
    assert read_year(cell, TODAY) == 2026


@pytest.mark.parametrize(
    "cell", [text("2025/2026"), text("26"), number(1999), number(2031), number(46093, "dd/mm/yyyy"), text("APBD")]
)
def test_an_unclear_budget_year_is_asked(cell):
    assert code(read_year(cell, TODAY)) == "year_unclear"
