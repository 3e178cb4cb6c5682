"""An answer in the reader's words, line by line as the page shows it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials.findings import Result
from setara.kernel.credentials.verdict import Outcome
from setara.web.components.tones import Tone
from setara.web.public.telling import Shown
from setara.words.verification import CHECKS, RESULTS, code_sentence, next_step, outcome_sentence

TONES: Mapping[Outcome, Tone] = {
    Outcome.CANNOT_CHECK: Tone.WAIT,
    Outcome.ALTERED: Tone.STOP,
    Outcome.UNKNOWN_HERE: Tone.WAIT,
    Outcome.WITHDRAWN: Tone.STOP,
    Outcome.SUPERSEDED: Tone.INFO,
    Outcome.REVOKED: Tone.STOP,
    Outcome.LAPSED: Tone.STOP,
    Outcome.SUSPENDED: Tone.WAIT,
    Outcome.EXPIRED: Tone.WAIT,
    Outcome.NOT_YET_VALID: Tone.WAIT,
    Outcome.VALID: Tone.GOOD,
}
VALID_BY_KIND: Mapping[Kind, Promise] = {
    Kind.TRADEMARK: gettext_lazy("This trademark is registered"),
    Kind.INDUSTRIAL_DESIGN: gettext_lazy("This industrial design is registered"),
    Kind.COPYRIGHT: gettext_lazy("This work is recorded"),
    Kind.BARCODE: gettext_lazy("This GS1 membership is active"),
    Kind.PRODUCT_TEST: gettext_lazy("This test report was issued"),
}
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
        sentence=headline(view.outcome, kind),
        other=headline_in(other, view.outcome, kind),
        other_language=other,
        reason=code_sentence(view.reason),
        next_step=next_step(view.outcome),
        looked_at=tuple(line for line in lines if line.mark != "skip"),
        not_looked_at=tuple(line for line in lines if line.mark == "skip"),
        facts=_facts(view.facts) if view.facts else (),
        more_facts=_more_facts(view.facts) if view.facts else (),
    )


def headline(outcome: Outcome, kind: Kind | None) -> str:
    """Say an outcome in one sentence; what is valid is called as its kind calls it."""
    of_kind = VALID_BY_KIND.get(kind) if kind and outcome is Outcome.VALID else None
    return str(of_kind or outcome_sentence(outcome, kind)).rstrip(".")


def headline_in(language: str, outcome: Outcome, kind: Kind | None) -> str:
    """Say an outcome in a named language."""
    with override(language):
        return headline(outcome, kind)


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
