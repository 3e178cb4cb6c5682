"""Kinds outside the programme, kept as other documents of their business."""

import pytest

from setara.certificates.acts.answer_certificates import answer_certificates
from setara.certificates.models import Certificate, OtherDocument, RegisterCount
from setara.intake.acts.answering import AnswerOrder
from setara.intake.models import Question, SourceRow
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.registry.models import Business
from tests.factories import AT, ON
from tests.intake.lists import CERTIFICATES, counts, everything, imported, row, written

pytestmark = pytest.mark.django_db


def answer(text="other_document"):
    question = Question.objects.get(code="kind_outside_programme", said="halal")
    return answer_certificates(AnswerOrder(question.pk, ReadingContext("35", ON), AT, CONSOLE, text))


def test_a_document_is_kept_with_its_business_and_counted_nowhere(tmp_path):
    lines = [
        row(number="1/SNI"),
        row(kind="Halal", number="ID35110000012345678", issued="2026-02-01"),
        row("UD Baru", nib="", kind="HALAL", number="dalam proses", issued="2026"),
    ]
    path = written(tmp_path / "a.xlsx", CERTIFICATES, *lines)
    assert counts(imported(path, ListKind.CERTIFICATES)) == {"created": 1, "refused": 2}
    figures = list(RegisterCount.objects.order_by("pk").values())
    result = answer()
    assert {str(outcome): number for outcome, number in result.outcomes.items()} == {"created": 2}
    known, new = OtherDocument.objects.order_by("id")
    assert (known.business.name, known.name, known.number, str(known.dated), known.source.row) == (
        "UD Sumber Barokah", "Halal", "ID35110000012345678", "2026-02-01", 3,
    )  # fmt: skip
    assert (new.business.name, new.name, new.number, new.dated) == ("UD Baru", "HALAL", "", None)
    assert (Certificate.objects.count(), Business.objects.count()) == (1, 2)
    assert list(RegisterCount.objects.order_by("pk").values()) == figures
    before = everything()
    assert counts(imported(path, ListKind.CERTIFICATES)) == {"unchanged": 3}
    assert everything() == before


def test_the_answer_holds_for_the_next_list_and_a_document_is_kept_once(tmp_path):
    first = written(tmp_path / "a.xlsx", CERTIFICATES, row(kind="Halal", number="ID1"))
    imported(first, ListKind.CERTIFICATES)
    answer()
    lines = [row(kind="Halal", number="ID1"), row(kind="Halal", number="ID2"), row(kind="Halal", number="ID2")]
    again = imported(written(tmp_path / "b.xlsx", CERTIFICATES, *lines), ListKind.CERTIFICATES)
    assert (counts(again), again.answered) == ({"unchanged": 2, "created": 1}, 3)
    assert sorted(OtherDocument.objects.values_list("number", flat=True)) == ["ID1", "ID2"]


def test_a_document_needs_its_holder(tmp_path):
    lines = [row("123", kind="Halal"), row("UD A", district="Malang", kind="Halal")]
    imported(written(tmp_path / "a.xlsx", CERTIFICATES, *lines), ListKind.CERTIFICATES)
    assert answer().waiting == 2
    assert [one.problems[0]["field"] for one in SourceRow.objects.order_by("id")] == ["holder", "district_code"]


def test_a_kind_of_the_programme_under_another_name_can_be_named(tmp_path):
    imported(written(tmp_path / "a.xlsx", CERTIFICATES, row(kind="Halal")), ListKind.CERTIFICATES)
    answer("sppt_sni")
    assert (Certificate.objects.get().kind, OtherDocument.objects.exists()) == ("sppt_sni", False)
