"""The verdict: from what was found to one outcome, its reason, and what each check said.

Fails closed: an outcome ``valid`` needs a signature that holds by a pinned key of this office, no failed check, and,
where the register was asked, the digest that it recorded at issue (a stolen key alone makes nothing valid).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from setara.kernel.certificates.states import SheetStatus, Status
from setara.kernel.credentials.examine import Examined
from setara.kernel.credentials.findings import CheckName, Finding, failed, not_checked, passed
from setara.kernel.credentials.status_list import StatusPurpose
from setara.kernel.credentials.status_lookup import ListAtHand


class Source(StrEnum):
    """What somebody held out for checking; RECORD is a record's address (``/v/<slug>``)."""

    PDF = "pdf"
    CREDENTIAL = "credential"
    QR = "qr"
    RECORD = "record"


class Outcome(StrEnum):
    """The answer; of several that match, the first in this order is given."""

    CANNOT_CHECK = "cannot_check"
    ALTERED = "altered"
    UNKNOWN_HERE = "unknown_here"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    VALID = "valid"


class Obstacle(StrEnum):
    """Why nothing could be said."""

    FILE_UNREADABLE = "file_unreadable"
    FILE_TOO_LARGE = "file_too_large"
    FILE_ENCRYPTED = "file_encrypted"
    REGISTER_UNREACHABLE = "register_unreachable"
    NO_KEYS = "no_keys"


class RegisterAnswer(StrEnum):
    """Why there is no register entry: not asked (offline), or asked and not found."""

    NOT_ASKED = "not_asked"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Registered:
    """The register's entry: what the body says of its certificate today, and the office of this very sheet.

    `digest_recorded`: the digest of what was held out is the one recorded at the sheet's issue; for a PDF
    `file_recorded` says the same of the whole file. Neither means anything for a record's address. The dates are the
    register's own.
    """

    status: Status
    sheet: SheetStatus
    digest_recorded: bool = False
    file_recorded: bool = False
    issue_date: dt.date | None = None
    expiry_date: dt.date | None = None


class Attachment(StrEnum):
    """Where a PDF's ``credential.json`` was found; only COVERED is what the office makes."""

    COVERED = "covered"
    MISSING = "missing"
    SEVERAL = "several"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class PdfFindings:
    """What a PDF's signatures and attachment turned out to be.

    `intact` and `signer_pinned` are about the only signature, `as_sealed` says that it has the office's own form;
    `covers_whole_file`: its byte range is the file but for the signature itself, and no revision follows. A file that
    is not `readable` broke the strict rules of its format, and nothing else is known of it.
    """

    signatures: int
    intact: bool
    signer_pinned: bool
    covers_whole_file: bool
    attachment: Attachment
    as_sealed: bool = True
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that was found. `names_this_office` adds what only the finder saw (a PDF's text, a signer's name).

    `examined` is None for a record's address and for a PDF without attachment; `lists` are the status lists at hand,
    a code says why one cannot be used. `file_unrecorded`: the register, asked for a file that was not opened, knows
    no such file.
    """

    source: Source
    register: Registered | RegisterAnswer
    examined: Examined | None = None
    pdf: PdfFindings | None = None
    lists: Mapping[StatusPurpose, ListAtHand | str] = field(default_factory=dict)
    names_this_office: bool = False
    obstacle: Obstacle | None = None
    file_unrecorded: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `checks` holds all seven, in order; `reason` and every detail are codes with words."""

    outcome: Outcome
    reason: str
    checks: Mapping[CheckName, Finding]


def decide(evidence: Evidence, *, on: dt.date, moment: dt.datetime) -> Verdict:
    """Decide about what was found. `on` is today in Asia/Jakarta, `moment` now (for the life of status lists).

    >>> evidence = Evidence(Source.RECORD, Registered(Status.REVOKED, SheetStatus.ISSUED))
    >>> verdict = decide(evidence, on=dt.date(2026, 11, 24), moment=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    >>> verdict.outcome.value, verdict.reason
    ('revoked', 'state_revoked')
    """
    if evidence.source is Source.RECORD:
        # Nothing was held out: whatever else was gathered proves nothing about a record's address.
        evidence = replace(evidence, examined=None, pdf=None)
    checks = _checks(evidence, on, moment)
    rules = (_stopped, _altered, _unknown, _unproved, _in_state, _out_of_dates)
    for rule in rules:
        answer = rule(evidence, checks)
        if answer:
            return Verdict(*answer, checks)
    return Verdict(Outcome.VALID, _valid_reason(evidence, checks), checks)


