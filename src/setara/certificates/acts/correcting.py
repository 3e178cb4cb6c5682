"""Correct a recorded certificate: typed values are read as an import reads them, and must stand as facts."""

import datetime as dt

from setara.certificates.acts.recording import COLUMNS, DATES, combination, index, record_certificates
from setara.certificates.models import Certificate
from setara.kernel.certificates.corrections import CORRECTABLE, Values, correction_refusal
from setara.kernel.certificates.numbers import number_key
from setara.kernel.intake.problems import Doubt
from setara.kernel.intake.text import checked_name, checked_text, clean, clean_outside, is_runnable

CORRECTABLE_NAMES = tuple(name for name, column in COLUMNS.items() if column in CORRECTABLE)
"""Public names of what a correction may change."""
NAMES = frozenset({"holder", "issuer"})
NUMBERS = frozenset({"budget_year"})
LONGEST = {
    "number": 200,
    "holder": 300,
    "issuer": 300,
    "standard": 300,
    "scheme_type": 32,
    "class": 64,
    "application_number": 200,
}
LONGEST_TEXT = 1000
"""Characters that the register's columns hold, also of a number as it is compared."""


class CorrectionRefused(Exception):
    """A correction that cannot be proposed, decided on or made; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def values_of(certificate: Certificate) -> dict[str, str | int | None]:
    """Say what a record says of everything that can be corrected, by public name."""
    said = {name: getattr(certificate, COLUMNS[name]) for name in CORRECTABLE_NAMES}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in said.items()}


def correct(certificate: Certificate, values: Values) -> None:
    """Change the facts of a certificate that the caller holds, unsaved. Raises CorrectionRefused.

    Empty text, None: the certificate does not say.
    """
    facts = certificate.facts
    changes = {COLUMNS[name]: _column(name, value) for name, value in values.items() if name in COLUMNS}
    for column, value in changes.items():
        setattr(certificate, column, value)
    index(certificate)
    if code := correction_refusal(facts, certificate.facts, changes.keys()):
        raise CorrectionRefused(code)
    same = Certificate.objects.filter(
        kind=certificate.kind, number_key=certificate.number_key, issuer_key=certificate.issuer_key
    )
    if same.exclude(pk=certificate.pk).exists():
        raise CorrectionRefused("number_taken")


def correct_record(certificate: Certificate, values: Values, *, actor: str, at: dt.datetime, on: dt.date) -> None:
    """Correct and save a certificate that the caller holds, with its history and the counts. Raises CorrectionRefused.

    What stands on an issued sheet is corrected with the sheet: see `issuance.acts.sheets`.
    """
    before = combination(certificate)
    correct(certificate, values)
    record_certificates([], [(certificate, None)], [before], actor=actor, at=at, on=on)


def _column(name: str, value: str | int | None) -> str | int | dt.date | None:
    if name in DATES:
        return dt.date.fromisoformat(str(value)) if value else None
    if name in NUMBERS:
        return value or None
    return _text(name, value) if isinstance(value, str) else value or ""


def _text(name: str, typed: str) -> str:
    """Read typed text so that no correction lets in what a workbook could not."""
    cleaned = clean(typed) if name in NAMES else clean_outside(typed)
    if not cleaned:
        return ""
    read = checked_name(cleaned) if name in NAMES else checked_text(cleaned)
    if isinstance(read, Doubt) or is_runnable(read):
        raise CorrectionRefused("text_unclear")
    if max(len(read), len(number_key(read))) > LONGEST.get(name, LONGEST_TEXT):
        raise CorrectionRefused("text_unclear")
    return read
