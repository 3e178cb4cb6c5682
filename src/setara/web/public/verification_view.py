"""What the verification page and its JSON show of one record: the verdict, the facts, the three statements."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from setara.issuance.models import Sheet
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.states import CertificateState, Entry, EntryKind, SheetStatus, Status, fold
from setara.kernel.credentials.findings import CheckName, Finding
from setara.kernel.credentials.verdict import (
    Evidence,
    Outcome,
    RegisterAnswer,
    Registered,
    Source,
    Standing,
    Verdict,
    decide,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """The body's letter behind the state of today."""

    number: str
    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class VerificationView:
    """Everything a reader is told. `facts` and what follows are empty where nothing genuine was held out.

    The three statements: issued by (`facts.issuer`, `facts.issue_date`), recorded by (the office, `recorded_on`,
    `original_sha256`), handed over by (`handed_over_on`, `custody`).
    """

    outcome: Outcome
    reason: str
    checks: tuple[tuple[CheckName, Finding], ...]
    facts: CertificateFacts | None = None
    slug: str = ""
    since: dt.date | None = None
    pending: dt.date | None = None
    letter: Letter | None = None
    recorded_on: dt.date | None = None
    sheet_issued_on: dt.date | None = None
    handed_over_on: dt.date | None = None
    custody: str = ""
    replaced_by: str = ""
    original_sha256: str = ""
    credential_sha256: str = ""
    pdf_sha256: str = ""


def view_of(slug: str, moment: dt.datetime) -> VerificationView | None:
    """Return what the register says of a record at a moment, or None where no sheet lies under this address."""
    sheet = Sheet.objects.select_related("certificate").filter(slug=slug).first()
    if sheet is None:
        return None
    certificate, on = sheet.certificate, timezone.localdate(moment)
    decisions = list(certificate.decisions.all())
    state = fold((Entry(EntryKind(one.kind), one.effective) for one in decisions), on)
    verdict = _verdict(sheet, state, on, moment)
    behind = next((one for one in reversed(decisions) if one.effective == state.since), None)
    return VerificationView(
        verdict.outcome,
        verdict.reason,
        tuple(verdict.checks.items()),
        facts=certificate.facts,
        slug=slug,
        since=state.since,
        pending=state.pending,
        letter=Letter(behind.letter_number, behind.letter_date, behind.reason) if behind else None,
        recorded_on=timezone.localdate(certificate.recorded_at),
        sheet_issued_on=timezone.localdate(sheet.issued_at),
        handed_over_on=certificate.handover_date,
        custody=certificate.custody,
        replaced_by=sheet.superseded_by_id or "",
        original_sha256=certificate.original_sha256,
        credential_sha256=sheet.credential_sha256,
        pdf_sha256=sheet.pdf_sha256,
    )


def _verdict(sheet: Sheet, state: CertificateState, on: dt.date, moment: dt.datetime) -> Verdict:
    own = {SheetStatus.WITHDRAWN: Standing.WITHDRAWN, SheetStatus.SUPERSEDED: Standing.SUPERSEDED}
    bodys = {
        Status.ACTIVE: Standing.ACTIVE,
        Status.SUSPENDED: Standing.SUSPENDED,
        Status.REVOKED: Standing.REVOKED,
        Status.LAPSED: Standing.LAPSED,
    }
    registered = Registered(
        own.get(SheetStatus(sheet.status), bodys[state.status]),
        digest_recorded=True,
        issue_date=sheet.certificate.issue_date,
        expiry_date=sheet.certificate.expiry_date,
    )
    return decide(Evidence(Source.RECORD, registered), on=on, moment=moment)


def unknown(moment: dt.datetime) -> VerificationView:
    """Return the answer for an address under which nothing lies."""
    verdict = decide(
        Evidence(Source.RECORD, RegisterAnswer.NOT_FOUND), on=timezone.localdate(moment), moment=moment
    )
    return VerificationView(verdict.outcome, verdict.reason, tuple(verdict.checks.items()))
