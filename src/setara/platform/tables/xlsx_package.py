"""The parts of a workbook (xlsx, xlsm) and how they name each other."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from setara.platform.tables.archive import Archive
from setara.platform.tables.book import MAX_SHEETS, FileRefused
from setara.platform.tables.xlsx_text import is_true
from setara.platform.tables.xml_stream import XmlStream, local

MAX_METADATA = 16 * 2**20
"""Bytes of a part that is read whole: relations, workbook, styles."""

CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One part names another. `kind` is the last word of the relation's type, the same in strict workbooks."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; `part` is where it stands."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """What the workbook part and its relations say."""

    sheets: tuple[SheetEntry, ...]
    date1904: bool
    macros: bool
    macro_format: bool
    external_links: int
    strings: str | None
    styles: str | None


def read_package(archive: Archive) -> Package:
    """Read the outline of a workbook.

    Refuses with `not_a_workbook` a package of another kind (a document, a binary workbook), with `damaged` sheets
    that are named and not there, stand outside the file, or stand twice.
    """
    main = _main_part(archive)
    relations = {relation.id: relation for relation in _relations(archive, main)}
    outline = _Outline()
    XmlStream(main, outline.enter, outline.leave).feed_all(archive.chunks(main, MAX_METADATA))
    if len(outline.sheets) > MAX_SHEETS:
        raise FileRefused("damaged", part=main)
    kinds = [relation.kind for relation in relations.values()]
    macro_types, macro_format = _macro_types(archive)
    # What lies in the file is said even where no relation leads to it.
    linked = max(kinds.count("externalLink"), archive.count("/externalLinks/externalLink"))
    macro_types = macro_types or archive.count("vbaProject.bin") > 0
    return Package(
        sheets=_sheets(archive, main, outline, relations),
        date1904=outline.date1904,
        macros=macro_types or "vbaProject" in kinds or "xlMacrosheet" in kinds,
        macro_format=macro_format or "vbaProject" in kinds,
        external_links=linked + kinds.count("connections"),
        strings=_sole(archive, relations, "sharedStrings"),
        styles=_sole(archive, relations, "styles"),
    )


class _Outline:
    """Handlers for the workbook part."""

    def __init__(self) -> None:
        self.sheets: list[dict[str, str]] = []
        self.date1904 = False
        self._path: list[str] = []

    def enter(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._path and tag != "workbook":
            raise FileRefused("not_a_workbook")
        self._path.append(tag)
        if self._path == ["workbook", "sheets", "sheet"]:
            self.sheets.append({local(key): value for key, value in attributes.items()})
        elif self._path == ["workbook", "workbookPr"]:
            self.date1904 = is_true(attributes.get("date1904", "0"))

    def leave(self, _tag: str) -> None:
        self._path.pop()


def _main_part(archive: Archive) -> str:
    for relation in _relations(archive, ""):
        if relation.kind == "officeDocument" and not relation.external:
            part = archive.find(relation.target)
            if part is None:
                raise FileRefused("damaged", part=relation.target)
            if part.endswith(".bin"):
                raise FileRefused("not_a_workbook")
            return part
    raise FileRefused("not_a_workbook")


def _sheets(archive: Archive, main: str, outline: _Outline, relations: dict[str, Relation]) -> tuple[SheetEntry, ...]:
    sheets: list[SheetEntry] = []
    seen: set[str] = set()
    for entry in outline.sheets:
        relation = relations.get(entry.get("id", ""))
        if relation is None or relation.external:
            raise FileRefused("damaged", part=main)
        if relation.kind != "worksheet":
            continue
        part = archive.find(relation.target)
        if part is None or part in seen:
            raise FileRefused("damaged", part=relation.target)
        seen.add(part)
        sheets.append(SheetEntry(entry.get("name", ""), entry.get("state", "visible") != "visible", part))
    return tuple(sheets)


def _sole(archive: Archive, relations: dict[str, Relation], kind: str) -> str | None:
    for relation in relations.values():
        if relation.kind == kind and not relation.external:
            return archive.find(relation.target)
    return None


def _relations(archive: Archive, part: str) -> Iterator[Relation]:
    """The relations of a part; those of the whole package for the empty name."""
    folder, name = posixpath.split(part)
    stored = archive.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: list[Relation] = []

    def enter(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(Relation(attributes.get("Id", ""), kind, _resolve(folder, target), external))

    if stored is not None:
        XmlStream(stored, enter, lambda _tag: None).feed_all(archive.chunks(stored, MAX_METADATA))
    return iter(found)


def _resolve(folder: str, target: str) -> str:
    path = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _macro_types(archive: Archive) -> tuple[bool, bool]:
    """Whether the package holds macros, and whether it calls itself a workbook that may hold them."""
    stored = archive.find(CONTENT_TYPES)
    types: list[str] = []

    def enter(_tag: str, attributes: dict[str, str]) -> None:
        types.append(attributes.get("ContentType", ""))

    if stored is not None:
        XmlStream(stored, enter, lambda _tag: None).feed_all(archive.chunks(stored, MAX_METADATA))
    macros = any(kind.endswith("vbaProject") for kind in types)
    return macros, any("macroEnabled" in kind for kind in types)
