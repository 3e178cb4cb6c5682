"""An answer in the reader's words, line by line as the page shows it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials.findings import Result
from setara.kernel.credentials.verdict import Outcome
from setara.web.public.telling import Shown
from setara.words.verification import CHECKS, RESULTS, TONES, code_sentence, next_step, outcome_sentence

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


def in_words(view: Shown) -> AnswerWords:
    """Say an answer in the language that is active."""
    kind = view.facts.kind if view.facts else None
    other = "en" if get_language() == "id" else "id"
    lines = [
        CheckLine(MARKS[one.result], str(CHECKS[name]), str(RESULTS[one.result]), code_sentence(one.detail))
        for name, one in view.checks
    ]
    return AnswerWords(
        tone=TONES[view.outcome],
        sentence=outcome_sentence(view.outcome, kind),
        other=_in_language(other, view.outcome, kind),
        other_language=other,
        reason=code_sentence(view.reason),
        next_step=next_step(view.outcome),
        looked_at=tuple(line for line in lines if line.mark != "skip"),
        not_looked_at=tuple(line for line in lines if line.mark == "skip"),
        facts=_facts(view.facts) if view.facts else (),
        more_facts=_more_facts(view.facts) if view.facts else (),
    )


def _in_language(language: str, outcome: Outcome, kind: Kind | None) -> str:
    with override(language):
        return outcome_sentence(outcome, kind)


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
