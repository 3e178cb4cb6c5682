"""Files that are no xlsx, or of which nothing can be read: each with its one sentence."""

import struct
from collections.abc import Iterable
from xml.sax.saxutils import escape

import xlsxwriter

from setara.demo.list_sheet import MARK
from setara.demo.messy_sheet import Answer, Messy, answer, asked, certain, refused
from setara.demo.packing import Member, blown_up, zip_of
from setara.demo.xlsx_bytes import SHEET_PART, SHEET_SPACE, bare_parts, workbook
from setara.kernel.intake.grid import Sheet

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def _refusal(code: str) -> Answer:
    return {"refused_file": code}


def semicolons() -> Messy:
    """Text as an old spreadsheet exports it: cp1252, semicolons, a line break inside quotes."""
    lines = (
        certain("1", "Café Contoh", "Kab. Sidoarjo", "9935150090901", "Rp 12.500.000,-", "Kopi – bubuk"),
        certain("2", "UD Contoh “Kutip”", "KOTA SURABAYA", "9935780090902", "7.500.000", '"Kerupuk\nikan"'),
        asked(4, "nib", "digits_lost", "3", "UD Contoh Ekspor", "Kab. Gresik", "9,93525E+12", "5.000.000", "Songkok"),
        refused(
            3, "district_code", "district_outside_province", "4", "UD Contoh Solo", "Kota Surakarta", "", "", "Batik"
        ),
        asked(
            5, "investment", "money_unclear", "5", "UD Contoh Kira", "Kab. Tuban", "9935230090905", "banyak", "Kecap"
        ),
    )
    head = ("No", "Nama IKM", "Kab/Kota", "NIB", "Investasi", "Produk")
    table = [(MARK,), ("DAFTAR IKM",), head, *(line.cells for line in lines)]
    text = "\r\n".join(";".join(str(cell) for cell in row) for row in table) + "\r\n"
    sheet = Sheet("09-titik-koma.csv", addressed=False)
    return Messy("09-titik-koma.csv", text.encode("cp1252"), answer("businesses", lines, 4, sheet))


def open_document() -> Messy:
    """A list from LibreOffice: dates of its own kind, repeated empty rows and columns."""
    lines = (
        certain("1", "Merek", "UD Contoh Terbuka", "Kab. Ngawi", "IDM999090911", "2026-03-12", "2036-03-12"),
        asked(
            6,
            "issue_date",
            "date_year_only",
            "2",
            "Merek",
            "UD Contoh Tahun",
            "Kab. Ngawi",
            "IDM999090912",
            "2026",
            "-",
        ),
        certain("3", "Uji Produk", "UD Contoh Uji", "Kab. Ngawi", "LHU-9913/CONTOH/03/2026", "12 Maret 2026", "-"),
        refused(
            4,
            "district_code",
            "district_does_not_exist",
            "4",
            "Merek",
            "UD Contoh Salah",
            "Kota Ngawi",
            "IDM999090914",
            "",
            "",
        ),
    )
    head = ("No", "Jenis Fasilitasi", "Nama IKM", "Kab/Kota", "No. Sertifikat", "Tgl Terbit", "Berlaku s/d")
    rows = [_ods_row((MARK,)), _ods_row(("SERTIFIKAT NGAWI",)), '<table:table-row table:number-rows-repeated="2"/>']
    rows += [_ods_row(head), *(_ods_row(line.cells) for line in lines)]
    blank = '<table:table-cell table:number-columns-repeated="1024"/>'
    rows.append(f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>')
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("manifest", "manifest"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{spaces} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sertifikat">{"".join(rows)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest{spaces} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = [("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)]
    archive = zip_of([Member(name, text.encode()) for name, text in members])
    return Messy("10-libreoffice.ods", archive, answer("certificates", lines, 6, Sheet("Sertifikat")))


