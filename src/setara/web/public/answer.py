"""An answer in the reader's words, as far as they do not depend on the certificate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, override

from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials.findings import Result
from setara.kernel.credentials.verdict import Outcome
from setara.web.components.tones import Tone
from setara.web.public.telling import Shape
from setara.words.verification import CHECKS, RESULTS, code_sentence, has_own_sentence, next_step, outcome_sentence

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
MARKS = {Result.PASSED: "good", Result.FAILED: "stop", Result.NOT_CHECKED: "skip"}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check as it is shown."""

    mark: str
    name: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What is said about an outcome whomever it concerns; `other` is the sentence in the other language."""

    tone: str
    sentence: str
    other: str
    other_language: str
    reason: str
    next_step: str
    looked_at: tuple[CheckLine, ...]
    not_looked_at: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """An answer from which the page's script chooses, by its code or its code and kind."""

    code: str
    tone: str
    sentence: str
    next_step: str


def in_words(shape: Shape) -> AnswerWords:
    """Say an answer in the language that is active."""
    kind = shape.kind
    other = "en" if get_language() == "id" else "id"
    lines = [
        CheckLine(MARKS[one.result], str(CHECKS[name]), str(RESULTS[one.result]), code_sentence(one.detail))
        for name, one in shape.checks
    ]
    return AnswerWords(
        tone=TONES[shape.outcome],
        sentence=headline(shape.outcome, kind),
        other=headline_in(other, shape.outcome, kind),
        other_language=other,
        reason=code_sentence(shape.reason),
        next_step=next_step(shape.outcome),
        looked_at=tuple(line for line in lines if line.mark != "skip"),
        not_looked_at=tuple(line for line in lines if line.mark == "skip"),
    )


def offered(outcome: Outcome) -> Iterator[OfferedAnswer]:
    """Give an outcome in general words, then in those of each kind that has its own."""
    for kind in (None, *(one for one in Kind if has_own_sentence(outcome, one))):
        code = f"{outcome}-{kind}" if kind else str(outcome)
        yield OfferedAnswer(code, TONES[outcome], headline(outcome, kind), next_step(outcome))


def headline(outcome: Outcome, kind: Kind | None) -> str:
    """Say an outcome as the title of a page."""
    return outcome_sentence(outcome, kind).rstrip(".")


def headline_in(language: str, outcome: Outcome, kind: Kind | None) -> str:
    """Say an outcome in a named language."""
    with override(language):
        return headline(outcome, kind)
