"""Keep the Indonesian and English texts complete, without system tools.

    python tools/translations.py gather    # write new texts into locale/id
    python tools/translations.py check     # fail on a missing, fuzzy or stale text
    python tools/translations.py compile   # make the .mo file

Texts in the code are English; `locale/id` holds the Indonesian ones, so English is complete by itself.
"""

import datetime as dt
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "setara"
PO = SOURCE / "locale" / "id" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def python_of(path: Path) -> str:
    """Give the text-bearing Python of a file; a template is turned into such first."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source
    from django.utils.translation.template import templatize

    return templatize(source, origin=str(path))


def texts() -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    """Yield place, line, text and context of every text in the code and the templates."""
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts:
            continue
        code = io.BytesIO(python_of(path).encode())
        for line, text, _, context in extract("python", code, keywords=KEYWORDS):
            yield path.relative_to(SOURCE).as_posix(), line, text, context


def gathered() -> Catalog:
    """Merge the texts of the code with the translations that stand."""
    fresh = Catalog(locale="id", domain="django", project="Setara", fuzzy=False)
    for place, _, text, context in texts():
        flags = ["python-format"] if "%(" in (text if isinstance(text, str) else text[0]) else []
        fresh.add(text, locations=[(place, None)], context=context, flags=flags)
    if not PO.exists():
        return fresh
    standing = read_po(io.BytesIO(PO.read_bytes()), locale="id", domain="django")
    standing.update(fresh, no_fuzzy_matching=True, update_header_comment=False)
    standing.obsolete.clear()
    return standing


def as_bytes(catalog: Catalog) -> bytes:
    """Write a catalog the same way on every machine."""
    out = io.BytesIO()
    catalog.creation_date = catalog.revision_date = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    write_po(out, catalog, width=110, sort_output=True, no_location=True)
    return out.getvalue()


def gather() -> int:
    """Write the texts of the code into the catalog."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_bytes(gathered()))
    return 0


def check() -> int:
    """Say what is missing, fuzzy or stale."""
    catalog = gathered()
    faults = [f"no Indonesian text: {m.id!r}" for m in catalog if m.id and not all(strings_of(m.string))]
    faults += [f"fuzzy: {m.id!r}" for m in catalog if m.id and m.fuzzy]
    faults += [f"{m.id!r}: {error}" for m, errors in catalog.check() for error in errors]
    if not PO.exists() or as_bytes(catalog) != PO.read_bytes():
        faults.append("locale/id is not what the code says: make format")
    print(*faults, sep="\n", end="\n" if faults else "")
    return bool(faults)


def strings_of(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """Make one or several forms a list."""
    return [string or ""] if isinstance(string, str | None) else list(string)


def compile_catalog() -> int:
    """Make the file that Django reads."""
    if PO.exists():
        with PO.with_suffix(".mo").open("wb") as out:
            write_mo(out, read_po(io.BytesIO(PO.read_bytes()), locale="id", domain="django"))
    return 0


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    sys.exit({"gather": gather, "check": check, "compile": compile_catalog}[sys.argv[1]]())
