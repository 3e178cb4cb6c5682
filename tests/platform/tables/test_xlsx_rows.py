import datetime as dt
from pathlib import Path

import pytest

from setara.kernel.intake.grid import Cell, CellKind, Row
from setara.platform.tables.reading import open_book
from tests.platform.tables.crafted import STRICT, read_rows, read_values, refusal, worksheet, write_xlsx

STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    '<cellStyleXfs><xf numFmtId="9" fontId="1"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="14" fontId="1"/>'
    '<xf numFmtId="0" fontId="2"/><xf numFmtId="777"/></cellXfs>'
    '<dxfs><dxf><font><strike/></font><numFmt numFmtId="0" formatCode="0000"/></dxf></dxfs>'
)


def only_cell(tmp_path: Path, cell: str, **parts: str) -> Cell:
    ((only,),) = [row.cells for row in read_rows(write_xlsx(tmp_path, f'<row r="1">{cell}</row>', **parts))]
    return only


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("<c><v>12</v></c>", CellKind.NUMBER, 12),
        ("<c><v>-7</v></c>", CellKind.NUMBER, -7),
        ("<c><v>12.0</v></c>", CellKind.NUMBER, 12.0),
        ('<c t="n"><v>3.578E+15</v></c>', CellKind.NUMBER, 3.578e15),
        ("<c><v>3578012345678901</v></c>", CellKind.NUMBER, 3578012345678901),
        ("<c><v>.5</v></c>", CellKind.NUMBER, 0.5),
        ('<c t="b"><v>1</v></c>', CellKind.BOOLEAN, True),
        ('<c t="b"><v>0</v></c>', CellKind.BOOLEAN, False),
        ('<c t="e"><v>#N/A</v></c>', CellKind.ERROR, "#N/A"),
        ('<c t="d"><v>2026-01-05</v></c>', CellKind.DATE, dt.date(2026, 1, 5)),
        ('<c t="d"><v>2026-01-05T10:20:00Z</v></c>', CellKind.DATE, dt.datetime(2026, 1, 5, 10, 20)),
        ('<c t="d"><v>2026-02-31</v></c>', CellKind.TEXT, "2026-02-31"),
        ('<c t="inlineStr"><is><t> CV A </t></is></c>', CellKind.TEXT, " CV A "),
        ('<c t="str"><v>a_x000D_b</v></c>', CellKind.TEXT, "a\rb"),
    ],
)
def test_each_type_of_cell_keeps_its_value(tmp_path: Path, cell: str, kind: CellKind, value: object):
    read = only_cell(tmp_path, cell)
    assert (read.kind, read.value, type(read.value)) == (kind, value, type(value))


def test_shared_strings_join_runs_and_leave_out_phonetic_hints(tmp_path: Path):
    strings = "<si><t>x</t></si><si><r><t>CV </t></r><r><t>Maju</t></r><rPh><t>maju</t></rPh></si>"
    assert only_cell(tmp_path, '<c t="s"><v>1</v></c>', strings=strings).value == "CV Maju"


@pytest.mark.parametrize(
    ("runs", "struck"),
    [
        ("<r><rPr><strike/></rPr><t>0811</t></r><r><t> </t></r>", True),
        ("<r><rPr><strike/></rPr><t>0811</t></r><r><t>0812</t></r>", False),
        ('<r><rPr><strike val="false"/></rPr><t>0811</t></r>', False),
    ],
)
def test_text_is_struck_when_every_visible_run_is(tmp_path: Path, runs: str, struck: bool):
    assert only_cell(tmp_path, '<c t="s"><v>0</v></c>', strings=f"<si>{runs}</si>").strike is struck
    assert only_cell(tmp_path, f'<c t="inlineStr"><is>{runs}</is></c>').strike is struck


def test_a_struck_cell_strikes_no_later_one(tmp_path: Path):
    struck = '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>{}</t></r></is></c>'
    plain = '<c t="inlineStr"><is><t>b</t></is></c>'
    rows = read_rows(write_xlsx(tmp_path, f"<row>{struck.format('')}{plain}{struck.format('a')}{plain}</row>"))
    assert [(cell.value, cell.strike) for cell in rows[0].cells] == [("b", False), ("a", True), ("b", False)]


@pytest.mark.parametrize(
    ("style", "number_format", "strike"),
    [
        ("0", "General", False),
        ("1", "dd/mm/yyyy", False),
        ("2", "mm-dd-yy", True),
        ("3", "General", False),
        ("4", "General", False),
    ],
)
def test_a_style_gives_number_format_and_strike(tmp_path: Path, style: str, number_format: str, strike: bool):
    cell = only_cell(tmp_path, f'<c s="{style}"><v>45000</v></c>', styles=STYLES)
    assert (cell.number_format, cell.strike) == (number_format, strike)


def test_a_workbook_without_styles_is_plain(tmp_path: Path):
    assert only_cell(tmp_path, '<c s="7"><v>1</v></c>').number_format == "General"


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("<c><f>A2*2</f><v>4</v></c>", CellKind.NUMBER, 4),
        ('<c t="str"><f>A2</f><v>CV A</v></c>', CellKind.TEXT, "CV A"),
        ('<c><f t="shared" si="0"/><v>4</v></c>', CellKind.NUMBER, 4),
        ("<c><f>A2*2</f></c>", CellKind.ERROR, "formula"),
        ("<c><f>A2*2</f><v/></c>", CellKind.ERROR, "formula"),
        ('<c t="str"><f>A2</f></c>', CellKind.ERROR, "formula"),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellKind.ERROR, "#DIV/0!"),
    ],
)
def test_a_formula_gives_its_stored_result_or_none(tmp_path: Path, cell: str, kind: CellKind, value: object):
    read = only_cell(tmp_path, cell)
    assert (read.kind, read.value, read.formula) == (kind, value, True)


