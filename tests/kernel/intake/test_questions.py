"""What rows that wait ask, and what answers make of them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.kinds import Kind
from setara.kernel.intake.answers import Answers, Key
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.lists import read_list
from setara.kernel.intake.problems import REFUSING, Doubt, ProblemCode
from setara.kernel.intake.questions import (
    OTHER_DOCUMENT,
    REGISTER_CODES,
    REMARKS,
    REQUIRED,
    answered,
    candidates,
    key_of,
    problems_of,
    questions_of,
    stored,
)
from setara.kernel.intake.records import BUSINESS_FIELDS, CERTIFICATE_FIELDS, ListKind, Problem, Reading, Record
from setara.kernel.intake.typed_answers import read_answer
from tests.kernel.intake.sheets import TODAY, grid

CONTEXT = ReadingContext("35", TODAY)
BUSINESSES, CERTIFICATES = ListKind.BUSINESSES, ListKind.CERTIFICATES
FIELDS = sorted({*BUSINESS_FIELDS, *CERTIFICATE_FIELDS})
CODES = [*(code.value for code in ProblemCode), *sorted(REGISTER_CODES | REMARKS)]


def problem(field, code, typed="", **params):
    return Problem(f"Data!{field}", field, code, {"typed": typed, **params}, hinders=code not in REMARKS)


def kept(*problems, **values):
    """A record as its source row keeps it."""
    said = [{"cell": one.cell, "field": one.field, "code": one.code, "params": dict(one.params)} for one in problems]
    return stored(("Data", 2, 0), [], dict.fromkeys((*BUSINESS_FIELDS, *CERTIFICATE_FIELDS)) | values, said)


def reading(kind, lines, answers):
    made = grid(lines)
    context = ReadingContext("35", TODAY, answers=answers)
    return [one for one in read_list(made.sheet, made.rows(), kind, context).lines() if isinstance(one, Record)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("district_code", "district_ambiguous", "Malang"), ("district_code", "district_ambiguous", " MALANG."), True),
        (("district_code", "district_ambiguous", "Malang"), ("district_code", "district_ambiguous", "Kediri"), False),
        (("district_code", "district_ambiguous", "Malang"), ("district_code", "district_unclear", "Malang"), False),
        (("issuer", "text_damaged", "LSPr Caf?"), ("issuer", "text_damaged", "LSPr Caf!"), False),
        (("nib", "nib_invalid", "1"), ("nib", "nib_invalid", "2"), True),
        (("nib", "nib_invalid", "1"), ("nik", "nik_invalid", "1"), False),
        (("product", "already_issued", ""), ("expiry_date", "already_issued", ""), True),
    ],
)
def test_what_is_the_same_question(one, other, same):
    assert (key_of(problem(*one)) == key_of(problem(*other))) is same


@pytest.mark.parametrize(
    ("field", "code", "typed"),
    [
        ("nib", "digits_lost", "9,9E+12"),
        ("issue_date", "date_year_only", "2026"),
        ("number", "number_missing", "dalam proses"),
        ("name", "text_damaged", "CafÃ©"),
        ("district_code", "district_missing", ""),
        ("district_code", "district_contradiction", "Kab. Malang"),
        ("kind", "kind_missing", ""),
        ("kind", "several_values", "Merek & SNI"),
        ("issuer", "columns_disagree", "BSN"),
        ("product", "text_too_long", "x" * 80),
        ("kind", "kind_unclear", "—"),
    ],
)
def test_answers_that_say_nothing_for_other_rows_are_of_one_row(field, code, typed):
    assert key_of(problem(field, code, typed)) == Key(field, code)


def test_a_question_is_asked_once_by_a_record_and_remarks_ask_nothing():
    said = (problem("product", "already_issued"), problem("title", "already_issued"), problem("name", "look_alike"))
    assert questions_of(said) == (Key("", "already_issued"),)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (problem("district_code", "district_unclear", "Sidorajo", near="Sidoarjo"), ("35.15",)),
        (problem("district_code", "district_unclear", "Malag", near="Malang"), ("35.07", "35.73")),
        (problem("district_code", "district_missing"), ()),
        (problem("kind", "kind_ambiguous", "HKI"), tuple(Kind)),
        (problem("issue_date", "date_does_not_exist", "04/13/2026"), ("2026-04-13",)),
        (problem("issue_date", "date_does_not_exist", "31/02/2026"), ()),
        (problem("issue_date", "date_does_not_exist", "31/31/2026"), ()),
        (problem("issue_date", "date_two_digit_year", "12/03/98"), ("1998-03-12",)),
        (problem("issue_date", "date_two_digit_year", "31/02/98"), ()),
        (problem("issue_date", "date_does_not_exist", "04/13/26"), ()),
        (problem("issue_date", "date_year_only", "2026"), ()),
        (problem("nib", "nib_invalid", "12"), ()),
        (problem("kind", "kind_outside_programme", "Halal"), (OTHER_DOCUMENT, *Kind)),
    ],
)
def test_candidates_are_those_that_the_problem_brings_to_mind(said, expected):
    assert candidates(said, "35") == expected


@pytest.mark.parametrize("kind", Kind)
def test_every_candidate_kind_is_an_answer(kind):
    assert read_answer(CERTIFICATES, "kind", kind.value, CONTEXT) == kind.value


@pytest.mark.parametrize(
    ("kind", "field", "text", "value"),
    [
        (BUSINESSES, "district_code", "Kota Malang", "35.73"),
        (BUSINESSES, "nib", "9935.1500.00123", "9935150000123"),
        (BUSINESSES, "nib", " ", None),
        (BUSINESSES, "nib", "-", None),
        (BUSINESSES, "workers", "3L/2P", 5),
        (BUSINESSES, "investment", "12,5 jt", 12_500_000),
        (BUSINESSES, "phone", "0812-0000-0001", "+6281200000001"),
        (CERTIFICATES, "number", "IDM000000001", "IDM000000001"),
        (CERTIFICATES, "issue_date", "2026-03-12", "2026-03-12"),
        (CERTIFICATES, "expiry_date", "Seumur hidup", None),
        (CERTIFICATES, "scheme_type", "tipe 5", "5"),
        (CERTIFICATES, "budget_year", "2026", 2026),
    ],
)
def test_an_answer_is_read_as_its_cell_would_be(kind, field, text, value):
    assert read_answer(kind, field, text, CONTEXT) == value


@pytest.mark.parametrize(
    ("kind", "field", "text", "code"),
    [
        (BUSINESSES, "name", "", "name_missing"),
        (BUSINESSES, "name", "=1+1", "formula_like"),
        (BUSINESSES, "name", "idem", "ditto_unclear"),
        (BUSINESSES, "district_code", "", "district_missing"),
        (BUSINESSES, "district_code", "Malang", "district_ambiguous"),
        (BUSINESSES, "district_code", "Kab. Sleman", "district_outside_province"),
        (CERTIFICATES, "holder", "12", "name_unclear"),
        (CERTIFICATES, "kind", "halal", "kind_outside_programme"),
        (CERTIFICATES, "kind", "Merek & SNI", "several_values"),
        (CERTIFICATES, "number", "IDM000000001; IDM000000002", "several_values"),
        (CERTIFICATES, "number", "menyusul", "number_missing"),
        (CERTIFICATES, "issue_date", "2027-01-01", "date_in_future"),
    ],
)
def test_what_no_cell_could_hold_is_no_answer(kind, field, text, code):
    refused = read_answer(kind, field, text, CONTEXT)
    assert isinstance(refused, Doubt)
    assert refused.code == code


def test_an_answer_settles_its_doubt_and_leaves_the_others():
    asks = kept(problem("district_code", "district_ambiguous", "Malang"), problem("nib", "nib_invalid", "1"), name="A")
    done = answered(asks, {Key("district_code", "district_ambiguous", "malang"): "35.73"})
    assert (done.values["district_code"], done.reading, done.flags) == ("35.73", Reading.UNDECIDED, ("answered",))
    assert [one.code for one in done.problems] == ["nib_invalid"]
    assert done.cells["district_code"] == "Data!district_code"
    assert answered(done, {Key("nib", "nib_invalid"): None}).reading is Reading.CERTAIN


def test_an_answer_that_fits_nothing_leaves_the_record_itself():
    asks = kept(problem("nib", "nib_invalid", "1"), name="A")
    assert answered(asks, {Key("nik", "nik_invalid"): "1", Key("", "already_issued"): None}) is asks


@pytest.mark.parametrize("field", sorted(REQUIRED))
def test_what_a_record_needs_cannot_be_answered_with_nothing(field):
    asks = kept(problem(field, "cell_error", "#N/A"))
    assert answered(asks, {Key(field, "cell_error"): None}) is asks


def test_of_another_document_only_holder_and_district_are_asked():
    asks = kept(
        problem("kind", "kind_outside_programme", "Halal"),
        problem("number", "number_missing", "proses"),
        problem("holder", "text_damaged", "CafÃ©"),
    )
    done = answered(asks, {Key("kind", "kind_outside_programme", "halal"): OTHER_DOCUMENT})
    assert [one.code for one in done.problems] == ["text_damaged"]
    assert (done.values["kind"], done.values["title"], done.values["number"]) == (OTHER_DOCUMENT, "Halal", None)
    assert read_answer(CERTIFICATES, "kind", OTHER_DOCUMENT, CONTEXT) == OTHER_DOCUMENT


def test_days_that_contradict_each_other_ask_in_their_turn():
    asks = kept(problem("expiry_date", "date_duration", "3 tahun"), issue_date="2026-03-12")
    done = answered(asks, {Key("expiry_date", "date_duration"): "2025-03-12"})
    assert (done.values["expiry_date"], [one.code for one in done.problems]) == (None, ["expiry_before_issue"])
    assert done.problems[0].params == {"typed": "2025-03-12", "issued": "2026-03-12"}
    good = answered(asks, {Key("expiry_date", "date_duration"): "2029-03-11"})
    assert (good.reading, good.values["expiry_date"]) == (Reading.CERTAIN, "2029-03-11")


DISAGREE = problem("workers", "workers_disagree", "9", parts="3 + 2")
UNCLEAR = problem("workers_m", "count_unclear", "±3")


@pytest.mark.parametrize(
    ("said", "values", "given", "left", "codes"),
    [
        ((DISAGREE,), (None, 3, 2), {Key("workers", "workers_disagree"): 5}, (5, 3, 2), []),
        ((DISAGREE,), (None, 3, 2), {Key("workers", "workers_disagree"): 9}, (9, None, None), []),
        ((DISAGREE,), (None, 3, 2), {Key("workers", "workers_disagree"): None}, (None, 3, 2), []),
        ((UNCLEAR,), (None, None, 2), {Key("workers_m", "count_unclear"): 3}, (5, 3, 2), []),
        ((UNCLEAR,), (5, None, 2), {Key("workers_m", "count_unclear"): 3}, (5, 3, 2), []),
        ((UNCLEAR,), (9, None, 2), {Key("workers_m", "count_unclear"): 3}, (None, 3, 2), ["workers_disagree"]),
        ((UNCLEAR,), (2, None, None), {Key("workers_m", "count_unclear"): 3}, (None, 3, None), ["workers_disagree"]),
        ((UNCLEAR,), (9, None, None), {Key("workers_m", "count_unclear"): 3}, (9, 3, None), []),
        (
            (UNCLEAR, DISAGREE),
            (None, None, 2),
            {Key("workers_m", "count_unclear"): 3},
            (None, 3, 2),
            ["workers_disagree"],
        ),
    ],
)
def test_workers_add_up_or_ask(said, values, given, left, codes):
    names = ("workers", "workers_m", "workers_f")
    done = answered(kept(*said, **dict(zip(names, values, strict=True))), given)
    assert tuple(done.values[name] for name in names) == left
    assert [one.code for one in done.problems] == codes


def test_what_only_the_register_asked_is_asked_anew_by_the_register():
    asks = kept(problem("product", "rows_disagree"), name="A")
    assert (asks.reading, asks.problems) == (Reading.CERTAIN, ())


@pytest.mark.parametrize("odd", [None, 5, "x", {"a": 1}])
def test_problems_that_cannot_be_read_keep_a_record_from_being_certain(odd):
    assert stored(("Data", 2, 0), odd, odd, odd).reading is Reading.UNDECIDED


NAMES = st.sampled_from(["cell", "field", "code", "params", "name"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=15,
)
VALUES = (
    st.none() | st.integers(0, 50) | st.sampled_from(["35.73", "2020-01-01", "2030-01-01", "trademark", OTHER_DOCUMENT])
)
PROBLEMS = st.builds(
    problem, st.sampled_from(FIELDS), st.sampled_from(CODES), st.sampled_from(["", "Malang", "MALANG", "12/03/98"])
)

KEYS = st.builds(Key, st.sampled_from(FIELDS), st.sampled_from(CODES), st.sampled_from(["", "malang"]))


@given(JSON, JSON, JSON, JSON)
def test_nothing_that_was_kept_breaks_the_queue(raw, values, problems, cells):
    record = stored(("Data", 2, 0), raw, values, problems, cells)
    assert answered(record, dict.fromkeys(questions_of(problems_of(problems)), "x")).place == ("Data", 2, 0)
    for one in problems_of(problems):
        candidates(one, "35")


@given(
    st.lists(PROBLEMS, max_size=5),
    st.fixed_dictionaries(dict.fromkeys(("issue_date", "expiry_date", "workers", "workers_m", "workers_f"), VALUES)),
    st.dictionaries(KEYS, VALUES),
)
def test_answering_twice_is_answering_once_and_nothing_is_certain_by_itself(said, values, answers):
    record = kept(*said, **values)
    given_all = answers | dict.fromkeys(questions_of(tuple(said))[:2], "x")
    once = answered(record, given_all)
    assert answered(once, given_all) == once
    assert answered(record, {}) is record
    if once.values.get("kind") == OTHER_DOCUMENT:
        return
    unanswered = [one for one in record.problems if key_of(one) not in given_all]
    assert all(one in once.problems for one in unanswered)
    if any(one.code in REFUSING for one in unanswered):
        assert once.reading is Reading.REFUSED


HEAD = ("Nama IKM", "NIB", "Kab/Kota")


def test_answers_are_applied_while_a_list_is_read():
    lines = [HEAD, ("UD A", None, "MALANG"), ("UD B", "12", "Kab. Gresik"), ("UD C", "13", "Kab. Gresik")]
    answers = Answers(
        {Key("district_code", "district_ambiguous", "malang"): "35.07"},
        {("Data", 3, 0): {Key("nib", "nib_invalid"): "9935150000123"}},
    )
    first, second, third = reading(BUSINESSES, lines, answers)
    assert (first.reading, first.values["district_code"], first.flags) == (Reading.CERTAIN, "35.07", ("answered",))
    assert (second.values["nib"], second.answered) == ("9935150000123", (Key("nib", "nib_invalid"),))
    assert (third.reading, third.flags) == (Reading.UNDECIDED, ())


def test_an_answer_of_one_record_does_not_reach_the_other_of_its_row():
    lines = [
        ("Nama IKM", "Jenis", "No Sertifikat", "Tgl Terbit"),
        ("UD A", "Merek", "IDM000000001\nIDM000000002", "2026"),
    ]
    answers = Answers({}, {("Data", 2, 1): {Key("issue_date", "date_year_only"): "2026-03-12"}})
    first, second = reading(CERTIFICATES, lines, answers)
    assert (first.place, first.reading) == (("Data", 2, 0), Reading.UNDECIDED)
    assert (second.place, second.values["issue_date"]) == (("Data", 2, 1), dt.date(2026, 3, 12).isoformat())
