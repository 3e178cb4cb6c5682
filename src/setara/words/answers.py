"""An answer as JSON: `{"outcome","reason","checks","certificate"}`, the same on page, API and command line."""

import datetime as dt

from django.conf import settings

from setara.issuance.queries import Published
from setara.issuance.verification import Answer
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import KIND_NAMES
from setara.kernel.credentials.claims import Claims
from setara.kernel.rulebook.days import jakarta_day
from setara.kernel.rulebook.regions import districts

Json = dict[str, object]


def as_json(answer: Answer) -> Json:
    """Put an answer into its public form. Codes only: they are the contract; sentences belong to the reader's page."""
    verdict = answer.verdict
    return {
        "outcome": str(verdict.outcome),
        "reason": verdict.reason,
        "checks": [
            {"check": str(name), "result": str(finding.result), "detail": finding.detail}
            for name, finding in verdict.checks.items()
        ],
        "certificate": certificate_json(answer),
    }


def certificate_json(answer: Answer) -> Json | None:
    """Say what is known of the certificate: from the register, else from the genuine document, else nothing."""
    if answer.published is not None:
        return _published(answer.published)
    examined = answer.examined
    if examined is not None and examined.facts is not None:
        return {"slug": examined.slug, **_facts(examined.facts)}
    if examined is not None and examined.claims is not None:
        return _claims(examined.claims)
    return None


def _published(found: Published) -> Json:
    decision = found.decision
    return {
        "slug": found.slug,
        "url": f"{settings.BASE_URL}/v/{found.slug}",
        **_facts(found.facts),
        "state": str(found.status),
        "sheet": str(found.sheet),
        "decision": decision
        and {
            "letter_number": decision.letter_number,
            "letter_date": decision.letter_date.isoformat(),
            "effective": decision.effective.isoformat(),
            "reason": decision.reason,
            "reason_en": decision.reason_en or None,
        },
        "issued_by": {
            "name": found.facts.issuer,
            "accreditation": found.facts.issuer_accreditation or None,
            "date": _iso(found.facts.issue_date),
        },
        "recorded_by": {
            "name": settings.OFFICE_ID,
            "date": jakarta_day(found.issued_at).isoformat(),
            "original_sha256": found.original_sha256 or None,
        },
        "handed_over_by": {"name": settings.OFFICE_ID, "date": found.handed_over_on.isoformat()}
        if found.handed_over_on
        else None,
        "ended_because": found.ended_because or None,
        "superseded_by": found.superseded_by,
        "credential_sha256": found.credential_sha256,
        "qr_sha256": found.payload_sha256,
        "pdf_sha256": found.pdf_sha256,
    }


def _facts(facts: CertificateFacts) -> Json:
    district = districts().get(facts.district_code)
    return {
        "kind": str(facts.kind),
        "kind_name": {"id": KIND_NAMES[facts.kind].id, "en": KIND_NAMES[facts.kind].en},
        "number": facts.number,
        "issuer": facts.issuer,
        "issuer_accreditation": facts.issuer_accreditation or None,
        "holder": facts.holder,
        "district_code": facts.district_code or None,
        "district": district.full_name if district else None,
        "product": facts.product or None,
        "title": facts.title or None,
        "standard": facts.standard or None,
        "scheme_type": facts.scheme_type or None,
        "class": facts.classification or None,
        "application_number": facts.application_number or None,
        "filing_date": _iso(facts.filing_date),
        "issue_date": _iso(facts.issue_date),
        "expiry_date": _iso(facts.expiry_date),
        "budget_year": facts.budget_year,
    }


def _claims(claims: Claims) -> Json:
    return {
        "slug": claims.slug,
        "kind": str(claims.kind),
        "kind_name": {"id": KIND_NAMES[claims.kind].id, "en": KIND_NAMES[claims.kind].en},
        "number": claims.number,
        "issuer": claims.body,
        "holder": claims.holder,
        "district_code": claims.district_code,
        "subject": claims.subject or None,
        "issue_date": _iso(claims.issue_date),
        "expiry_date": _iso(claims.expiry_date),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
