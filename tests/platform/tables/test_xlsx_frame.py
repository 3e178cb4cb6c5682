from pathlib import Path

import pytest

from setara.kernel.intake.grid import Merge
from tests.platform.tables.crafted import MAIN, read_all, refusal, workbook_parts, worksheet, write_xlsx, write_zip

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_hidden_columns_and_merges_are_found_around_the_rows(tmp_path: Path):
    sheet = worksheet(
        ROWS,
        before='<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/><col min="6" max="6" width="0"/></cols>',
        after='<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="B2:B3"/></mergeCells>',
    )
    ((found, rows),) = read_all(write_xlsx(tmp_path, sheet=sheet))
    assert found.hidden_columns == frozenset({2, 3, 6})
    assert found.merges == (Merge(1, 1, 1, 4), Merge(2, 2, 3, 2))
    assert len(rows) == 1


@pytest.mark.parametrize("count", [1, 3000])
def test_the_frame_is_found_however_long_the_rows_are(tmp_path: Path, count: int):
    rows = "".join(
        f'<row r="{n}"><c t="inlineStr"><is><t>{n} &lt;/sheetData></t></is></c></row>' for n in range(1, count + 1)
    )
    sheet = worksheet(rows, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    ((found, read),) = read_all(write_xlsx(tmp_path, sheet=sheet))
    assert (found.merges, len(read)) == ((Merge(1, 1, 2, 1),), count)


@pytest.mark.parametrize("data", ["<sheetData/>", "<sheetData></sheetData >", ""])
def test_a_sheet_without_rows_has_a_frame_too(tmp_path: Path, data: str):
    sheet = f'<worksheet xmlns="{MAIN}">{data}<mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    ((found, rows),) = read_all(write_xlsx(tmp_path, sheet=sheet))
    assert (found.merges, rows) == ((Merge(1, 1, 2, 1),), [])


def test_a_sheet_in_utf_16_is_read_whole(tmp_path: Path):
    sheet = worksheet(ROWS, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    parts = workbook_parts() | {"xl/worksheets/sheet1.xml": sheet.encode("utf-16")}
    ((found, rows),) = read_all(write_zip(tmp_path / "berkas.xlsx", parts))
    assert (found.merges, len(rows)) == ((Merge(1, 1, 2, 1),), 1)


@pytest.mark.parametrize(
    "frame",
    [
        '<cols><col min="1" max="x" hidden="1"/></cols>',
        '<cols><col hidden="1"/></cols>',
        "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 2 + "</cols>",
        '<mergeCells><mergeCell ref="A1:"/></mergeCells>',
        '<mergeCells><mergeCell ref="B2:A1"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1:A1048577"/></mergeCells>',
        "<mergeCells>",
    ],
)
def test_a_frame_that_cannot_be_is_damaged(tmp_path: Path, frame: str):
    assert refusal(write_xlsx(tmp_path, sheet=worksheet(ROWS, after=frame))) == "damaged"


def test_a_merge_of_the_whole_sheet_is_said_in_four_numbers(tmp_path: Path):
    sheet = worksheet(ROWS, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ((found, _rows),) = read_all(write_xlsx(tmp_path, sheet=sheet))
    assert found.merges == (Merge(1, 1, 1048576, 16384),)


@pytest.mark.parametrize("cut", ["</sheetData>", "</worksheet>"])
def test_a_sheet_cut_short_is_damaged(tmp_path: Path, cut: str):
    sheet = worksheet(ROWS)
    assert refusal(write_xlsx(tmp_path, sheet=sheet[: sheet.index(cut)])) == "damaged"