def _checks(evidence: Evidence, on: dt.date, moment: dt.datetime) -> dict[CheckName, Finding]:
    examined = evidence.examined
    pdf = evidence.pdf if evidence.source is Source.PDF else None
    nothing = not_checked("register_only" if evidence.source is Source.RECORD else "no_credential")
    return {
        CheckName.SIGNATURE: examined.signature if examined else nothing,
        CheckName.ISSUER: examined.issuer if examined else nothing,
        CheckName.REGISTER_DIGEST: _register_digest(evidence),
        CheckName.STATUS: _status(evidence, moment),
        CheckName.VALIDITY: _validity(evidence, on),
        CheckName.PDF_SIGNATURE: _pdf_signature(pdf),
        CheckName.PDF_COVERAGE: _pdf_coverage(pdf),
    }


def _is_genuine(evidence: Evidence) -> bool:
    examined = evidence.examined
    return examined is not None and examined.signature.has_passed and examined.issuer.has_passed


def _register_digest(evidence: Evidence) -> Finding:
    register = evidence.register
    if evidence.source is Source.RECORD:
        return not_checked("register_only")
    if evidence.file_unrecorded:
        return failed("file_not_recorded")
    if not _is_genuine(evidence):
        return not_checked("not_trusted")
    if register is RegisterAnswer.NOT_ASKED:
        return not_checked("offline")
    if register is RegisterAnswer.NOT_FOUND:
        return failed("not_in_register")
    if not register.digest_recorded:
        return failed("digest_not_recorded")
    if evidence.source is Source.PDF and not register.file_recorded:
        return failed("file_not_recorded")
    return passed("recorded_at_issue")


def _status(evidence: Evidence, moment: dt.datetime) -> Finding:
    register = evidence.register
    if evidence.source is not Source.RECORD and not _is_genuine(evidence):
        return not_checked("not_trusted")
    if isinstance(register, Registered):
        return _state(register)
    if register is RegisterAnswer.NOT_FOUND:
        return not_checked("not_in_register")
    return _listed(evidence.lists, moment)


def _listed(lists: Mapping[StatusPurpose, ListAtHand | str], moment: dt.datetime) -> Finding:
    """A set bit in one good list decides, whatever the other is; clear needs both."""
    at_hand = [lists.get(purpose) for purpose in StatusPurpose]
    for found, word in zip(at_hand, ("listed_revoked", "listed_suspended"), strict=True):
        if isinstance(found, ListAtHand) and found.speaks_at(moment) and found.is_set:
            return failed(word)
    if None in at_hand:
        return not_checked("no_list")
    if any(isinstance(found, str) for found in at_hand):
        return not_checked("list_unusable")
    if not all(isinstance(found, ListAtHand) and found.speaks_at(moment) for found in at_hand):
        return not_checked("list_out_of_date")
    return passed("listed_clear")


def _state(register: Registered) -> Finding:
    if register.sheet in (SheetStatus.WITHDRAWN, SheetStatus.SUPERSEDED):
        return failed(f"state_{register.sheet}")
    code = f"state_{register.status}"
    return passed(code) if register.status is Status.ACTIVE else failed(code)


def _validity(evidence: Evidence, on: dt.date) -> Finding:
    dated: Examined | Registered
    if evidence.examined is not None and _is_genuine(evidence):
        dated = evidence.examined
    elif evidence.source is Source.RECORD and isinstance(evidence.register, Registered):
        dated = evidence.register
    else:
        return not_checked("not_trusted")
    if dated.expiry_date and on > dated.expiry_date:
        return failed("expiry_day_past")
    if dated.issue_date and on < dated.issue_date:
        return failed("issue_day_ahead")
    return passed("in_force" if dated.expiry_date else "no_end_named")


def _pdf_signature(pdf: PdfFindings | None) -> Finding:
    if pdf is None:
        return not_checked("not_a_pdf")
    if not pdf.readable:
        return failed("not_strictly_readable")
    if pdf.signatures != 1:
        return failed("several_signatures" if pdf.signatures else "no_signature")
    if not pdf.intact:
        return failed("page_changed")
    if not pdf.signer_pinned:
        return failed("signer_unknown")
    return passed("signed_by_office") if pdf.as_sealed else failed("unknown_suite")


