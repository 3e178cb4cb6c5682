"""The queue of questions, one question answered, the answers kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from setara.history.store import entries_of
from setara.intake.models import Answer, Question, SourceRow
from setara.kernel.intake.records import ListKind
from setara.registry.models import Business
from setara.web.officer import question_page
from setara.web.officer.question_page import Posted
from tests import factories
from tests.intake.lists import CERTIFICATES, imported, row, written
from tests.web.visitors import officer

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]


def malang(rows: int = 1) -> Question:
    return factories.question("district_code", "district_ambiguous", "Malang", rows=rows)


def text_of(url: str) -> str:
    return " ".join(officer().get(url).content.decode().split())


def url_of(question: Question) -> str:
    return f"/kantor/pertanyaan/{question.pk}"


def posted(question: Question, **fields: str) -> tuple[int, str]:
    answer = officer().post(url_of(question), fields)
    return answer.status_code, " ".join(answer.content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "number"),
    [("", 7), ("?list=businesses", 7), ("{question}", 9), ("/kantor/jawaban/", 7)],
)
def test_pages_ask_the_same_number_of_questions(
    rows: int, path: str, number: int, django_assert_num_queries: Queries
) -> None:
    question = malang(rows)
    for _ in range(rows):
        own = factories.question("nib", "nib_invalid", "12")
        officer().post(url_of(own), {f"row-{own.asked.get().source_id}": "9935150000123", "confirmed": "1"})
    for name in "ABC"[:rows]:
        factories.question("district_code", "district_unclear", f"Sidorajo {name}")
        posted(factories.question("district_code", "district_unclear", f"Gersik {name}"), answer="35.25", confirmed="")
    browser = officer()
    url = path if path.startswith("/") else "/kantor/pertanyaan/" + path.format(question=question.pk)
    # Reading the cells is recorded, and PostgreSQL is asked for the chain's lock.
    locks = path == "{question}" and connection.vendor == "postgresql"
    with django_assert_num_queries(number + locks):
        assert browser.get(url).status_code == 200


def test_questions_of_most_rows_come_first_with_their_number() -> None:
    factories.question("nib", "nib_invalid", "12", rows=2)
    malang(3)
    page = text_of("/kantor/pertanyaan/")
    assert page.index("Which kabupaten or kota is “Malang”?") < page.index("NIB: not valid")
    assert "<b>5</b> rows wait for an answer" in page
    assert "<b>5</b><span>rows wait for an answer" in text_of("/kantor/")


def test_a_list_or_a_file_narrows_the_queue() -> None:
    malang()
    other = factories.question("kind", "kind_ambiguous", "HKI", kind=ListKind.CERTIFICATES)
    file = other.asked.get().source.file_id
    for query in ("list=certificates", f"file={file}"):
        page = text_of(f"/kantor/pertanyaan/?{query}")
        assert ("“HKI”" in page, "“Malang”" in page) == (True, False)


def test_pages_of_the_queue_follow_each_other_without_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("setara.intake.queries.open_questions.__defaults__", (None, 2))
    for name in "ABC":
        factories.question("district_code", "district_unclear", f"Sidorajo {name}")
    first = officer().get("/kantor/pertanyaan/").content.decode()
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = officer().get("/kantor/pertanyaan/" + following).content.decode()
    assert [[name for name in "ABC" if f"Sidorajo {name}" in page] for page in (first, second)] == [["A", "B"], ["C"]]


@pytest.mark.parametrize("query", ["list=x", "file=x", "rows=-1&after=1", "after=x", "rows=%00"])
def test_values_that_no_link_makes_are_refused(query: str) -> None:
    assert officer().get(f"/kantor/pertanyaan/?{query}").status_code == 400


def test_an_answer_is_previewed_then_given_then_remembered() -> None:
    question = malang(2)
    status, page = posted(question, answer="35.73")
    assert (status, "Kota Malang" in page, "Answer for 2 rows" in page) == (200, True, True)
    assert not Business.objects.exists()
    answer = officer().post(url_of(question), {"answer": "35.73", "expected": "2", "confirmed": ""}, follow=True)
    assert "2 rows are settled." in answer.content.decode()
    assert Business.objects.filter(district_code="35.73").count() == 2
    page = text_of("/kantor/jawaban/")
    assert "Which kabupaten or kota is “Malang”?" in page
    assert ("<b>Kota Malang</b>" in page, "Contoh activity_officer" in page, "Nothing waits" in page) == (
        True,
        True,
        False,
    )
    assert "Nothing waits for an answer." in text_of("/kantor/pertanyaan/")
    source = SourceRow.objects.first()
    assert source
    assert "Which kabupaten or kota is “Malang”? <b>Kota Malang</b>" in text_of(f"/kantor/sumber/{source.pk}")


def test_errors_of_a_later_page_stay_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("setara.web.officer.question_page.ROWS_SHOWN", 1)
    question = factories.question("nib", "nib_invalid", "12", rows=2)
    first, second = question.asked.order_by("source").values_list("source", flat=True)
    url = f"{url_of(question)}?after={first}"
    assert 'rel="next"' not in text_of(url)
    page = officer().post(url, {f"row-{second}": "99"}).content.decode()
    assert f'id="row-{second}-error"' in page


def test_another_district_can_be_chosen() -> None:
    posted(malang(), answer="other", other="35.15", confirmed="")
    assert Business.objects.get().district_code == "35.15"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose one of the answers."),
        ({"answer": "other"}, "Choose one of the answers."),
        ({"empty": "on"}, "Choose one of the answers."),
        ({"answer": "Malang"}, "“Malang” is both a kabupaten and a kota"),
        ({"answer": "35.99"}, "“35.99” does not exist"),
        ({"answer": "\x00 =1"}, "names no kabupaten or kota for certain"),
    ],
)
def test_what_is_no_answer_is_said(fields: dict[str, str], said: str) -> None:
    status, page = posted(malang(), **fields)
    assert (status, said in page, Answer.objects.exists()) == (422, True, False)


def test_rows_are_answered_each_for_itself_and_what_was_typed_stays() -> None:
    question = factories.question("nib", "nib_invalid", "12", rows=3)
    first, second, third = question.asked.order_by("source").values_list("source", flat=True)
    status, page = posted(question, **{f"row-{first}": "9935150000123", f"row-{second}": "99", f"row-{third}": ""})
    assert (status, 'value="9935150000123"' in page, "“99” is no NIB" in page) == (422, True, True)
    officer().post(
        url_of(question),
        {f"row-{first}": "9935150000123", f"row-{second}": "", f"empty-{second}": "on", "confirmed": ""},
    )
    assert sorted(Business.objects.values_list("nib", flat=True)) == ["", "9935150000123"]
    assert SourceRow.objects.get(outcome="undecided").pk == third


def test_a_preview_carries_the_answers_of_its_rows() -> None:
    question = factories.question("nib", "nib_invalid", "12", rows=2)
    first, second = question.asked.order_by("source").values_list("source", flat=True)
    _, page = posted(question, **{f"row-{first}": "9935150000123", f"row-{second}": "", f"empty-{second}": "on"})
    assert f'name="row-{first}" value="9935150000123"' in page
    assert f'name="empty-{second}" value="on"' in page


def test_no_row_answered_is_said() -> None:
    question = factories.question("nib", "nib_invalid", "12")
    assert "Answer at least one of the rows." in posted(question)[1]


def test_a_date_that_exists_the_other_way_round_is_brought_to_mind() -> None:
    question = factories.question("issue_date", "date_does_not_exist", "03/13/2026", kind=ListKind.CERTIFICATES)
    assert "Perhaps: 13 March 2026" in text_of(url_of(question))


def test_the_second_of_two_officers_is_told() -> None:
    question = malang()
    posted(question, answer="35.73", confirmed="")
    answer = officer().post(url_of(question), {"answer": "35.07", "confirmed": ""}, follow=True)
    assert "somebody has answered it" in answer.content.decode()
    assert officer().get(url_of(question)).status_code == 404
    assert Business.objects.get().district_code == "35.73"


def test_a_queue_that_grew_is_shown_again() -> None:
    question = malang()
    malang(2)
    status, page = posted(question, answer="35.73", expected="1", confirmed="")
    assert (status, "Look at it once more." in page, Business.objects.exists()) == (422, True, False)


def test_what_the_register_asks_is_left() -> None:
    question = factories.question("product", "rows_disagree", "")
    row = question.asked.get().source_id
    assert "Leave as registered" in text_of(url_of(question))
    posted(question, **{f"row-{row}": "on", "confirmed": ""})
    assert (SourceRow.objects.get().outcome, Business.objects.exists()) == ("unchanged", False)


def test_an_answer_is_revoked() -> None:
    posted(malang(), answer="35.73", confirmed="")
    answer = Answer.objects.get()
    officer().post(f"/kantor/jawaban/{answer.pk}/cabut")
    assert Answer.objects.get().revoked_at is not None
    assert "revoked" in text_of("/kantor/jawaban/")
    assert officer().post("/kantor/jawaban/77/cabut").status_code == 404


def test_cells_are_shown_and_the_one_in_doubt_is_marked() -> None:
    page = text_of(url_of(malang()))
    assert "Siti Contoh" in page
    assert '<span class="asked"><small>C2</small> Malang</span>' in page


def test_a_kind_outside_the_programme_is_kept_with_its_business(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", CERTIFICATES, row(kind="Halal", number="ID3511"))
    imported(path, ListKind.CERTIFICATES)
    question = Question.objects.get()
    assert "Another document of the business" in text_of(url_of(question))
    posted(question, answer="other_document", confirmed="")
    page = text_of(f"/kantor/ikm/{Business.objects.get().pk}")
    assert '<b>Halal</b> <span class="number">ID3511</span>' in page


def test_cells_and_what_they_said_are_hidden_from_whoever_may_not_see_them() -> None:
    question = factories.question("nib", "nib_invalid", "9935")
    asking = question_page.asking(question.pk, 0)
    assert asking
    hidden = question_page.words_of(asking, Posted(), is_personal_shown=False)["rows"]
    assert [(one.cells, one.problems) for one in hidden] == [((), ())]  # type: ignore[attr-defined]


def test_who_read_the_cells_of_waiting_rows_stands_in_the_history() -> None:
    question = factories.question("nik", "nik_invalid", "3515014101900000")
    page = officer().get(url_of(question))
    assert page["Cache-Control"] == "no-store"
    assert [entry.kind for entry in entries_of(question.stream)] == ["nik.read"]


def test_a_remembered_identity_number_is_shown_by_its_last_digits() -> None:
    question = factories.question("nik", "nik_invalid", "35")
    source = question.asked.get().source
    Answer.objects.create(
        list_kind=question.list_kind, field="nik", code="nik_invalid", value="3515014101900000", source=source,
        answered_at=factories.AT, actor="console",
    )  # fmt: skip
    page = text_of("/kantor/jawaban/")
    assert ("3515014101900000" in page, "…0000" in page) == (False, True)
