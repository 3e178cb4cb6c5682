import datetime as dt
import sys
from pathlib import Path

import pytest

from setara.kernel.intake.grid import Cell, CellKind, Merge, Row
from setara.platform import confined
from setara.platform.tables import calamine
from setara.platform.tables.reading import FileRefused, Notice, open_book
from tests.platform.tables.crafted import (
    ODS_TYPE,
    biff_workbook,
    ods_text,
    ole,
    read_all,
    read_rows,
    read_values,
    refusal,
    write_ods,
    write_zip,
)


def table(rows: str, name: str = "Rekap") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def value(kind: str, attribute: str, text: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{text}"/>'


def empty(repeated: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{repeated}"/>'


def test_an_xls_gives_its_values_merges_and_hidden_sheets(tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_bytes(ole("Workbook", biff_workbook()))
    ((sheet, rows),) = read_all(path)
    assert (sheet.name, sheet.hidden, sheet.merges) == ("Rekap", True, (Merge(4, 1, 4, 2),))
    assert rows == [
        Row(1, (Cell(1, CellKind.TEXT, "Nama"),)),
        Row(
            3,
            (
                Cell(2, CellKind.NUMBER, 12.5),
                Cell(3, CellKind.BOOLEAN, True),
                Cell(4, CellKind.DATE, dt.date(2026, 1, 5)),
            ),
        ),
        Row(4, (Cell(1, CellKind.TEXT, "CV A"),)),
    ]
    with open_book(path) as book:
        assert (book.format, book.notices) == ("xls", (Notice("hidden_sheet", {"sheet": "Rekap"}),))


def test_an_ods_gives_each_type_at_its_place(tmp_path: Path):
    cells = [
        empty(1),
        ods_text("CV A"),
        value("float", "value", "12"),
        value("currency", "value", "12500000"),
        value("date", "date-value", "2026-01-05"),
        value("date", "date-value", "2026-01-05T10:20:00"),
        value("date", "date-value", "2026-02-31"),
        value("boolean", "boolean-value", "true"),
        value("time", "time-value", "PT10H30M00S"),
        ods_text(" "),
    ]
    rows = row(empty(1), repeated=2) + row("".join(cells)) + row(empty(16384), repeated=1_048_573)
    assert read_values(write_ods(tmp_path / "a.ods", table(rows))) == {
        (3, 2): "CV A",
        (3, 3): 12.0,
        (3, 4): 12_500_000.0,
        (3, 5): dt.date(2026, 1, 5),
        (3, 6): dt.datetime(2026, 1, 5, 10, 20),
        (3, 7): "2026-02-31",
        (3, 8): True,
        (3, 9): "10:30:00",
    }


def test_the_sheets_of_an_ods_come_in_order_and_can_be_read_twice(tmp_path: Path):
    path = write_ods(tmp_path / "a.ods", table(row(ods_text("a")), "Satu") + table("", "Dua"))
    with open_book(path) as book:
        assert [source.sheet.name for source in book.sources] == ["Satu", "Dua"]
        assert [len(list(source.rows())) for source in (*book.sources, *book.sources)] == [1, 0, 1, 0]


def test_hidden_rows_and_columns_and_merges_of_an_ods_are_told(tmp_path: Path):
    hidden = 'table:visibility="filter"'
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    spanned = ods_text("b").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"'
    )
    rows = [
        row(ods_text("a")),
        row(ods_text("a")).replace("<table:table-row", f"<table:table-row {hidden}"),
        row(empty(3) + spanned + '<table:covered-table-cell table:number-columns-repeated="1"/>' + ods_text("c")),
        row(ods_text("a"), repeated=2).replace("<table:table-row", f"<table:table-row {hidden}"),
        row(ods_text("a")),
    ]
    path = write_ods(tmp_path / "a.ods", table("") + table(columns + "".join(rows), "Dua"))
    (_first, (sheet, read)) = read_all(path)
    assert (sheet.hidden_columns, sheet.merges) == (frozenset({2, 3}), (Merge(3, 4, 5, 5),))
    assert [line.number for line in read if line.hidden] == [2, 4, 5]


def test_a_failed_formula_of_an_ods_is_an_error_and_not_empty(tmp_path: Path):
    calcext = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    failed = (
        f'<table:table-cell xmlns:calcext="{calcext}" table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    rows = read_rows(write_ods(tmp_path / "a.ods", table(row(ods_text("a") + failed + ods_text("b")))))
    assert [(cell.column, cell.kind, cell.value) for cell in rows[0].cells] == [
        (1, CellKind.TEXT, "a"),
        (2, CellKind.ERROR, "#ERROR"),
        (3, CellKind.TEXT, "b"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell table:number-columns-repeated="x"/>',
        '<table:table-cell table:number-columns-spanned="16385"/>',
        '<table:table-cell table:number-rows-spanned="1048577"/>',
    ],
)
def test_a_cell_of_an_ods_that_fits_no_sheet_is_damaged(tmp_path: Path, cell: str):
    assert refusal(write_ods(tmp_path / "a.ods", table(row(cell + ods_text("a"))))) == "damaged"


def test_a_formula_of_an_ods_that_reaches_into_another_file_is_said(tmp_path: Path):
    cell = (
        """<table:table-cell table:formula="of:=['file:///x.ods'#$a.A1]" office:value-type="float" office:value="1"/>"""
    )
    with open_book(write_ods(tmp_path / "a.ods", table(row(cell)))) as book:
        assert book.notices == (Notice("external_links"),)


def test_links_and_macros_of_an_ods_are_said(tmp_path: Path):
    rows = '<table:table-source xlink:href="file:///x" xmlns:xlink="urn:x"/>' + row(ods_text("a"))
    with open_book(write_ods(tmp_path / "a.ods", table(rows), **{"Basic/script-lc.xml": "<a/>"})) as book:
        assert book.notices == (Notice("macros"), Notice("external_links"))


def test_two_cells_in_opposite_corners_end_the_reader_and_nothing_else(tmp_path: Path):
    rows = row(ods_text("a")) + row(empty(1), repeated=1_048_574) + row(empty(16383) + ods_text("b"))
    assert refusal(write_ods(tmp_path / "a.ods", table(rows))) == "damaged"


def test_a_sheet_that_fills_any_memory_ends_the_reader(tmp_path: Path):
    rows = row(ods_text("x" * 20_000) * 100, repeated=6_000)
    assert refusal(write_ods(tmp_path / "a.ods", table(rows))) == "damaged"


def test_a_row_of_three_thousand_cells_is_too_wide(tmp_path: Path):
    assert refusal(write_ods(tmp_path / "a.ods", table(row(ods_text("a") * 3000)))) == "too_wide"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"mimetype": ODS_TYPE}, "damaged"),
        ({"mimetype": ODS_TYPE, "content.xml": "<a"}, "damaged"),
        ({"mimetype": ODS_TYPE, "content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}, "encrypted"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "not_a_workbook"),
        ({"mimetype": ODS_TYPE, "content.xml": " " * 9_000_000}, "zip_ratio"),
    ],
)
def test_an_ods_that_cannot_be_read_is_refused(tmp_path: Path, parts: dict[str, str | bytes], code: str):
    assert refusal(write_zip(tmp_path / "a.ods", parts)) == code


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, *code: str) -> Path:
    """Let a process of our own making speak in place of the reader."""
    script = folder / "python"
    lines = "\n".join(["import os, sys, time", *code])
    script.write_text(f"#!{sys.executable} -I\n{lines}\n")
    script.chmod(0o700)
    monkeypatch.setattr(confined.sys, "executable", str(script))
    return folder / "a.ods"


