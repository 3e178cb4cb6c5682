"""Workbooks whose bytes are the same on every machine."""

import datetime as dt
import io
from collections.abc import Callable

import xlsxwriter

from setara.demo.packing import Member, same_everywhere

_MADE = dt.datetime(2026, 1, 2, 8, 0, tzinfo=dt.UTC)


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook as `fill` writes it into a `xlsxwriter.Workbook`."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": "Data contoh / made-up example data", "author": "Setara", "created": _MADE.replace(tzinfo=None)}
    )
    fill(book)
    book.close()
    return same_everywhere(memory.getvalue())


SHEET_PART = "xl/worksheets/sheet1.xml"
SHEET_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def bare_parts() -> list[Member]:
    """All parts of the smallest workbook but its one sheet, which is called Data."""
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{_PACKAGE}/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{_KIND}.sheet.main+xml'/>"
        f"<Override PartName='/{SHEET_PART}' ContentType='{_KIND}.worksheet+xml'/></Types>",
        "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f"<workbook xmlns='{SHEET_SPACE}' xmlns:r='{_OFFICE}'>"
        "<sheets><sheet name='Data' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
    }
    return [Member(name, text.encode()) for name, text in parts.items()]


def _relations(kind: str, target: str) -> str:
    relation = f"<Relationship Id='rId1' Type='{_OFFICE}/{kind}' Target='{target}'/>"
    return f"<Relationships xmlns='{_PACKAGE}/relationships'>{relation}</Relationships>"
