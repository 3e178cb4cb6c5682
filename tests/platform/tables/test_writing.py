import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setara.kernel.intake.grid import CellKind, Merge
from setara.platform.tables.writing import OutValue, WorkbookWriter, write_csv
from tests.platform.tables.books import write_sheets
from tests.platform.tables.crafted import read_all, read_rows, read_values

FORMULAS = ["=1+1", "+62811", "-", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")', "{=1}", "http://x.example"]


def test_text_that_looks_like_anything_else_stays_text(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_sheets(path, ("Laporan", [[text] for text in [*FORMULAS, "0012", "TRUE"]]))
    rows = read_rows(path)
    assert [row.cells[0].value for row in rows] == [*FORMULAS, "0012", "TRUE"]
    assert {(cell.kind, cell.formula) for row in rows for cell in row.cells} == {(CellKind.TEXT, False)}
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert (b"<f" in sheet, b"hyperlink" in sheet) == (False, False)


def test_text_like_a_formula_is_marked_so_that_editing_makes_none(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_sheets(path, ("Laporan", [["Nama"], ["=1+1"], ["CV A"]]))
    cells = openpyxl.load_workbook(path).active["A"]
    assert [cell.quotePrefix for cell in cells] == [False, True, False]


def test_values_come_back_as_they_were(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    row: list[OutValue] = [1, 2.5, True, dt.date(2026, 1, 5), None, 123456789012345]
    write_sheets(path, ("Laporan", [["Nama"], row]))
    assert read_values(path) == {
        (1, 1): "Nama",
        (2, 1): 1,
        (2, 2): 2.5,
        (2, 3): True,
        (2, 4): 46027,
        (2, 6): 123456789012345,
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3578012345678901, "3578012345678901"),
        (float("inf"), "inf"),
        (dt.date(1899, 1, 1), "1899-01-01"),
        ("x" * 32_768, "x" * 32_766 + "…"),
        ("a\ud800", "a?"),
    ],
)
def test_what_a_cell_cannot_hold_is_written_as_text(tmp_path: Path, value: OutValue, text: str):
    path = tmp_path / "a.xlsx"
    write_sheets(path, ("Laporan", [[value]]), header_rows=0)
    assert read_values(path) == {(1, 1): text}


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (["Rekap", "rekap", "REKAP"], ["Rekap", "rekap (2)", "REKAP (3)"]),
        (["a/b:c[d]*?", "'a'", ""], ["a b c d", "a", "Sheet"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["History"], ["History (2)"]),
    ],
)
def test_a_name_that_no_sheet_may_have_is_changed(tmp_path: Path, names: list[str], written: list[str]):
    path = tmp_path / "a.xlsx"
    write_sheets(path, *((name, []) for name in names))
    assert [sheet.name for sheet, _rows in read_all(path)] == written


def test_rows_that_fail_leave_no_file(tmp_path: Path):
    def failing() -> Iterator[list[OutValue]]:
        yield ["Nama"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_sheets(tmp_path / "a.xlsx", ("Laporan", failing()))
    assert list(tmp_path.iterdir()) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_text_comes_back_from_a_workbook(tmp_path_factory: pytest.TempPathFactory, texts: list[str]):
    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    write_sheets(path, ("Laporan", [texts]))
    read = read_values(path)
    assert read == {(1, column): text for column, text in enumerate(texts, 1) if text.strip()}


def test_no_field_of_a_csv_is_run_or_split(tmp_path: Path):
    path = tmp_path / "a.csv"
    write_csv(path, [["Nama", "NIB"], ["=1", "a;=1"], [" +1", "\r@x"], [-5, None], [True, dt.date(2026, 1, 5)]])
    assert path.read_bytes() == (
        b'"Nama","NIB"\r\n"\'=1","a;=1"\r\n"\' +1","\'\r@x"\r\n-5,""\r\n"TRUE","2026-01-05"\r\n'
    )


def test_areas_are_merged_without_overlap_and_rows_hidden(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with WorkbookWriter(path) as writer:
        writer.start_sheet("Daftar", header_rows=0)
        writer.merge([Merge(1, 1, 1, 3), Merge(1, 2, 2, 2), Merge(2, 1, 2, 1), Merge(3, 1, 20_000, 1)])
        writer.add(["a"])
        writer.add(["b"], hidden=True)
    sheet = openpyxl.load_workbook(path)["Daftar"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert [sheet.row_dimensions[row].hidden for row in (1, 2)] == [False, True]
