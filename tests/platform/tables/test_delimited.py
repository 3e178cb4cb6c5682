from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setara.kernel.intake.grid import CellKind
from setara.platform.tables.delimited import MAX_LINE
from setara.platform.tables.reading import open_book
from setara.platform.tables.writing import write_csv
from tests.platform.tables.crafted import read_all, read_values, refusal

LIST = "Nama;Alamat\nCV É;Jl. Raya, 1\n"


def written(folder: Path, content: str | bytes, name: str = "berkas.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_of_an_office_is_found(tmp_path: Path, encoding: str):
    expected = {(1, 1): "Nama", (1, 2): "Alamat", (2, 1): "CV É", (2, 2): "Jl. Raya, 1"}
    assert read_values(written(tmp_path, LIST.encode(encoding))) == expected


def test_one_accent_far_behind_decides_the_encoding(tmp_path: Path):
    lines = b"CV A,1\n" * 12_000
    assert read_values(written(tmp_path, lines + b"CV \xc9,1\n"))[12_001, 1] == "CV É"
    assert read_values(written(tmp_path, lines + "CV É,1\n".encode()))[12_001, 1] == "CV É"


@pytest.mark.parametrize("content", [b"a,b\n\x81\x8d\n", b"\xef\xbb\xbfa,\xff\n", b"\xff\xfea\x00,\x00\x00\xd8a\x00"])
def test_bytes_that_are_no_text_are_no_workbook(tmp_path: Path, content: bytes):
    assert refusal(written(tmp_path, content)) == "not_a_workbook"


@pytest.mark.parametrize(
    ("content", "kind", "width"),
    [
        ("Nama,NIB,Alamat\nCV A,1,x\n", "csv", 3),
        ("Nama;NIB;Alamat\nCV A;1;Jl. X, Y, Z\nCV B;2;x\n", "csv", 3),
        ("Nama\tNIB\tAlamat\nCV A\t1\tx, y; z\n", "tsv", 3),
        ("Rekap, tahun 2025\n\nNama;NIB;Alamat\nCV A;1;x\nCV B;2;x\n", "csv", 3),
        ('"a;b","c;d","e;f"\n"g;h",i,j\n', "csv", 3),
        ("Nama\nCV A\n", "csv", 1),
        ("CV A;12,5;13,5\nCV B;1,5;2,5\n", "csv", 3),
        ('sep="\nNama,a\n', "csv", 2),
        ("sep=|\nNama|a,b|c\n", "csv", 3),
        ("sep=;\nNama;a,b;x\n", "csv", 3),
        ("sep=\t\nNama\ta,b\tx\n", "tsv", 3),
    ],
)
def test_the_delimiter_is_found_in_the_content(tmp_path: Path, content: str, kind: str, width: int):
    with open_book(written(tmp_path, content)) as book:
        (source,) = book.sources
        assert book.format == kind
        assert max(cell.column for row in source.rows() for cell in row.cells) == width


def test_rows_are_numbered_by_record_and_cells_are_text_without_an_address(tmp_path: Path):
    ((sheet, rows),) = read_all(written(tmp_path, 'Nama,NIB\n"CV\nA",0012\n\n , \nCV B,=1+1\n'))
    assert (sheet.name, sheet.addressed) == ("berkas.csv", False)
    assert [(row.number, [cell.value for cell in row.cells]) for row in rows] == [
        (1, ["Nama", "NIB"]),
        (2, ["CV\nA", "0012"]),
        (5, ["CV B", "=1+1"]),
    ]
    assert {cell.kind for row in rows for cell in row.cells} == {CellKind.TEXT}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(tmp_path: Path, newline: str):
    assert len(read_values(written(tmp_path, newline.join(["a,b", "c,d"])))) == 4


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('a,b\n"c,d\ne,f\n', "damaged"),
        ('a,b\n"c" d,e\n', "damaged"),
        ("a,b\n" + "x" * MAX_LINE + "\n", "damaged"),
        ('a,b\n"' + "x\n" * 100_000, "damaged"),
        ("a,b\n" + "x" * 32_768 + ",y\n", "damaged"),
        ("a," * 513 + "\n", "too_wide"),
        ("," * 3000 + "x\n", "read"),
        ('12" pipa,a"b\n', "read"),
    ],
)
def test_a_text_that_is_no_sound_table_is_refused(tmp_path: Path, content: str, code: str):
    assert refusal(written(tmp_path, content)) == code


def test_more_records_than_a_spreadsheet_has_rows_are_refused(tmp_path: Path):
    assert refusal(written(tmp_path, "a\n" + "\n" * 1_048_576)) == "too_wide"


@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip()),
            min_size=2,
            max_size=5,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_we_write_we_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    rows = [["'Nama", "'NIB"], *(["'" + text for text in row] for row in rows)]
    write_csv(path, rows)
    ((_sheet, read),) = read_all(path)
    assert [[cell.value for cell in row.cells] for row in read] == rows
