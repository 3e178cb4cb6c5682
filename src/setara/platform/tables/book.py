"""What every reader of a table hands over, and how it says no."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from setara.kernel.intake.grid import Row, Sheet

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
"""What a spreadsheet can number; an address beyond it is `damaged`."""

MAX_SHEETS = 1_000
MAX_MERGES = 200_000
"""More than any person makes; a workbook with more is `damaged`."""

MAX_FILLED = 512
"""Non-empty cells in one row; the widest list of an office has some forty, so more is `too_wide`."""

MAX_TEXT = 32_767
"""Characters in one cell, the limit of the file format itself; more is `damaged`."""

MAX_SHEET_TEXT = 2**28
"""Characters that one sheet may yield in all; a small file can name one long text a million times (`zip_ratio`)."""


class FileRefused(Exception):
    """A file was read and holds nothing that could be taken over.

    `code` is one of ``encrypted not_a_workbook damaged empty_file not_a_list too_wide zip_ratio no_rows``;
    `params` says where, as text. ``not_a_list`` and ``no_rows`` are the caller's, who knows what a list is.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str] = {name: str(value) for name, value in params.items()}


class FileUnreadable(Exception):
    """There is no such file, it is no regular file, or it may not be opened."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in the file that is said and never followed: ``external_links macros hidden_sheet``."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """One sheet. `rows` starts anew at each call and may raise `FileRefused` at any row."""

    @property
    def sheet(self) -> Sheet: ...

    def rows(self) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class Book:
    """An open file: its format by content (``xlsx xlsm xls ods csv tsv``) and its sheets in file order."""

    format: str
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...] = ()