def _pdf_coverage(pdf: PdfFindings | None) -> Finding:
    if pdf is None:
        return not_checked("not_a_pdf")
    if not pdf.readable:
        return not_checked("not_strictly_readable")
    if pdf.attachment is not Attachment.COVERED:
        return failed(f"attachment_{pdf.attachment}")
    if pdf.signatures != 1:
        return not_checked("several_signatures" if pdf.signatures else "no_signature")
    return passed("whole_file") if pdf.covers_whole_file else failed("not_whole_file")


def _stopped(evidence: Evidence, _checks: Mapping[CheckName, Finding]) -> tuple[Outcome, str] | None:
    if evidence.file_unrecorded and evidence.names_this_office:
        return None
    return (Outcome.CANNOT_CHECK, evidence.obstacle.value) if evidence.obstacle else None


def _names_office(evidence: Evidence) -> bool:
    by_key = evidence.pdf is not None and evidence.pdf.signer_pinned
    by_content = evidence.examined is not None and evidence.examined.names_this_office
    return evidence.names_this_office or by_key or by_content


def _altered(evidence: Evidence, checks: Mapping[CheckName, Finding]) -> tuple[Outcome, str] | None:
    if evidence.source is Source.RECORD or not _names_office(evidence):
        return None
    faults = {name: finding.detail for name, finding in checks.items() if finding.has_failed}
    for name in (CheckName.SIGNATURE, CheckName.ISSUER):
        if name in faults:
            return Outcome.ALTERED, faults[name]
    if CheckName.PDF_SIGNATURE in faults or CheckName.PDF_COVERAGE in faults:
        page = faults.get(CheckName.PDF_SIGNATURE) or faults[CheckName.PDF_COVERAGE]
        return Outcome.ALTERED, "facts_genuine_page_not" if _is_genuine(evidence) else page
    digest = faults.get(CheckName.REGISTER_DIGEST)
    if digest:
        is_page = digest == "file_not_recorded" and _is_genuine(evidence)
        return Outcome.ALTERED, "facts_genuine_page_not" if is_page else digest
    return None


def _unknown(evidence: Evidence, _checks: Mapping[CheckName, Finding]) -> tuple[Outcome, str] | None:
    if evidence.source is not Source.RECORD:
        return None if _names_office(evidence) else (Outcome.UNKNOWN_HERE, "names_another_office")
    if isinstance(evidence.register, Registered):
        return (Outcome.UNKNOWN_HERE, "not_issued") if evidence.register.sheet is SheetStatus.NONE else None
    return (Outcome.UNKNOWN_HERE, "no_such_record") if evidence.register is RegisterAnswer.NOT_FOUND else None


def _unproved(evidence: Evidence, checks: Mapping[CheckName, Finding]) -> tuple[Outcome, str] | None:
    """Refuse to judge what no check has carried: a record nobody asked for, a PDF nobody looked into."""
    if evidence.source is Source.RECORD:
        needed = [isinstance(evidence.register, Registered)]
    else:
        needed = [_is_genuine(evidence)]
    if evidence.source is Source.PDF:
        needed += [checks[name].has_passed for name in (CheckName.PDF_SIGNATURE, CheckName.PDF_COVERAGE)]
    if all(needed):
        return None
    is_other = checks[CheckName.ISSUER].detail == "another_document"
    return Outcome.CANNOT_CHECK, "another_document" if is_other else "not_looked_at"


def _in_state(_evidence: Evidence, checks: Mapping[CheckName, Finding]) -> tuple[Outcome, str] | None:
    status = checks[CheckName.STATUS]
    if not status.has_failed:
        return None
    return Outcome(status.detail.removeprefix("state_").removeprefix("listed_")), status.detail


def _out_of_dates(_evidence: Evidence, checks: Mapping[CheckName, Finding]) -> tuple[Outcome, str] | None:
    validity = checks[CheckName.VALIDITY]
    if not validity.has_failed:
        return None
    outcome = Outcome.EXPIRED if validity.detail == "expiry_day_past" else Outcome.NOT_YET_VALID
    return outcome, validity.detail


def _valid_reason(evidence: Evidence, checks: Mapping[CheckName, Finding]) -> str:
    if evidence.source is Source.RECORD:
        return "valid_record"
    if checks[CheckName.REGISTER_DIGEST].has_passed:
        return "valid_online"
    return "valid_by_list" if checks[CheckName.STATUS].has_passed else "valid_offline"
