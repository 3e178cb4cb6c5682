import re
from pathlib import Path

import pytest
from django.utils import translation

from setara.kernel import credentials
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.state_words import StateCode
from setara.kernel.certificates.states import SheetStatus, Status
from setara.kernel.credentials.findings import CheckName, Result, failed
from setara.kernel.credentials.verdict import Attachment, Obstacle, Outcome, Verdict
from setara.words import verification
from setara.words.certificates import state_word
from setara.words.verification import CODES, browser_words, has_own_sentence, outcome_sentence, spoken_answer

KERNEL = "".join(path.read_text(encoding="utf-8") for path in Path(credentials.__path__[0]).glob("*.py"))
SCRIPT = (Path(__file__).parents[2] / "src/setara/web/static/verify.js").read_text(encoding="utf-8")
MADE = re.compile(r'(?:UnreadableError|passed|failed|not_checked)\(\s*"(\w+)"')
RETURNED = re.compile(r'(?:return|Outcome\.[A-Z_]+,|else|if \w+ else) "([a-z]\w+)"')
SHOWN = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')


def test_every_code_of_the_kernel_has_words():
    attachments = {f"attachment_{place}" for place in Attachment if place is not Attachment.COVERED}
    states = {f"state_{state}" for state in [*Status, SheetStatus.SUPERSEDED, SheetStatus.WITHDRAWN]}
    made = {*MADE.findall(KERNEL), *RETURNED.findall(KERNEL), *attachments, *states, *Obstacle}
    assert made - CODES.keys() == set()
    assert {"signature_mismatch", "unknown_key", "valid_offline", "other_host", "not_strictly_readable"} - made == set()


def test_every_code_of_the_pages_script_has_words():
    others = {*CheckName, *Outcome, *Result}
    shown = set(SHOWN.findall(SCRIPT)) - others
    assert shown - CODES.keys() == set()
    assert {"insecure_page", "digest_not_recorded"} - shown == set()


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (verification.OUTCOMES, Outcome),
        (verification.NEXT_STEPS, Outcome),
        (verification.CHECKS, CheckName),
        (verification.RESULTS, Result),
    ],
)
def test_every_outcome_check_and_result_has_words(table, codes):
    assert list(table) == list(codes)


def test_an_answer_is_outcome_reason_and_next_step():
    with translation.override("en"):
        said = spoken_answer(Verdict(Outcome.ALTERED, "facts_genuine_page_not", {CheckName.STATUS: failed("x")}))
    assert said[:2] == [
        "This was altered. Do not rely on it.",
        "The facts inside are genuine, but the page around them is not this office's.",
    ]
    assert said[2].startswith("Ask the holder for the original")


def test_unknown_here_is_never_called_false():
    with translation.override("en"):
        said = " ".join(spoken_answer(Verdict(Outcome.UNKNOWN_HERE, "names_another_office", {})))
    assert "fake" not in said
    assert "does not make it false" in said


@pytest.mark.parametrize(
    ("kind", "outcome", "language", "said"),
    [
        (Kind.TRADEMARK, Outcome.REVOKED, "en", "This certificate is removed or cancelled."),
        (Kind.SPPT_SNI, Outcome.SUSPENDED, "en", "This certificate is suspended."),
        (Kind.ISO, Outcome.VALID, "en", "This certificate is valid."),
        (Kind.TRADEMARK, Outcome.VALID, "en", "This trademark is registered."),
        (None, Outcome.EXPIRED, "en", "This certificate has expired."),
    ],
)
def test_a_bodys_decision_is_called_as_its_kind_calls_it(kind, outcome, language, said):
    with translation.override(language):
        assert outcome_sentence(outcome, kind) == said


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_has_its_own_sentence_exactly_where_that_is_said(kind):
    differing = {one for one in Outcome if outcome_sentence(one, kind) != outcome_sentence(one)}
    assert differing == {one for one in Outcome if has_own_sentence(one, kind)}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words_for_every_state_in_both_languages(kind):
    for language in ("id", "en"):
        with translation.override(language):
            assert all(state_word(kind, state) for state in StateCode)
    with translation.override("id"):
        assert state_word(Kind.BARCODE, StateCode.SUSPENDED) == "menunggak"


def test_the_page_gets_words_for_everything_its_script_says():
    with translation.override("en"):
        words = browser_words([("35.15", "Kabupaten Sidoarjo")])
    assert words["district.35.15"] == "Kabupaten Sidoarjo"
    assert words["kind.iso"] == "ISO management system certificate"
    assert words["check.status"] == "State today"
    assert words["result.not_checked"] == "not checked"
    assert {f"code.{code}" for code in CODES} <= words.keys()