OUTLINE = """print('["outline", [[0, "a", false, []]]]\\n["end"]')"""


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "print('[\"outline\", []]')",
        "print('[')",
        "print('[]')",
        "print('7')",
        "print('[' * 100000)",
        """print('["outline", 7]')""",
        """print('["outline", [[0, "a", false, [[1, 1, 0, 0]]]]]')""",
        """print('["outline", [["0", "a", false, []]]]')""",
        """print('["refused", "damaged"]')""",
    ],
)
def test_a_reader_that_stops_or_talks_nonsense_met_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
):
    path = stand_in(tmp_path, monkeypatch, code)
    with pytest.raises(FileRefused, match="damaged"):
        calamine.read_book(path, "ods", macros=False)


@pytest.mark.parametrize(
    "row_said",
    [
        '["row", 0, []]',
        '["row", 1048577, []]',
        '["row", 1, [[0, "text", "a"]]]',
        '["row", 1, [[1, "text", 7]]]',
        '["row", 1, [[1, "number", Infinity]]]',
        '["row", 1, [[1, "date", "2026-02-31"]]]',
        '["row", 1, [[1, "other", "a"]]]',
        '["row", 1, [[1, "text", "' + "x" * 32_768 + '"]]]',
        '["row", 1, [7]]',
    ],
)
def test_a_row_that_cannot_be_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row_said: str):
    said = tmp_path / "said"
    said.write_text(f'{row_said}\n["end"]\n')
    path = stand_in(
        tmp_path, monkeypatch, f"{OUTLINE} if sys.argv[-1] == 'outline' else print(open({str(said)!r}).read())"
    )
    with pytest.raises(FileRefused, match="damaged"):
        list(calamine.read_book(path, "ods", macros=False).sources[0].rows())


@pytest.mark.parametrize("code", ["time.sleep(60)", "os.write(1, b'x' * 70_000)\ntime.sleep(60)"])
def test_a_reader_that_is_silent_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str):
    monkeypatch.setattr(calamine, "WAIT_SECONDS", 0.2)
    with pytest.raises(FileRefused, match="damaged"):
        calamine.read_book(stand_in(tmp_path, monkeypatch, code), "ods", macros=False)


def test_a_reader_that_never_ends_its_line_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calamine, "MAX_MESSAGE", 100_000)
    path = stand_in(tmp_path, monkeypatch, "while True: os.write(1, b'x' * 65_536)")
    with pytest.raises(FileRefused, match="damaged"):
        calamine.read_book(path, "ods", macros=False)


def test_rows_that_are_left_unread_end_the_reader(tmp_path: Path):
    path = write_ods(tmp_path / "a.ods", table(row(ods_text("a"), repeated=5_000)))
    with open_book(path) as book:
        rows = book.sources[0].rows()
        assert next(rows).number == 1
        rows.close()
    assert len(read_rows(path)) == 5_000
