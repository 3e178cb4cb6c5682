from pathlib import Path

import pytest

from tests.platform.tables.crafted import biff_workbook, ole, read_rows, refusal, write_xlsx, write_zip

PAGE = b"<html><table><tr><td>Nama</td></tr></table></html>"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty_file"),
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"\xef\xbb\xbf \r\n\r\n", "empty_file"),
        ("a.xlsx", b"Nama,NIB\nCV A,1\n", "not_a_workbook"),
        ("a.XLS", b"Nama\tNIB\nCV A\t1\n", "not_a_workbook"),
        ("a.xls", PAGE, "not_a_workbook"),
        ("a.csv", b"\xef\xbb\xbf\r\n " + PAGE, "not_a_workbook"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "not_a_workbook"),
        ("a.xlsx", b"%PDF-1.7\n", "not_a_workbook"),
        ("a.csv", b"%PDF-1.7\n", "not_a_workbook"),
        ("a.csv", b"{\\rtf1 Nama}", "not_a_workbook"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_workbook"),
        ("a.csv", b"Nama,NIB\nCV \0A,1\n", "not_a_workbook"),
        ("a.xls", ole("WordDocument", b""), "not_a_workbook"),
        ("a.xls", ole("WordDocument", b"")[:48] + b"\x63\0\0\0" + ole("WordDocument", b"")[52:], "damaged"),
        ("a.xls", ole("Workbook", b"")[:600], "damaged"),
        ("a.xls", ole("Workbook", b"\xff" * 4096), "damaged"),
        ("a.xls", ole("Workbook", biff_workbook())[:1800], "damaged"),
        ("a.xls", ole("Workbook", biff_workbook(locked=True)), "encrypted"),
        ("a.xlsx", ole("EncryptedPackage", b"x"), "encrypted"),
    ],
)
def test_a_file_that_holds_no_table_is_refused_by_its_content(tmp_path: Path, name: str, content: bytes, code: str):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == code


def test_an_empty_zip_is_no_workbook(tmp_path: Path):
    assert refusal(write_zip(tmp_path / "a.xlsx", {})) == "not_a_workbook"


def test_an_old_workbook_under_a_new_name_is_read_as_what_it_is(tmp_path: Path):
    content = ole("Workbook", biff_workbook())
    (tmp_path / "a.xls").write_bytes(content)
    (tmp_path / "a.xlsx").write_bytes(content)
    assert read_rows(tmp_path / "a.xlsx") == read_rows(tmp_path / "a.xls") != []


def test_a_workbook_under_another_name_is_a_workbook(tmp_path: Path):
    path = write_xlsx(tmp_path, "<row><c><v>1</v></c></row>").rename(tmp_path / "a.csv")
    assert len(read_rows(path)) == 1
