"""Copy what was issued out of the house: one PDF each, one for the printer, the ledger, all as one archive."""

import csv
import datetime as dt
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from setara.history.store import head
from setara.issuance.acts.planning import RUN_SHEET_ORDER
from setara.issuance.making import printed
from setara.issuance.models import Sheet
from setara.issuance.office import content_store, workshop
from setara.issuance.sheet.press import SheetPress
from setara.issuance.sheet.run_sheet import RunRow, run_sheet
from setara.kernel.certificates.kinds import KIND_NAMES, Kind
from setara.kernel.certificates.states import SheetStatus
from setara.kernel.rulebook.regions import districts
from setara.platform.tables.writing import write_csv

OUR_NAME = re.compile(r"\d{4,}-[a-z_]+-[A-Za-z0-9-]+\.pdf")


@dataclass(frozen=True, slots=True)
class Exported:
    """What lies in the folder now."""

    sheets: int
    print_file: Path
    ledger: Path
    run_sheet: Path
    archive: Path
    head: str


def export(budget_year: int, out: Path, at: dt.datetime) -> Exported:
    """Copy all sheets of a budget year that are in force, in run-sheet order; what an earlier export left is replaced.

    `print.pdf` has the pages of the signed sheets in order, without their signatures: it is for paper only.
    """
    out.mkdir(parents=True, exist_ok=True)
    sheets = list(
        Sheet.objects.filter(certificate__budget_year=budget_year, status=SheetStatus.ISSUED)
        .select_related("certificate")
        .order_by(*(f"certificate__{name}" for name in RUN_SHEET_ORDER))
    )
    names = [file_name(order, sheet) for order, sheet in enumerate(sheets, start=1)]
    for name in _exported_before(out / "ledger.csv") - set(names):
        (out / name).unlink(missing_ok=True)
    at, store, now = at.replace(microsecond=0), content_store(), str(head())
    for sheet, name in zip(sheets, names, strict=True):
        store.copy(sheet.pdf_sha256, out / name)
    exported = Exported(
        len(sheets),
        out / "print.pdf",
        out / "ledger.csv",
        out / "run-sheet.pdf",
        out / f"sertifikat-{budget_year}.zip",
        now,
    )
    _print(sheets, exported, now, at)
    write_csv(
        exported.ledger,
        [
            ("number", "holder", "file", "sha256", "credential_id", "kind", "district_code", "issuer", "history_head"),
            *(_ledger_row(sheet, name, now) for sheet, name in zip(sheets, names, strict=True)),
        ],
    )
    _pack(exported, [*names, "print.pdf", "ledger.csv", "run-sheet.pdf"], out)
    return exported


def _exported_before(ledger: Path) -> set[str]:
    """Name the sheets that an earlier export left here: an order that has moved must not leave a sheet twice."""
    try:
        with ledger.open(encoding="utf-8", newline="") as stream:
            return {name for row in csv.DictReader(stream) if OUR_NAME.fullmatch(name := row.get("file") or "")}
    except (FileNotFoundError, UnicodeDecodeError, csv.Error):
        return set()


def file_name(order: int, sheet: Sheet) -> str:
    """Name a file so that a folder lists in run-sheet order and a person knows what it is."""
    plain = unicodedata.normalize("NFKD", sheet.certificate.number).encode("ascii", "ignore").decode()
    number = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "tanpa-nomor"
    return f"{order:04d}-{sheet.certificate.kind}-{number}.pdf"


def _ledger_row(sheet: Sheet, name: str, now: str) -> tuple[str, ...]:
    certificate = sheet.certificate
    return (
        certificate.number,
        certificate.holder,
        name,
        sheet.pdf_sha256,
        f"{settings.BASE_URL}/v/{sheet.slug}",
        certificate.kind,
        certificate.district_code,
        certificate.issuer,
        now,
    )


def _print(sheets: list[Sheet], exported: Exported, now: str, at: dt.datetime) -> None:
    place = workshop()
    contents = [printed(one.certificate.facts, place, one.slug, one.qr_text, one.issued_at) for one in sheets]
    exported.print_file.write_bytes(SheetPress().print_run(contents, at))
    rows = [
        RunRow(
            order,
            one.certificate.holder,
            districts()[one.certificate.district_code].full_name,
            KIND_NAMES[Kind(one.certificate.kind)],
            one.certificate.number,
        )
        for order, one in enumerate(sheets, start=1)
    ]
    exported.run_sheet.write_bytes(run_sheet(rows, now, at))


def _pack(exported: Exported, names: list[str], out: Path) -> None:
    """PDF is packed already: stored, not deflated."""
    draft = exported.archive.with_suffix(".part")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            archive.write(out / name, name)
    draft.replace(exported.archive)
