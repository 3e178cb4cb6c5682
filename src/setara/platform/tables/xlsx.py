"""Workbooks of Excel and its like (xlsx, xlsm)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from setara.kernel.intake.grid import Row, Sheet
from setara.platform.tables.archive import Archive
from setara.platform.tables.book import Book, Notice
from setara.platform.tables.xlsx_frame import Frame
from setara.platform.tables.xlsx_package import MAX_METADATA, Package, SheetEntry, read_package
from setara.platform.tables.xlsx_rows import RowReader
from setara.platform.tables.xlsx_styles import Style, Styles
from setara.platform.tables.xlsx_text import MAX_STRINGS, SharedStrings


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet of an open workbook."""

    sheet: Sheet
    part: str
    archive: Archive
    strings: SharedStrings | None
    styles: Sequence[Style]

    def rows(self) -> Iterator[Row]:
        reader = RowReader(self.part, self.strings, self.styles)
        return reader.rows(self.archive.chunks(self.part))


def read_book(archive: Archive) -> Book:
    """Open a workbook: its outline, styles, strings and what surrounds the rows of each sheet.

    Each sheet is inflated once here, so that what is cut short or grows without end is refused before a row comes.
    """
    package = read_package(archive)
    strings = styles = None
    if package.strings is not None:
        strings = SharedStrings.read(package.strings, archive.chunks(package.strings, MAX_STRINGS))
    if package.styles is not None:
        styles = Styles.read(package.styles, archive.chunks(package.styles, MAX_METADATA))
    sources = tuple(
        Worksheet(_sheet(archive, package, entry), entry.part, archive, strings, styles or ())
        for entry in package.sheets
    )
    return Book("xlsm" if package.macro_format else "xlsx", sources, _notices(package))


def _sheet(archive: Archive, package: Package, entry: SheetEntry) -> Sheet:
    hidden_columns, merges = Frame.read(entry.part, archive.chunks(entry.part))
    return Sheet(entry.name, entry.hidden, hidden_columns, merges, package.date1904)


def _notices(package: Package) -> tuple[Notice, ...]:
    notices = [Notice("hidden_sheet", {"sheet": entry.name}) for entry in package.sheets if entry.hidden]
    if package.macros:
        notices.append(Notice("macros"))
    if package.external_links:
        notices.append(Notice("external_links", {"count": str(package.external_links)}))
    return tuple(notices)