def _ods_row(cells: Iterable[object]) -> str:
    return f"<table:table-row>{''.join(_ods_cell(str(cell)) for cell in cells)}</table:table-row>"


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    shown = f"<text:p>{escape(text)}</text:p>"
    if text.isdigit():
        return f'<table:table-cell office:value-type="float" office:value="{text}">{shown}</table:table-cell>'
    if len(text) == len("2026-03-12") and text[:2] == "20" and text[4] == text[7] == "-":
        return f'<table:table-cell office:value-type="date" office:date-value="{text}">{shown}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def locked() -> Messy:
    """A workbook behind a password: an OLE container with the two streams that such a file has, and no more."""
    streams = (("EncryptionInfo", struct.pack("<HHI", 4, 4, 0x40) + MARK.encode()), ("EncryptedPackage", bytes(16)))
    return Messy("11-terkunci.xlsx", _ole(streams), _refusal("encrypted"))


def _ole(streams: tuple[tuple[str, bytes], ...]) -> bytes:
    """A compound file: sector 0 allocates, sector 1 is the directory, then each stream padded to 4,096 bytes.

    Streams of that length stay out of the short sectors (MS-CFB 2.3), so that none is needed.
    """
    long = 4096 // _SECTOR
    table = [_FAT, _END]
    for number in range(len(streams)):
        first = 2 + number * long
        table += [*range(first + 1, first + long), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    entries = [_entry("Root Entry", 5, child=1, first=_END, size=0)]
    for number, (name, _) in enumerate(streams):
        following = number + 2 if number + 1 < len(streams) else _NONE
        entries.append(_entry(name, 2, right=following, first=2 + number * long, size=4096))
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    body = b"".join(content.ljust(4096, b"\0") for _, content in streams)
    allocation = struct.pack(f"<{len(table)}I", *table)
    return (header + struct.pack("<I", 0)).ljust(_SECTOR, b"\xff") + allocation + directory + body


def _entry(name: str, kind: int, *, first: int, size: int, right: int = _NONE, child: int = _NONE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, _NONE, right, child, first, size)


def page_called_workbook() -> Messy:
    """What a web application exports as "Excel": a page."""
    table = "<table><tr><th>Nama IKM</th><th>NIB</th></tr></table>"
    page = f"<html><head><title>{MARK}</title></head><body>{table}</body></html>\n"
    return Messy("12-halaman-web.xls", page.encode(), _refusal("not_a_workbook"))


def zip_bomb() -> Messy:
    """A sheet of blanks, a thousand times larger than the file that holds it."""
    head, tail = f"<worksheet xmlns='{SHEET_SPACE}'><!-- {MARK} -->".encode(), b"<sheetData/></worksheet>"
    content, packed = blown_up(head, b" ", 32_768, tail)
    archive = zip_of([*bare_parts(), Member(SHEET_PART, content, packed)])
    return Messy("13-bom-zip.xlsx", archive, _refusal("zip_ratio"))


def three_thousand_columns() -> Messy:
    """A list that someone copied sideways."""
    rows = f"<row><c t='inlineStr'><is><t>{MARK}</t></is></c></row><row>{'<c><v>1</v></c>' * 3000}</row>"
    sheet = f"<worksheet xmlns='{SHEET_SPACE}'><sheetData>{rows}</sheetData></worksheet>"
    archive = zip_of([*bare_parts(), Member(SHEET_PART, sheet.encode())])
    return Messy("14-3000-kolom.xlsx", archive, _refusal("too_wide"))


def opposite_corners() -> Messy:
    """Two cells with all the cells of a sheet between them."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Data")
        sheet.write_string(0, 0, MARK)
        sheet.write_string(1_048_575, 16_383, "Nama IKM")

    return Messy("15-dua-pojok.xlsx", workbook(fill), _refusal("not_a_list"))


def cut_off() -> Messy:
    """A file that stopped half way, as a download does."""
    whole = workbook(lambda book: book.add_worksheet("Data").write_string(0, 0, MARK))
    return Messy("16-terpotong.xlsx", whole[: len(whole) // 2], _refusal("damaged"))


def header_alone() -> Messy:
    """A form that no one filled in."""
    head = ("No", "Nama IKM", "NIB", "Kab/Kota", "Jenis Produk")

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Form")
        sheet.write_string(0, 0, MARK)
        for column, text in enumerate(head):
            sheet.write_string(2, column, text)

    return Messy("17-formulir-kosong.xlsx", workbook(fill), _refusal("no_rows"))
