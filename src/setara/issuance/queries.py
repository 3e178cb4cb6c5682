"""What the public may know of an issued sheet, and what is served for machines."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from setara.certificates.models import Certificate
from setara.issuance.models import Sheet
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.numbers import number_key
from setara.kernel.certificates.states import Entry, EntryKind, SheetStatus, Status, fold
from setara.kernel.credentials.digits import from_digits, read_qr_text
from setara.kernel.credentials.unreadable import UnreadableError

MOST_ALIKE = 20
"""Certificates that one number may mean before nobody looks through them any more."""
LEAST_DIGITS = 100
"""Digits by which a code is told from the number of a certificate where no address stands before them."""
SHEET_ADDRESS = re.compile(r"/v/([A-Za-z0-9_-]{16})(?![A-Za-z0-9_-])")


@dataclass(frozen=True, slots=True)
class DecisionInForce:
    """The body's decision that the state rests on, with its letter and its reason in public words."""

    letter_number: str
    letter_date: dt.date
    effective: dt.date
    reason: str
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """An issued sheet as anybody may see it on a day."""

    slug: str
    facts: CertificateFacts
    status: Status
    sheet: SheetStatus
    decision: DecisionInForce | None
    ended_because: str
    superseded_by: str | None
    issued_at: dt.datetime
    handed_over_on: dt.date | None
    original_sha256: str
    credential_sha256: str
    payload_sha256: str
    pdf_sha256: str
    status_index: int


COLUMNS = """
    s.slug, s.status, s.ended_because, s.superseded_by_id, s.issued_at, s.credential_sha256, s.payload_sha256,
    s.pdf_sha256, s.status_index, c.kind, c.number, c.issuer, c.holder, c.district_code, c.issuer_accreditation,
    c.product, c.title, c.standard, c.scheme_type, c.classification, c.application_number, c.filing_date,
    c.issue_date, c.expiry_date, c.budget_year, COALESCE(c.received_on, c.handover_date), c.original_sha256,
    d.kind, d.letter_number, d.letter_date, d.effective, d.reason, d.reason_en
"""
QUERY = f"""
    SELECT {COLUMNS} FROM issuance_sheet s
    JOIN certificates_certificate c ON c.id = s.certificate_id
    LEFT JOIN certificates_decision d ON d.certificate_id = c.id
    WHERE s.slug = %s ORDER BY d.entry
"""  # noqa: S608 - constants only


Foretold = tuple[EntryKind, DecisionInForce]
"""A decision that is not recorded yet."""


def published(slug: str, on: dt.date, foretold: Foretold | None = None) -> Published | None:
    """Return a sheet by its slug, one query by plain cursor: the hottest path of the product.

    A superseded sheet shows the record as it stands now; what it once said is in its credential. With a decision
    foretold: as it will be once that is recorded.
    """
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [slug])
        rows = cursor.fetchall()
    return _published(rows, on, foretold) if rows else None


def _published(rows: "list[tuple[Any, ...]]", on: dt.date, foretold: Foretold | None) -> Published:
    row = rows[0]
    decisions = [
        (
            Entry(EntryKind(kind), _day(effective) or on),
            DecisionInForce(number, _day(dated) or on, _day(effective) or on, reason, reason_en),
        )
        for *_, kind, number, dated, effective, reason, reason_en in rows
        if kind
    ]
    if foretold:
        kind, decision = foretold
        decisions.append((Entry(kind, decision.effective), decision))
    status = fold((entry for entry, _ in decisions), on).status
    in_force = [decision for entry, decision in decisions if entry.effective <= on]
    return Published(
        slug=row[0],
        status=status,
        sheet=SheetStatus(row[1]),
        decision=in_force[-1] if in_force else None,
        ended_because=row[2],
        superseded_by=row[3],
        issued_at=_moment(row[4]),
        credential_sha256=row[5],
        payload_sha256=row[6],
        pdf_sha256=row[7],
        status_index=row[8],
        facts=_facts(row[9:25]),
        handed_over_on=_day(row[25]),
        original_sha256=row[26],
    )


def _facts(row: "tuple[Any, ...]") -> CertificateFacts:
    kind, number, issuer, holder, district, accreditation, product, title, standard, scheme, group, *rest = row
    application, filed, issued, expires, year = rest
    return CertificateFacts(
        kind=Kind(kind),
        number=number,
        issuer=issuer,
        holder=holder,
        district_code=district,
        issuer_accreditation=accreditation,
        product=product,
        title=title,
        standard=standard,
        scheme_type=scheme,
        classification=group,
        application_number=application,
        filing_date=_day(filed),
        issue_date=_day(issued),
        expiry_date=_day(expires),
        budget_year=year,
    )


def _day(value: str | dt.date | None) -> dt.date | None:
    """SQLite's driver gives text where PostgreSQL's gives dates."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: str | dt.datetime) -> dt.datetime:
    moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def standing_slug(certificate_id: int) -> str:
    """Return the slug of the sheet that stands for a certificate, or ``""``."""
    standing = Sheet.objects.filter(certificate=certificate_id, status=SheetStatus.ISSUED)
    return standing.values_list("slug", flat=True).first() or ""


def latest_slugs(certificate_ids: Iterable[int]) -> dict[int, str]:
    """Return for each certificate that has one the sheet that stands, else the latest."""
    sheets = Sheet.objects.filter(certificate_id__in=certificate_ids).order_by("issued_at")
    latest: dict[int, str] = {}
    for certificate, slug, status in sheets.values_list("certificate_id", "slug", "status"):
        if status == SheetStatus.ISSUED or certificate not in latest:
            latest[certificate] = slug
    return latest


def certificates_named(names: Iterable[str]) -> dict[str, list[int]]:
    """Return for each text the certificates that it may mean: one by the code or address of its sheet, or by number.

    What a scanner types is the whole QR text; a phone that opened it shows the address.
    """
    found: dict[str, list[int]] = {}
    for name in names:
        sheets = _sheets_named(name)
        if sheets is None:
            numbered = Certificate.objects.filter(number_key=number_key(name))
            found[name] = list(numbered.order_by("pk").values_list("pk", flat=True)[:MOST_ALIKE])
        else:
            found[name] = list(sheets.values_list("certificate", flat=True))
    return found


def _sheets_named(name: str) -> QuerySet[Sheet] | None:
    if address := SHEET_ADDRESS.search(name):
        return Sheet.objects.filter(slug=address[1])
    try:
        base, digits = read_qr_text(name)
        payload = from_digits(digits)
    except UnreadableError:
        return None
    is_number = not base and len(digits) < LEAST_DIGITS
    return None if is_number else Sheet.objects.filter(payload_sha256=hashlib.sha256(payload).hexdigest())


def credential_of(slug: str) -> str | None:
    """Return the exact signed credential of a sheet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT credential FROM issuance_sheet WHERE slug = %s", [slug])
        row = cursor.fetchone()
    return row[0] if row else None
