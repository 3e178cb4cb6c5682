import re

import pytest
from django.utils import translation

from setara.kernel.intake.lines import Line
from setara.kernel.intake.problems import ProblemCode
from setara.kernel.intake.records import BUSINESS_FIELDS, CERTIFICATE_FIELDS
from setara.words.intake import field_word, file_refusal_text, notice_text, problem_text, skipped_text

REGISTER = [
    "already_issued",
    "rows_disagree",
    "number_of_another_holder",
    "set_aside",
    "nib_conflict",
    "look_alike",
]
FILES = [
    "encrypted",
    "not_a_workbook",
    "damaged",
    "empty_file",
    "not_a_list",
    "too_wide",
    "zip_ratio",
    "no_rows",
    "too_large",
    "not_there",
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("code", [*ProblemCode, *REGISTER])
def test_every_problem_has_words_that_need_no_parameter(code):
    sentence = problem_text(code, {})
    assert sentence != code
    assert "%" not in sentence
    assert sentence.endswith((".", "…"))


def test_a_problem_quotes_what_was_typed():
    assert problem_text("money_unclear", {"typed": "100%"}).startswith("“100%” is no amount.")
    near = problem_text("district_unclear", {"typed": "Sidorajo", "near": "Sidoarjo"})
    assert near.endswith("Did you mean Sidoarjo?")


def test_a_formula_without_a_result_is_not_quoted():
    assert problem_text("cell_error", {"typed": "formula"}).startswith("The cell holds a formula without a result.")


def test_a_nib_that_stands_already_is_named():
    said = problem_text("nib_conflict", {"nib": "9935090000001", "name": "CV A", "other": "CV B"})
    assert said.startswith("NIB 9935090000001, here that of “CV A”, is already registered for “CV B”.")


def test_every_line_that_is_no_record_has_a_name():
    for line in set(Line) - {Line.RECORD}:
        assert re.fullmatch("[a-z ]+", skipped_text(line))


@pytest.mark.parametrize("code", FILES)
def test_every_refusal_of_a_file_is_said(code):
    assert file_refusal_text(code).endswith(".")


def test_what_was_not_followed_is_said():
    assert notice_text("hidden_sheet", {"sheet": "Rekap"}) == "The sheet “Rekap” is hidden. It was read all the same."
    assert notice_text("macros", {}) == "The file has macros. They were not run."


def test_an_unknown_code_stands_for_itself():
    assert problem_text("new", {}) == skipped_text("new") == file_refusal_text("new") == notice_text("new", {}) == "new"


@pytest.mark.parametrize("field", sorted({*BUSINESS_FIELDS, *CERTIFICATE_FIELDS}))
def test_every_field_of_a_record_has_a_name(field):
    assert field_word(field) != field
