"""The answer to a check as it is shown: one shape for page, API and console, whatever was held out."""

import datetime as dt
from dataclasses import dataclass
from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import override

from setara.issuance.queries import DecisionInForce
from setara.issuance.verification import Answer
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.credentials.examine import Examined
from setara.kernel.credentials.findings import CheckName, Finding
from setara.kernel.credentials.verdict import Outcome
from setara.kernel.rulebook.days import jakarta_day
from setara.words.verification import NEXT_STEPS, reason_text, sentence

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
        handed_over_on=found.handover_date,
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


class Both(TypedDict):
    """A text in both languages."""

    id: str
    en: str


def in_language(language: str, text: str | Promise) -> str:
    """Say a text in a named language."""
    with override(language):
        return str(text)


def both(text: str | Promise) -> Both:
    """Say a text in both languages."""
    return Both(id=in_language("id", text), en=in_language("en", text))


def as_json(answer: Answer, base_url: str) -> dict[str, object]:
    """Write an answer for machines: codes first, sentence, reason and next step in both languages."""
    told = shown(answer)
    return {
        "outcome": told.outcome.value,
        "reason": told.reason,
        "words": {
            "sentence": both(sentence(told.outcome, told.facts.kind if told.facts else None)),
            "reason": both(reason_text(told.reason)),
            "next_step": both(NEXT_STEPS[told.outcome]),
        },
        "checks": [
            {"check": name.value, "result": finding.result.value, "detail": finding.detail}
            for name, finding in told.checks
        ],
        "certificate": _certificate(told, told.facts, base_url) if told.facts else None,
    }


def _certificate(told: Shown, facts: CertificateFacts, base_url: str) -> dict[str, object]:
    decision = told.decision
    return {
        "slug": told.slug or None,
        "url": f"{base_url}/v/{told.slug}" if told.slug else None,
        "kind": facts.kind.value,
        "number": facts.number,
        "holder": facts.holder,
        "district_code": facts.district_code or None,
        "issuer": facts.issuer,
        "issuer_accreditation": facts.issuer_accreditation or None,
        "title": facts.title or None,
        "product": facts.product or None,
        "standard": facts.standard or None,
        "scheme_type": facts.scheme_type or None,
        "class": facts.classification or None,
        "application_number": facts.application_number or None,
        "filing_date": _iso(facts.filing_date),
        "issue_date": _iso(facts.issue_date),
        "expiry_date": _iso(facts.expiry_date),
        "budget_year": facts.budget_year,
        "recorded_on": _iso(told.recorded_on),
        "handed_over_on": _iso(told.handed_over_on),
        "decision": {
            "letter_number": decision.letter_number,
            "letter_date": _iso(decision.letter_date),
            "effective": _iso(decision.effective),
            "reason": decision.reason,
        }
        if decision
        else None,
        "sheet_ended_because": told.ended_because or None,
        "replaced_by": told.replaced_by or None,
        "original_sha256": told.original_sha256 or None,
        "credential_sha256": told.credential_sha256 or None,
        "pdf_sha256": told.pdf_sha256 or None,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
