"""All that a file says, as one stream: notices, then each sheet with its records and the lines that are none."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.lists import read_list
from setara.kernel.intake.records import ListKind, Record, SkippedLine
from setara.platform.ahead import ahead
from setara.platform.tables.reading import FileUnreadable, Notice, open_book

LARGE = 2**19
"""Bytes of a file that is read by a process of its own while this one saves; starting one takes half a second."""


class NoSuchSheet(FileUnreadable):
    """The file has no sheet of the name asked for; the text says which there are."""


@dataclass(frozen=True, slots=True)
class FileAsked:
    """Which lists of a file to read; without `sheet` every sheet that holds one."""

    path: Path
    kind: ListKind
    context: ReadingContext
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet before its lines: whether it holds anything, and whether that is a list of the kind asked for."""

    name: str
    is_empty: bool
    is_list: bool


Said: TypeAlias = Notice | SheetSeen | Record | SkippedLine


def read_file(asked: FileAsked) -> Iterator[Said]:
    """Read the file as it is taken. Raises FileUnreadable, NoSuchSheet, FileRefused, the last at any moment."""
    large = asked.path.stat().st_size > LARGE
    return ahead(_read, asked) if large else _read(asked)


def _read(asked: FileAsked) -> Iterator[Said]:
    with open_book(asked.path) as book:
        yield from book.notices
        names = [source.sheet.name for source in book.sources]
        if asked.sheet is not None and asked.sheet not in names:
            raise NoSuchSheet(f"no sheet {asked.sheet!r}; the file has: {', '.join(names)}")
        for source in book.sources:
            if asked.sheet in (None, source.sheet.name):
                reading = read_list(source.sheet, source.rows(), asked.kind, asked.context)
                yield SheetSeen(source.sheet.name, reading.is_empty, reading.header is not None)
                yield from reading.lines()
