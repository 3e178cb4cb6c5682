"""An answer in words: for the page in the reader's language, for JSON in both."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import get_language, override

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.states import Custody
from setara.kernel.credentials.findings import Result
from setara.web.public.verification_view import VerificationView
from setara.words.certificates import custody_word
from setara.words.verification import CHECK_NAMES, NEXT_STEPS, RESULT_WORDS, TONES, reason_text, sentence

MARKS = {Result.PASSED: "good", Result.FAILED: "stop", Result.NOT_CHECKED: "skip"}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check as it is shown."""

    mark: str
    name: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as it is shown; exactly one of `text` and `date` stands."""

    label: str
    text: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Everything that is said about an outcome, in the reader's language; `other` is the sentence in the other one."""

    tone: str
    sentence: str
    other: str
    other_language: str
    reason: str
    next_step: str
    looked_at: tuple[CheckLine, ...]
    not_looked_at: tuple[CheckLine, ...]
    facts: tuple[FactLine, ...]
    more_facts: tuple[FactLine, ...]
    custody: str


def in_words(view: VerificationView) -> AnswerWords:
    """Say an answer in the language that is active."""
    said = sentence(view.outcome, view.facts.kind if view.facts else None)
    other = "en" if get_language() == "id" else "id"
    lines = [
        CheckLine(MARKS[one.result], str(CHECK_NAMES[name]), str(RESULT_WORDS[one.result]), str(reason_text(one.detail)))
        for name, one in view.checks
    ]
    return AnswerWords(
        tone=TONES[view.outcome],
        sentence=str(said),
        other=in_language(other, said),
        other_language=other,
        reason=str(reason_text(view.reason)),
        next_step=str(NEXT_STEPS[view.outcome]),
        looked_at=tuple(line for line in lines if line.mark != "skip"),
        not_looked_at=tuple(line for line in lines if line.mark == "skip"),
        facts=_facts(view.facts) if view.facts else (),
        more_facts=_more_facts(view.facts) if view.facts else (),
        custody=str(custody_word(view.custody)) if view.custody in set(Custody) else "",
    )


def in_language(language: str, text: str | Promise) -> str:
    """Say a text in a named language."""
    with override(language):
        return str(text)


def _facts(facts: CertificateFacts) -> tuple[FactLine, ...]:
    lines = (
        FactLine(_("Title"), facts.title),
        FactLine(_("Product or scope"), facts.product),
        FactLine(_("Standard"), facts.standard),
        FactLine(_("Number"), facts.number),
    )
    return tuple(line for line in lines if line.text)


def _more_facts(facts: CertificateFacts) -> tuple[FactLine, ...]:
    lines = (
        FactLine(_("Accreditation of the body"), facts.issuer_accreditation),
        FactLine(_("Scheme"), facts.scheme_type),
        FactLine(_("Class"), facts.classification),
        FactLine(_("Application number"), facts.application_number),
        FactLine(_("Filed on"), date=facts.filing_date),
        FactLine(_("Budget year that paid"), str(facts.budget_year or "")),
    )
    return tuple(line for line in lines if line.text or line.date)


class Both(TypedDict):
    """A text in both languages."""

    id: str
    en: str


def both(text: str | Promise) -> Both:
    """Say a text in both languages."""
    return Both(id=in_language("id", text), en=in_language("en", text))


def as_json(view: VerificationView, url_of: Callable[[str], str]) -> dict[str, object]:
    """Write an answer for machines: codes first, each reason and next step in both languages."""
    return {
        "outcome": view.outcome.value,
        "reason": view.reason,
        "words": {
            "sentence": both(sentence(view.outcome, view.facts.kind if view.facts else None)),
            "reason": both(reason_text(view.reason)),
            "next_step": both(NEXT_STEPS[view.outcome]),
        },
        "checks": [
            {"check": name.value, "result": one.result.value, "detail": one.detail} for name, one in view.checks
        ],
        "certificate": _certificate(view, url_of) if view.facts else None,
    }


def _certificate(view: VerificationView, url_of: Callable[[str], str]) -> dict[str, object]:
    facts = view.facts
    if facts is None:
        return {}
    return {
        "slug": view.slug,
        "url": url_of(view.slug),
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
        "recorded_on": _iso(view.recorded_on),
        "sheet_issued_on": _iso(view.sheet_issued_on),
        "handed_over_on": _iso(view.handed_over_on),
        "since": _iso(view.since),
        "letter": {"number": view.letter.number, "date": _iso(view.letter.date)} if view.letter else None,
        "replaced_by": view.replaced_by or None,
        "original_sha256": view.original_sha256 or None,
        "credential_sha256": view.credential_sha256 or None,
        "pdf_sha256": view.pdf_sha256 or None,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
