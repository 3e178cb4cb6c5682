"""The workbooks of the example office, with the answer that a reader owes for each."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setara.demo import messy_businesses, messy_certificates, messy_files
from setara.demo.business_book import business_book
from setara.demo.businesses import Business, Founding, served_businesses
from setara.demo.certificate_book import certificate_book
from setara.demo.certificates import BUDGET_YEAR, Certificate
from setara.demo.draw import Draw
from setara.demo.list_sheet import Placed, Plan
from setara.demo.messy_sheet import Answer, Messy
from setara.demo.programme import certificates_of_2026
from setara.kernel.intake.records import BUSINESS_FIELDS, CERTIFICATE_FIELDS

BUSINESSES, CERTIFICATES, ANSWERS = "ikm-2025.xlsx", "sertifikat-2026.xlsx", "expected.json"

MESSY: tuple[Callable[[], Messy], ...] = (
    messy_businesses.twin_districts,
    messy_certificates.impossible_days,
    messy_businesses.mistreated_numbers,
    messy_certificates.several_in_a_cell,
    messy_certificates.other_kinds,
    messy_certificates.merges_and_dittos,
    messy_businesses.formulas,
    messy_businesses.look_alikes,
    messy_files.semicolons,
    messy_files.open_document,
    messy_files.locked,
    messy_files.page_called_workbook,
    messy_files.zip_bomb,
    messy_files.three_thousand_columns,
    messy_files.opposite_corners,
    messy_files.cut_off,
    messy_files.header_alone,
)

Values = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """What a reader must find in one row; unknown values are None."""

    sheet: str
    row: int
    values: Values


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the files, and every record of the two lists with its place and values."""

    files: tuple[Path, ...]
    businesses: tuple[Row, ...]
    certificates: tuple[Row, ...]


def make_workbooks(out: Path, seed: int = 2026) -> Made:
    """Write `ikm-2025.xlsx`, `sertifikat-2026.xlsx`, `messy/` and `expected.json` into `out`, which is made if missing.

    Equal seeds give equal bytes, on every machine. Existing files of these names are replaced, others stay.
    """
    founding = Founding(seed)
    served = list(served_businesses(founding, Draw(seed, "served")))
    granted = certificates_of_2026(served, founding, Draw(seed, "certificates"))
    business_bytes, business_places = business_book(served)
    certificate_bytes, certificate_places = certificate_book(granted)
    businesses = tuple(_row(place, _business_values(place.record), plan) for plan, place in business_places)
    certificates = tuple(_row(place, _certificate_values(place.record), plan) for plan, place in certificate_places)
    answers: dict[str, Answer] = {
        BUSINESSES: {
            **_all_certain("businesses", business_places),
            "per_district": _count(businesses, "district_code"),
        },
        CERTIFICATES: {
            **_all_certain("certificates", certificate_places),
            "per_kind": _count(certificates, "kind"),
            "per_district": _count(certificates, "district_code"),
            "holders": len({one.holder.nib for one in granted}),
            "of_served_businesses": _of_served(served, granted),
        },
    }
    files = {BUSINESSES: business_bytes, CERTIFICATES: certificate_bytes}
    for make in MESSY:
        messy = make()
        files[f"messy/{messy.name}"], answers[f"messy/{messy.name}"] = messy.content, messy.answer
    files[ANSWERS] = _json(answers)
    return Made(tuple(_write(out / name, content) for name, content in files.items()), businesses, certificates)


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _json(answers: dict[str, Answer]) -> bytes:
    return (json.dumps(answers, indent=1, ensure_ascii=False) + "\n").encode()


def _all_certain(listed: str, places: Sequence[tuple[Plan[Any], Placed[Any]]]) -> Answer:
    """The answer for a list in which nothing is in doubt."""
    skipped: Counter[str] = Counter()
    for plan in {plan.name: plan for plan, _ in places}.values():
        skipped.update(plan.skipped())
    rows = len(places)
    nothing: Answer = {"undecided": 0, "refused": 0, "skipped": dict(sorted((+skipped).items())), "problems": []}
    return {"list": listed, "rows": rows, "certain": rows, **nothing}


def _count(rows: Iterable[Row], name: str) -> dict[str, int]:
    return dict(sorted(Counter(str(row.values[name]) for row in rows).items()))


def _of_served(served: Iterable[Business], granted: Iterable[Certificate]) -> int:
    known = {one.nib for one in served}
    return sum(1 for one in granted if one.holder.nib in known)


def _row(place: Placed[Any], values: Values, plan: Plan[Any]) -> Row:
    """What a reader owes: a value without a column is unknown, unless titles tell it or other columns add up to it."""
    told = {column.field for column in plan.columns} | {"kind", "budget_year"}
    if told >= {"workers_m", "workers_f"}:
        told.add("workers")
    return Row(place.sheet, place.row, {name: value if name in told else None for name, value in values.items()})


def _business_values(one: Business) -> Values:
    values: Values = {name: getattr(one, name) for name in BUSINESS_FIELDS}
    return {name: None if value == "" else value for name, value in values.items()}


def _certificate_values(one: Certificate) -> Values:
    said: Values = {
        "holder": one.holder.name,
        "nib": one.holder.nib,
        "district_code": one.holder.district_code,
        "kind": str(one.kind),
        "number": one.number,
        "issuer": one.issuer,
        "issue_date": one.issue_date.isoformat(),
        "expiry_date": one.expiry_date.isoformat() if one.expiry_date else None,
        "standard": one.standard or None,
        "product": one.product or None,
        "title": one.title or None,
        "application_number": one.application_number or None,
        "filing_date": one.filing_date.isoformat() if one.filing_date else None,
        "class": one.classification or None,
        "scheme_type": one.scheme_type or None,
        "budget_year": BUDGET_YEAR,
    }
    return {name: said.get(name) for name in CERTIFICATE_FIELDS}