def test_what_is_empty_yields_neither_cell_nor_row(tmp_path: Path):
    empty = '<c/><c s="0"/><c><v/></c><c t="inlineStr"><is><t> \u00a0</t></is></c><c t="str"><f>A1</f><v></v></c>'
    rows = f'<row r="1">{empty}</row><row r="2"/><row r="4">{empty}<c><v>1</v></c></row>'
    assert read_values(write_xlsx(tmp_path, rows)) == {(4, 6): 1}


def test_places_without_an_address_follow_the_one_before(tmp_path: Path):
    rows = '<row><c><v>1</v></c></row><row r="5"><c r="C5"/><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    assert read_values(write_xlsx(tmp_path, rows)) == {(1, 1): 1, (5, 5): 3, (6, 1): 4}


def test_hidden_rows_are_read_and_flagged(tmp_path: Path):
    rows = (
        '<row r="1" hidden="1"><c><v>1</v></c></row><row r="2" ht="0" hidden="0"><c><v>2</v></c></row>'
        '<row r="3"><c><v>3</v></c></row>'
    )
    read = read_rows(write_xlsx(tmp_path, rows))
    assert [(row.number, row.hidden) for row in read] == [(1, True), (2, True), (3, False)]


def test_a_lying_dimension_and_what_stands_outside_the_rows_change_nothing(tmp_path: Path):
    sheet = worksheet(
        '<row r="1"><c r="B1"><v>1</v><extLst><ext/></extLst></c></row>',
        before='<dimension ref="A1:A1"/>',
        after="<extLst><c><v>8</v></c><row/></extLst>",
    )
    assert read_values(write_xlsx(tmp_path, sheet=sheet)) == {(1, 2): 1}


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_the_strict_namespace_and_prefixes_are_read_alike(tmp_path: Path, prefix: str):
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    sheet = (
        f'<{prefix}worksheet {name}="{STRICT}"><{prefix}sheetData><{prefix}row r="2"><{prefix}c r="A2"><{prefix}v>1'
        f"</{prefix}v></{prefix}c></{prefix}row></{prefix}sheetData></{prefix}worksheet>"
    )
    assert read_rows(write_xlsx(tmp_path, sheet=sheet)) == [Row(2, (Cell(1, CellKind.NUMBER, 1, "General"),))]


def test_two_cells_in_opposite_corners_cost_nothing(tmp_path: Path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert read_values(write_xlsx(tmp_path, rows)) == {(1, 1): 1, (1048576, 16384): 2}


def test_rows_can_be_read_twice_and_abandoned(tmp_path: Path):
    with open_book(write_xlsx(tmp_path, "<row><c><v>1</v></c></row>" * 3)) as book:
        (source,) = book.sources
        next(source.rows())
        assert len(list(source.rows())) == 3
        assert len(list(source.rows())) == 3


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c t="s"><v>0</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        '<row><c t="b"><v>2</v></c></row>',
        '<row><c t="z"><v>2</v></c></row>',
        "<row><c><v>1_000</v></c></row>",
        "<row><c><v>nan</v></c></row>",
        "<row><c><v>1e999</v></c></row>",
        "<row><c><v>12 kg</v></c></row>",
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="2"/><row r="2"/>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"/><c><v>1</v></c></row>',
        '<row><c t="inlineStr"><is><t>' + "x" * 32_768 + "</t></is></c></row>",
        '<row><c t="str"><v>' + "x" * 32_768 + "</v></c></row>",
    ],
)
def test_a_row_that_breaks_the_format_is_damaged(tmp_path: Path, rows: str):
    assert refusal(write_xlsx(tmp_path, rows)) == "damaged"


@pytest.mark.parametrize("style", ["5", "-1", "x"])
def test_a_style_that_is_not_there_is_damaged(tmp_path: Path, style: str):
    assert refusal(write_xlsx(tmp_path, f'<row><c s="{style}"><v>1</v></c></row>', styles=STYLES)) == "damaged"


def test_a_font_that_is_not_there_is_damaged(tmp_path: Path):
    styles = '<fonts><font/></fonts><cellXfs><xf numFmtId="0" fontId="3"/></cellXfs>'
    assert refusal(write_xlsx(tmp_path, styles=styles)) == "damaged"


def test_a_row_of_more_filled_cells_than_any_list_is_too_wide(tmp_path: Path):
    assert refusal(write_xlsx(tmp_path, f"<row>{'<c><v>1</v></c>' * 512}</row>")) == "read"
    assert refusal(write_xlsx(tmp_path, f"<row>{'<c><v>1</v></c>' * 3000}</row>")) == "too_wide"
    assert refusal(write_xlsx(tmp_path, f"<row>{'<c/>' * 3000}<c><v>1</v></c></row>")) == "read"


def test_one_long_text_named_without_end_is_a_bomb(tmp_path: Path):
    cells = '<c t="s"><v>0</v></c>' * 500
    path = write_xlsx(tmp_path, f"<row>{cells}</row>" * 20, strings=f"<si><t>{' ' * 32_767}</t></si>")
    assert refusal(path) == "zip_ratio"
