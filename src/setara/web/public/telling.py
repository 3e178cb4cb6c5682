"""What the verification page tells: one shape, whatever was held out."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language

from setara.issuance.queries import DecisionInForce
from setara.issuance.verification import Answer
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials.examine import Examined
from setara.kernel.credentials.findings import CheckName, Finding
from setara.kernel.credentials.verdict import Outcome
from setara.kernel.rulebook.days import jakarta_day
from setara.web.templatetags.shown import district

BODYS_DECISION = frozenset({Outcome.SUSPENDED, Outcome.REVOKED, Outcome.LAPSED})
"""Outcomes that rest on a letter of the body, which is then named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a reader is told. `facts` and what follows are empty where nothing genuine was held out.

    The three statements: issued by (`facts.issuer`, `facts.issue_date`), recorded by (the office, `recorded_on`,
    `original_sha256`), handed over by (the office, `handed_over_on`).
    """

    outcome: Outcome
    reason: str
    checks: tuple[tuple[CheckName, Finding], ...]
    facts: CertificateFacts | None = None
    slug: str = ""
    decision: DecisionInForce | None = None
    ended_because: str = ""
    recorded_on: dt.date | None = None
    handed_over_on: dt.date | None = None
    replaced_by: str = ""
    original_sha256: str = ""
    credential_sha256: str = ""
    pdf_sha256: str = ""


def shown(answer: Answer) -> Shown:
    """Gather what is told: of a credential its own facts, else the register's, else those in a genuine QR code."""
    verdict, found = answer.verdict, answer.published
    checks = tuple(verdict.checks.items())
    own = _own_facts(answer.examined) if answer.examined else None
    if found is None:
        return Shown(verdict.outcome, verdict.reason, checks, own)
    return Shown(
        verdict.outcome,
        verdict.reason,
        checks,
        facts=answer.examined.facts if answer.examined and answer.examined.facts else found.facts,
        slug=found.slug,
        decision=found.decision if verdict.outcome in BODYS_DECISION else None,
        ended_because=found.ended_because,
        recorded_on=jakarta_day(found.issued_at),
        handed_over_on=found.handed_over_on,
        replaced_by=found.superseded_by or "",
        original_sha256=found.original_sha256,
        credential_sha256=found.credential_sha256,
        pdf_sha256=found.pdf_sha256,
    )


def _own_facts(examined: Examined) -> CertificateFacts | None:
    """Return what a document says of itself, if its signature holds."""
    if examined.facts or not examined.claims:
        return examined.facts
    claims = examined.claims
    return CertificateFacts(
        kind=claims.kind,
        number=claims.number,
        issuer=claims.body,
        holder=claims.holder,
        district_code=claims.district_code,
        product=claims.subject,
        issue_date=claims.issue_date,
        expiry_date=claims.expiry_date,
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """All of an answer that decides how the page is built; `names` are the texts that it has."""

    language: str
    outcome: Outcome
    reason: str
    checks: tuple[tuple[CheckName, Finding], ...]
    kind: Kind | None
    names: frozenset[str]


def shape_of(told: Shown, texts: dict[str, str]) -> Shape:
    """Say how the page is built."""
    kind = told.facts.kind if told.facts else None
    return Shape(get_language() or "id", told.outcome, told.reason, told.checks, kind, frozenset(texts))


def texts_of(told: Shown) -> dict[str, str]:
    """Name the texts that differ from certificate to certificate, dates written out; empty ones are left out."""
    texts = {
        "slug": told.slug,
        "ended_because": told.ended_because,
        "recorded_on": _day(told.recorded_on),
        "handed_over_on": _day(told.handed_over_on),
        "replaced_by": told.replaced_by,
        "original_sha256": told.original_sha256,
        "pdf_sha256": told.pdf_sha256,
        **(_fact_texts(told.facts) if told.facts else {}),
    }
    if told.decision:
        texts |= {
            "since": _day(told.decision.effective),
            "decision": reason_of(told.decision),
            "letter": f"{told.decision.letter_number}, {_day(told.decision.letter_date)}",
        }
    return {name: text for name, text in texts.items() if text}


def reason_of(decision: DecisionInForce) -> str:
    """Say the body's reason in the reader's language, where it was recorded in it."""
    return decision.reason_en if get_language() == "en" and decision.reason_en else decision.reason


def _fact_texts(facts: CertificateFacts) -> dict[str, str]:
    return {
        "number": facts.number,
        "holder": facts.holder,
        "district": district(facts.district_code),
        "issuer": facts.issuer,
        "accreditation": facts.issuer_accreditation,
        "title": facts.title,
        "product": facts.product,
        "standard": facts.standard,
        "scheme": facts.scheme_type,
        "classification": facts.classification,
        "application": facts.application_number,
        "filed": _day(facts.filing_date),
        "issued": _day(facts.issue_date),
        "expires": _day(facts.expiry_date),
        "year": str(facts.budget_year or ""),
    }


def _day(day: dt.date | None) -> str:
    return date_format(day, "j F Y") if day else ""
