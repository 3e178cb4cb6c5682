"""Lists as an office types them, small, and their import."""

from pathlib import Path

from django.apps import apps

from setara.certificates.acts.import_certificates import import_certificates
from setara.intake.acts.importing import ImportOrder, ImportResult
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.registry.acts.import_businesses import import_businesses
from tests.factories import AT, ON
from tests.platform.tables.books import write_sheets

BUSINESSES = ("Nama IKM", "NIB", "Kab/Kota", "Pemilik", "Produk")
CERTIFICATES = (
    "Nama IKM", "NIB", "Kab/Kota", "Jenis Sertifikat", "Nomor Sertifikat", "Lembaga Penerbit", "Tanggal Terbit",
    "Berlaku Sampai", "Produk",
)  # fmt: skip
ISSUER = "LSPr Contoh (LSPr-000-IDN)"
NIB_A, NIB_B = "9935150000123", "9935150000456"


def row(
    holder="UD Sumber Barokah", *, number="017/LSPr/2026", nib=NIB_A, product="Keripik tempe", issuer=ISSUER,
    issued="17/03/2026", expires="16/03/2030", district="Kab. Sidoarjo", kind="SPPT-SNI",
):  # fmt: skip
    """One line of a list of certificates."""
    return (holder, nib, district, kind, number, issuer, issued, expires, product)


def written(path: Path, header: tuple[str, ...], *rows: tuple[str, ...], sheet: str = "Daftar") -> Path:
    """A workbook with one list."""
    write_sheets(path, (sheet, [header, *rows]))
    return path


def imported(path: Path, kind: ListKind, *, actor=CONSOLE, **order) -> ImportResult:
    """Import a file as the console does."""
    asked = ImportOrder(
        path, kind, ReadingContext(province="35", today=ON, budget_year=2026), AT, actor.id, keep_records=True, **order
    )
    if kind is ListKind.BUSINESSES:
        return import_businesses(asked, actor=actor)
    return import_certificates(asked, actor=actor, on=ON)


def counts(result: ImportResult) -> dict[str, int]:
    """The outcomes that occurred."""
    return {str(outcome): number for outcome, number in result.outcomes.items() if number}


def said(result: ImportResult) -> list[tuple[str, str, str]]:
    """Cell, field and code of each problem."""
    return [(problem.cell, problem.field, problem.code) for problem in result.problems]


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, to the last field."""
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in apps.get_models()}
