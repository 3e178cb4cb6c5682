"""Workbooks written by hand, part by part, so that each can be wrong in exactly one way."""

import struct
import zipfile
from pathlib import Path

from setara.kernel.intake.grid import Row, Sheet
from setara.platform.tables.reading import FileRefused, open_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

Parts = dict[str, str | bytes]


def worksheet(rows: str, *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def relations(*entries: tuple[str, str, str]) -> str:
    items = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for key, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def workbook_parts(rows: str = "", **parts: str) -> Parts:
    """A sound workbook of one sheet "Rekap". `parts` replaces: sheet, workbook, links, strings, styles, types."""
    sheets = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Rekap" sheetId="1" r:id="s1"/></sheets>'
    )
    made: Parts = {
        "[Content_Types].xml": parts.get("types", f'<Types xmlns="{TYPES}"/>'),
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": parts.get("workbook", f"{sheets}</workbook>"),
        "xl/_rels/workbook.xml.rels": parts.get(
            "links",
            relations(
                ("s1", "worksheet", "worksheets/sheet1.xml"),
                ("s8", "sharedStrings", "sharedStrings.xml"),
                ("s9", "styles", "styles.xml"),
            ),
        ),
        "xl/worksheets/sheet1.xml": parts.get("sheet", worksheet(rows)),
    }
    if "strings" in parts:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{parts["strings"]}</sst>'
    if "styles" in parts:
        made["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{parts["styles"]}</styleSheet>'
    return made


def write_zip(path: Path, parts: Parts) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def write_xlsx(folder: Path, rows: str = "", **parts: str) -> Path:
    return write_zip(folder / "berkas.xlsx", workbook_parts(rows, **parts))


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = "urn:oasis:names:tc:opendocument:xmlns"


def write_ods(path: Path, tables: str, **parts: str) -> Path:
    """An ods file; `parts` adds others by name."""
    names = "".join(f' xmlns:{name}="{_ODS}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content{names}>{body}</office:document-content>"
    manifest = f'<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0"/>'
    return write_zip(path, {"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content, **parts})


def ods_text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _label(row: int, column: int, text: str) -> bytes:
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1"))


def biff_workbook(*, locked: bool = False) -> bytes:
    """The stream of an old workbook with the hidden sheet "Rekap": A1 "Nama", B3 12.5, C3 true, D3 5 January 2026,
    E3 #N/A, A4:B4 merged."""
    head = struct.pack("<HHHHLL", 0x0600, 0x0005, 0, 0, 0, 6)
    lock = _record(0x002F, bytes(54)) if locked else b""
    styles = b"".join(_record(0x00E0, struct.pack("<HH16x", 0, number_format)) for number_format in (0, 14))
    name = b"Rekap"
    bound_size = 4 + 6 + 2 + len(name)
    at = 4 + len(head) + len(lock) + len(styles) + bound_size + 4
    bound = _record(0x0085, struct.pack("<LBBBB", at, 1, 0, len(name), 0) + name)
    cells = _record(0x0200, struct.pack("<LLHHH", 0, 4, 0, 5, 0))
    cells += _label(0, 0, "Nama") + _record(0x0203, struct.pack("<HHHd", 2, 1, 0, 12.5))
    cells += _record(0x0205, struct.pack("<HHHBB", 2, 2, 0, 1, 0)) + _label(3, 0, "CV A")
    cells += _record(0x0203, struct.pack("<HHHd", 2, 3, 1, 46027)) + _record(
        0x0205, struct.pack("<HHHBB", 2, 4, 0, 42, 1)
    )
    cells += _record(0x00E5, struct.pack("<HHHHH", 1, 3, 3, 0, 1))
    sheet = _record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0010, 0, 0, 0, 6)) + cells + _record(0x000A)
    return _record(0x0809, head) + lock + styles + bound + _record(0x000A) + sheet


def ole(name: str, content: bytes) -> bytes:
    """An OLE file (compound file, version 3) that holds one stream."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    content = content.ljust(sectors * 512, b"\0")
    fat = [fat_mark, end, *range(3, sectors + 2), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xLLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header = header.ljust(512, b"\xff")
    directory = _entry("Root Entry", 5, end, 0, child=1) + _entry(name, 2, 2, len(content))
    return (
        header
        + struct.pack(f"<{len(fat)}L", *fat).ljust(512, struct.pack("<B", free & 0xFF))
        + directory.ljust(512, b"\0")
        + content
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\0")
    none = 0xFFFFFFFF
    return text + struct.pack("<HBBLLL16xL16xLLL", 2 * len(name) + 2, kind, 1, none, none, child, 0, start, size, 0)


def read_all(path: Path) -> list[tuple[Sheet, list[Row]]]:
    with open_book(path) as book:
        return [(source.sheet, list(source.rows())) for source in book.sources]


def read_rows(path: Path) -> list[Row]:
    """The rows of the only sheet."""
    ((_sheet, rows),) = read_all(path)
    return rows


def read_values(path: Path) -> dict[tuple[int, int], object]:
    """Row and column to value, of the only sheet."""
    return {(row.number, cell.column): cell.value for row in read_rows(path) for cell in row.cells}


def refusal(path: Path) -> str:
    """The code by which a file is refused; ``read`` if it is not."""
    try:
        read_all(path)
    except FileRefused as refused:
        return refused.code
    return "read"
