import struct
import zipfile
from pathlib import Path

import pytest

from setara.platform.tables import archive
from setara.platform.tables.archive import MAX_DIRECTORY, RATIO_FLOOR, Archive
from setara.platform.tables.book import FileRefused
from tests.platform.tables.crafted import Parts, refusal, workbook_parts, write_xlsx, write_zip

SHEET = "xl/worksheets/sheet1.xml"


def bomb(size: int) -> Parts:
    text = workbook_parts()[SHEET]
    assert isinstance(text, str)
    return workbook_parts() | {SHEET: text.replace("<sheetData>", f"<sheetData>{' ' * size}")}


def patched(path: Path, name: str, offset: int, value: bytes, *, local: int | None = None) -> Path:
    """Overwrite a field of an entry in the directory, and in its local header too."""
    content = bytearray(path.read_bytes())
    entry = content.rfind(name.encode()) - 46
    content[entry + offset : entry + offset + len(value)] = value
    if local is not None:
        (at,) = struct.unpack_from("<L", content, entry + 42)
        content[at + local : at + local + len(value)] = value
    path.write_bytes(content)
    return path


def test_a_part_that_grows_far_beyond_its_size_is_a_bomb(tmp_path: Path):
    assert refusal(write_zip(tmp_path / "a.xlsx", bomb(RATIO_FLOOR // 2))) == "read"
    assert refusal(write_zip(tmp_path / "a.xlsx", bomb(2 * RATIO_FLOOR))) == "zip_ratio"


def test_a_bomb_that_claims_to_be_small_is_a_bomb(tmp_path: Path):
    path = write_zip(tmp_path / "a.xlsx", bomb(2 * RATIO_FLOOR))
    assert refusal(patched(path, SHEET, 24, struct.pack("<L", 2000), local=22)) == "zip_ratio"


def test_a_part_that_claims_to_be_huge_is_a_bomb(tmp_path: Path):
    path = write_xlsx(tmp_path)
    assert refusal(patched(path, SHEET, 24, struct.pack("<L", 2**31))) == "zip_ratio"


def test_a_size_that_lies_a_little_is_damaged(tmp_path: Path):
    path = write_xlsx(tmp_path)
    assert refusal(patched(path, SHEET, 24, struct.pack("<L", 10))) == "damaged"


def test_many_parts_within_the_limit_are_too_much_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_TOTAL", 1000)
    path = write_zip(tmp_path / "a.zip", {str(number): "x" * 600 for number in range(2)})
    with pytest.raises(FileRefused, match="zip_ratio"):
        Archive(path)


def test_parts_that_share_their_bytes_are_a_bomb(tmp_path: Path):
    path = write_zip(tmp_path / "a.xlsx", workbook_parts() | {"xl/z.xml": "z"})
    content = path.read_bytes()
    where = struct.unpack_from("<L", content, content.rfind(SHEET.encode()) - 46 + 42)[0]
    assert refusal(patched(path, "xl/z.xml", 42, struct.pack("<L", where))) == "zip_ratio"


def test_two_parts_of_one_name_are_damaged(tmp_path: Path):
    path = write_zip(tmp_path / "a.xlsx", workbook_parts() | {SHEET.replace("1.", "2."): "x"})
    path.write_bytes(path.read_bytes().replace(b"sheet2.xml", b"sheet1.xml"))
    assert refusal(path) == "damaged"


def test_a_wrong_check_sum_is_damaged(tmp_path: Path):
    assert refusal(patched(write_xlsx(tmp_path), SHEET, 16, b"\1\2\3\4")) == "damaged"


def test_a_locked_part_is_encrypted(tmp_path: Path):
    assert refusal(patched(write_xlsx(tmp_path), SHEET, 8, b"\1\0")) == "encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_no_workbook_uses_is_damaged(tmp_path: Path, method: int):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", method) as made:
        made.writestr("[Content_Types].xml", "x")
    assert refusal(path) == "damaged"


def test_a_zip_that_lost_bytes_on_its_way_is_damaged_and_no_bomb(tmp_path: Path):
    path = write_xlsx(tmp_path, "<row><c><v>1</v></c></row>")
    content = path.read_bytes()
    path.write_bytes(content[:200] + content[210:])
    assert refusal(path) == "damaged"


@pytest.mark.parametrize("kept", [30, 0.5, 0.9, -1])
def test_a_zip_cut_short_is_damaged(tmp_path: Path, kept: float):
    path = write_xlsx(tmp_path, "<row><c><v>1</v></c></row>")
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content)) if 0 < kept < 1 else int(kept)])
    assert refusal(path) == "damaged"


def test_a_directory_too_large_to_read_is_refused_unread(tmp_path: Path):
    path = write_xlsx(tmp_path)
    content = bytearray(path.read_bytes())
    struct.pack_into("<L", content, content.rfind(b"PK\5\6") + 12, MAX_DIRECTORY + 1)
    path.write_bytes(content)
    assert refusal(path) == "zip_ratio"


def test_a_large_zip_says_its_directory_in_another_place(tmp_path: Path):
    path = write_xlsx(tmp_path)
    content = path.read_bytes()
    at = content.rfind(b"PK\5\6")
    record = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 1, 1, MAX_DIRECTORY + 1, 0)
    locator = b"PK\6\7" + struct.pack("<LQL", 0, at, 1)
    path.write_bytes(content[:at] + record + locator + content[at:])
    assert refusal(path) == "zip_ratio"


def test_a_part_too_large_to_hold_whole_is_refused(tmp_path: Path):
    made = Archive(write_zip(tmp_path / "a.zip", {"a": "x" * 100}))
    assert made.read("a", limit=100) == b"x" * 100
    with pytest.raises(FileRefused, match="zip_ratio"):
        made.read("a", limit=99)
    made.close()


def test_parts_are_found_in_any_case(tmp_path: Path):
    made = Archive(write_zip(tmp_path / "a.zip", {"xl/A.xml": "x"}))
    assert (made.find("xl/A.xml"), made.find("XL/a.xml"), made.find("b")) == ("xl/A.xml", "xl/A.xml", None)
    made.close()
