"""Make certificates from what a row says; append what happened; keep the counts."""

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from setara.certificates.counting import NO, YES, Combination, count
from setara.certificates.models import Certificate
from setara.certificates.served import keeping_served
from setara.history.chain import Draft
from setara.history.store import append, salted_digest
from setara.intake.models import SourceRow
from setara.kernel.certificates.numbers import number_key
from setara.kernel.certificates.states import EntryKind, first_custody
from setara.kernel.identifiers import accreditation
from setara.kernel.intake.likeness import name_key
from setara.kernel.intake.records import CERTIFICATE_FIELDS
from setara.platform.bulk import insert

Values = Mapping[str, str | int | None]

COLUMNS = {name: {"class": "classification"}.get(name, name) for name in CERTIFICATE_FIELDS}
"""Public value names to columns of the register."""
DATES = frozenset({"issue_date", "expiry_date", "handover_date", "filing_date"})


def column_values(values: Values) -> dict[str, str | int | dt.date]:
    """Turn the known public values into column values: dates as dates, absent ones left out."""
    return {
        COLUMNS[name]: dt.date.fromisoformat(str(value)) if name in DATES else value
        for name in CERTIFICATE_FIELDS
        if (value := values.get(name)) is not None
    }


def certificate_from(values: Values, at: dt.datetime) -> Certificate:
    """Make an unsaved certificate; its original is where the body's certificates are before they arrive."""
    certificate = Certificate(recorded_at=at, salt=secrets.token_bytes(16))
    for name, value in column_values(values).items():
        setattr(certificate, name, value)
    certificate.custody = first_custody(certificate.issue_date)
    index(certificate)
    return certificate


def index(certificate: Certificate) -> None:
    """Refresh what is derived from the facts."""
    certificate.number_key = number_key(certificate.number)
    certificate.issuer_key = name_key(certificate.issuer)
    certificate.issuer_accreditation = accreditation.found_in(certificate.issuer) or ""


def changes_to(certificate: Certificate, values: Values) -> tuple[str, ...]:
    """Name the public values in which a row differs; what the row does not say changes nothing."""
    there = {column: name for name, column in COLUMNS.items()}
    return tuple(
        there[column] for column, value in column_values(values).items() if getattr(certificate, column) != value
    )


def facts_digest(certificate: Certificate) -> str:
    """Salted digest of all recorded facts, for the history."""
    content = {
        column: value.isoformat() if isinstance(value, dt.date) else value
        for column in COLUMNS.values()
        if (value := getattr(certificate, column)) not in ("", None)
    }
    return salted_digest(bytes(certificate.salt), content)


def combination(certificate: Certificate) -> Combination:
    """Return the place of a certificate in the roll-up."""
    return (
        certificate.kind,
        certificate.district_code,
        certificate.budget_year or 0,
        certificate.status,
        certificate.custody,
        YES if certificate.handed_over_on else NO,
    )


CHANGED_FIELDS = [
    *COLUMNS.values(),
    "number_key", "issuer_key", "issuer_accreditation", "source", "custody",
]  # fmt: skip


def record_certificates(
    created: Sequence[tuple[Certificate, SourceRow | None]],
    corrected: Sequence[tuple[Certificate, SourceRow | None]],
    before: Iterable[Combination],
    *,
    actor: str,
    at: dt.datetime,
    on: dt.date,
) -> None:
    """Save new and corrected certificates, their history and the counts, in the caller's transaction.

    `before` holds the places in the roll-up that corrected certificates had.
    """
    for certificate, source in (*created, *corrected):
        certificate.source = source or certificate.source
    changed = {certificate.pk: certificate for certificate, _ in corrected}
    with keeping_served({certificate.business_id for certificate, _ in (*created, *corrected)}):
        insert([certificate for certificate, _ in created])
        if changed:
            Certificate.objects.bulk_update(changed.values(), CHANGED_FIELDS, batch_size=200)
    drafts = [_draft(certificate, EntryKind.RECORDED, on) for certificate, _ in created]
    drafts += [_draft(certificate, EntryKind.CORRECTED, on) for certificate in changed.values()]
    if drafts:
        append(drafts, actor=actor, at=at)
    deltas = Counter(combination(certificate) for certificate, _ in created)
    deltas.update(combination(certificate) for certificate in changed.values())
    deltas.subtract(before)
    count(deltas)


def _draft(certificate: Certificate, kind: EntryKind, on: dt.date) -> Draft:
    data: dict[str, str | int | None] = {"digest": facts_digest(certificate)}
    if kind is EntryKind.RECORDED:
        data["custody"] = certificate.custody
    return Draft(certificate.stream, kind, on, data)
