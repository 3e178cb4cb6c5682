"""Workbooks written whole."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from setara.platform.tables.writing import OutValue, WorkbookWriter

Rows = Iterable[Sequence[OutValue]]


def write_sheets(path: Path, *sheets: tuple[str, Rows], header_rows: int = 1) -> None:
    """Write sheets, each a name and its rows."""
    with WorkbookWriter(path) as writer:
        for name, rows in sheets:
            writer.start_sheet(name, header_rows=header_rows)
            for row in rows:
                writer.add(row)
