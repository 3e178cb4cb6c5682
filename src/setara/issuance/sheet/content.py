"""What stands on a sheet: strings, dates and two drawings, made from a certificate's facts."""

import datetime as dt
from dataclasses import dataclass
from unicodedata import category

from setara.issuance.sheet.wording import END_NOTES, FACT_LABELS, KIND_END_NOTES, day, programme_line
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import KIND_NAMES, Kind, Names
from setara.kernel.certificates.motif import Motif, motif

LONGEST = 240
LONGEST_FACT = 180
"""Characters of one value on paper; the attached credential always has the whole text."""
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Categories of characters that draw nothing or turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class Office:
    """The office that records, in both languages."""

    name_id: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of facts."""

    label: Names
    value: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything that one sheet prints. The hand-over is not on paper."""

    slug: str
    kind: Names
    number: str
    holder: str
    district_name: str
    issuer: str
    issuer_accreditation: str
    office: Names
    recorded_on: dt.date
    programme: Names
    facts: tuple[Fact, ...]
    issue_date: dt.date | None
    expiry_date: dt.date | None
    end_note: Names
    qr_text: str
    host: str
    verification_url: str
    motif: Motif


def sheet_content(
    facts: CertificateFacts,
    *,
    slug: str,
    qr_text: str,
    host: str,
    verification_url: str,
    office: Office,
    programme_id: str,
    programme_en: str,
    district_name: str,
    recorded_on: dt.date,
    fingerprint: bytes,
) -> SheetContent:
    """The sheet of one certificate; never fails, and shortens a value of more than `LONGEST` characters with "…"."""
    return SheetContent(
        slug=slug,
        kind=KIND_NAMES[facts.kind],
        number=shortened(facts.number),
        holder=shortened(facts.holder),
        district_name=shortened(district_name),
        issuer=shortened(facts.issuer),
        issuer_accreditation=shortened(facts.issuer_accreditation),
        office=Names(shortened(office.name_id), shortened(office.name_en)),
        recorded_on=recorded_on,
        programme=programme_line(shortened(programme_id), shortened(programme_en), facts.budget_year),
        facts=_facts(facts),
        issue_date=facts.issue_date,
        expiry_date=facts.expiry_date,
        end_note=_end_note(facts.kind, facts.expiry_date),
        qr_text=qr_text,
        host=host,
        verification_url=verification_url,
        motif=motif(fingerprint, facts.kind),
    )


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text on one line, at most `longest` characters, "…" where some were left out, nothing unseen.

    >>> shortened("Batik  Tulis\\nJetis", 9)
    'Batik Tu…'
    """
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(letter for letter in text if category(letter) not in UNSEEN)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _facts(facts: CertificateFacts) -> tuple[Fact, ...]:
    values = {
        "title": facts.title,
        "product": facts.product,
        "standard": facts.standard,
        "scheme_type": facts.scheme_type,
        "classification": facts.classification,
        "application_number": facts.application_number,
    }
    if facts.filing_date:
        filed = day(facts.filing_date)
        values["filing_date"] = filed.id if filed.id == filed.en else f"{filed.id} · {filed.en}"
    return tuple(
        Fact(FACT_LABELS[name], shortened(value, LONGEST_FACT)) for name, value in values.items() if value.strip()
    )


def _end_note(kind: Kind, expiry_date: dt.date | None) -> Names:
    if expiry_date is not None:
        return END_NOTES["dated"]
    return KIND_END_NOTES.get(kind, END_NOTES["open"])
