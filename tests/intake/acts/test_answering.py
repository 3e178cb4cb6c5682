"""Questions of lists answered once for many rows, and remembered."""

from dataclasses import replace

import pytest
from django.db import transaction

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.answer_certificates import answer_certificates
from setara.certificates.models import Certificate
from setara.history.store import entries_of
from setara.intake.acts.answering import AnswerOrder, AnswerRefused
from setara.intake.acts.remembering import revoke_answer
from setara.intake.models import Answer, AnswerUse, Asked, Question, SourceRow
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.registry.acts.answer_businesses import answer_businesses
from setara.registry.models import Business, CandidatePair
from tests import factories
from tests.factories import AT, ON, issue_sheets
from tests.intake.lists import (
    BUSINESSES,
    CERTIFICATES,
    NIB_A,
    NIB_B,
    counts,
    everything,
    imported,
    row,
    said,
    written,
)

pytestmark = pytest.mark.django_db

OFFICER = factories.actor("activity_officer")


def line(name, nib="", district="Malang", owner="", product="Keripik"):
    return (name, nib, district, owner, product)


def businesses(tmp_path, *lines, name="ikm.xlsx", **order):
    return imported(written(tmp_path / name, BUSINESSES, *lines), ListKind.BUSINESSES, **order)


def certificates(tmp_path, *rows, name="a.xlsx", **order):
    return imported(written(tmp_path / name, CERTIFICATES, *rows), ListKind.CERTIFICATES, **order)


def question(code, said=""):
    return Question.objects.get(code=code, said=said)


def order(asked, text="", *, actor=OFFICER, **more):
    return AnswerOrder(asked.pk, ReadingContext("35", ON), AT, actor, text, **more)


def queue():
    """Each open question with how many rows ask it."""
    asked = Asked.objects.select_related("question").order_by("question__code", "question__said")
    found = {}
    for one in asked:
        key = (one.question.code, one.question.said)
        found[key] = found.get(key, 0) + 1
    return found


def outcomes(result):
    return {str(outcome): number for outcome, number in result.outcomes.items() if number}


SEVENTEEN = [line(f"UD Contoh {chr(65 + place)}{chr(75 + place)}oro {place}") for place in range(17)]


def test_seventeen_rows_are_one_question_answered_once(tmp_path):
    assert counts(businesses(tmp_path, *SEVENTEEN)) == {"undecided": 17}
    assert queue() == {("district_ambiguous", "malang"): 17}
    sources = SourceRow.objects.count()
    result = answer_businesses(order(question("district_ambiguous", "malang"), "35.07"))
    assert outcomes(result) == {"created": 17}
    assert (Business.objects.filter(district_code="35.07").count(), queue()) == (17, {})
    assert SourceRow.objects.count() == sources
    assert {one.source.outcome for one in Business.objects.select_related("source")} == {"created"}
    again = businesses(tmp_path, line("UD Lain Sekali", district="MALANG"), name="b.xlsx")
    assert (counts(again), again.answered, queue()) == ({"created": 1}, 1, {})
    assert again.records[0].record.flags == ("answered",)
    assert Business.objects.get(name="UD Lain Sekali").district_code == "35.07"
    assert AnswerUse.objects.count() == 18


def test_preview_tells_the_same_and_keeps_nothing(tmp_path):
    businesses(tmp_path, *SEVENTEEN)
    before = everything()
    asked = question("district_ambiguous", "malang")
    preview = answer_businesses(order(asked, "35.07", dry_run=True))
    assert everything() == before
    done = answer_businesses(order(asked, "35.07", expected=preview.rows))
    assert preview.outcomes == done.outcomes
    assert len(preview.samples) == 3


def test_reimport_after_the_answer_changes_nothing(tmp_path):
    lines = [*SEVENTEEN[:3], line("UD Digit", "9,93E+12", "Kab. Sidoarjo"), line("UD Kosong", district="")]
    path = written(tmp_path / "a.xlsx", BUSINESSES, *lines)
    imported(path, ListKind.BUSINESSES)
    answer_businesses(order(question("district_ambiguous", "malang"), "35.73"))
    digits = question("digits_lost")
    answer_businesses(order(digits, of_rows={digits.asked.get().source_id: NIB_B}))
    missing = question("district_missing")
    answer_businesses(order(missing, of_rows={missing.asked.get().source_id: "Kab. Gresik"}))
    assert (Business.objects.count(), queue()) == (5, {})
    before = everything()
    assert counts(imported(path, ListKind.BUSINESSES)) == {"unchanged": 5}
    assert everything() == before


def test_rows_that_ask_more_go_on_waiting_with_what_was_answered(tmp_path):
    businesses(tmp_path, line("UD Dua Tanya", "123"), line("UD Satu Tanya"))
    result = answer_businesses(order(question("district_ambiguous", "malang"), "35.07"))
    assert (outcomes(result), result.waiting) == ({"undecided": 1, "created": 1}, 1)
    assert queue() == {("nib_invalid", ""): 1}
    source = SourceRow.objects.get(outcome="undecided")
    assert (source.values["district_code"], [one["code"] for one in source.problems]) == ("35.07", ["nib_invalid"])
    assert outcomes(answer_businesses(order(question("nib_invalid"), of_rows={source.pk: ""}))) == {"created": 1}
    assert Business.objects.get(name="UD Dua Tanya").nib == ""


def test_duplicates_and_look_alikes_come_out_as_in_an_import(tmp_path):
    businesses(tmp_path, line("UD Sumber Barokah", NIB_A, "Kab. Malang"))
    businesses(
        tmp_path, line("Sumber Barokah, UD", NIB_A), line("UD Sumber Baroqah"), line("CV Lain", NIB_A), name="b.xlsx"
    )
    result = answer_businesses(order(question("district_ambiguous", "malang"), "35.07"))
    assert outcomes(result) == {"updated": 1, "created": 2}
    problems = [one["code"] for source in SourceRow.objects.order_by("id") for one in source.problems]
    assert problems == ["look_alike", "nib_conflict"]


def test_an_answered_row_completes_but_does_not_contradict_what_its_file_said(tmp_path):
    lines = [
        line("UD Satu", NIB_A, "Kab. Sidoarjo", product="Tempe"),
        ("UD Satu", NIB_A, "Sidorajo", "Siti", "Tahu"),
    ]
    path = written(tmp_path / "a.xlsx", BUSINESSES, *lines)
    imported(path, ListKind.BUSINESSES)
    assert outcomes(answer_businesses(order(question("district_unclear", "sidorajo"), "35.15"))) == {"undecided": 1}
    assert queue() == {("rows_disagree", ""): 1}
    assert Business.objects.get().product == "Tempe"
    before = everything()
    imported(path, ListKind.BUSINESSES)
    assert everything() == before


def test_what_the_register_asks_is_left_as_registered(tmp_path):
    lines = [line("UD Satu", NIB_A, "Kab. Sidoarjo"), line("UD Satu", NIB_A, "Kab. Sidoarjo", product="Tahu")]
    path = written(tmp_path / "a.xlsx", BUSINESSES, *lines)
    imported(path, ListKind.BUSINESSES)
    asked = question("rows_disagree")
    source = asked.asked.get().source_id
    assert outcomes(answer_businesses(order(asked, of_rows={source: ""}))) == {"unchanged": 1}
    assert (queue(), Business.objects.get().product) == ({}, "Keripik")
    before = everything()
    again = imported(path, ListKind.BUSINESSES)
    assert (counts(again), said(again)) == ({"unchanged": 2}, [])
    assert everything() == before


def test_a_row_that_was_left_stays_left_wherever_it_stands_in_its_file(tmp_path):
    lines = [line("UD Satu", NIB_A, product="Tahu"), line("UD Satu", NIB_A, "Kota Malang")]
    path = written(tmp_path / "a.xlsx", BUSINESSES, *lines)
    imported(path, ListKind.BUSINESSES)
    answer_businesses(order(question("district_ambiguous", "malang"), "35.73"))
    asked = question("rows_disagree")
    answer_businesses(order(asked, of_rows={asked.asked.get().source_id: ""}))
    before = everything()
    assert counts(imported(path, ListKind.BUSINESSES)) == {"unchanged": 2}
    assert (everything(), Business.objects.get().product) == (before, "Keripik")


def registered():
    """What the registers hold, whichever way it came there."""
    found = Business.objects.values_list("name", "nib", "district_code", "owner", "product")
    pairs = CandidatePair.objects.values_list("first__name", "second__name", "reason")
    return sorted(found), sorted((*sorted(names), reason) for *names, reason in pairs)


MIXED = [
    line("UD Sumber Barokah", NIB_A, "Kab. Malang"),
    line("UD Sumber Barokah", NIB_A, owner="Siti"),
    line("UD Sumber Baroqah"),
    line("CV Lain", NIB_A),
    line("UD Kembar", "", "MALANG"),
    line("UD Kembar", NIB_B, "malang", product="Tahu"),
    line("UD Jauh", district="Kota Surabaya"),
]


@pytest.mark.parametrize("place", range(len(MIXED)))
def test_an_answer_registers_what_an_import_would_have_that_knew_it(tmp_path, place):
    path = written(tmp_path / "a.xlsx", BUSINESSES, *MIXED[place:], *MIXED[:place])
    businesses(tmp_path, line("UD Pertama"), name="first.xlsx")
    imported(path, ListKind.BUSINESSES)
    with transaction.atomic():
        answer_businesses(order(question("district_ambiguous", "malang"), "35.07"))
        answered_later, waiting = registered(), queue()
        transaction.set_rollback(True)
    SourceRow.objects.filter(file__name="a.xlsx").update(outcome="unchanged")
    Asked.objects.filter(source__file__name="a.xlsx").delete()
    CandidatePair.objects.all().delete()
    Business.objects.all().delete()
    answer_businesses(order(question("district_ambiguous", "malang"), "35.07"))
    imported(path, ListKind.BUSINESSES)
    assert (registered(), queue()) == (answered_later, waiting)


def test_certificates_are_recorded_with_their_history(tmp_path):
    certificates(tmp_path, row(kind="HKI", number="IDM000000001"), row(kind="hki", number="IDM000000002"))
    assert queue() == {("kind_ambiguous", "hki"): 2}
    result = answer_certificates(order(question("kind_ambiguous", "hki"), "trademark"))
    assert outcomes(result) == {"created": 2}
    made = Certificate.objects.get(number="IDM000000001")
    assert (made.kind, made.source.row, made.business.name) == ("trademark", 2, "UD Sumber Barokah")
    assert [(entry.kind, entry.actor) for entry in entries_of(made.stream)] == [("certificate.recorded", "somebody")]


def test_an_issued_certificate_is_not_changed_by_an_answer(tmp_path):
    certificates(tmp_path, row())
    issue_sheets(list(Certificate.objects.all()))
    certificates(tmp_path, row(product="Kerupuk", district="Malang"), name="b.xlsx")
    answer_certificates(order(question("district_ambiguous", "malang"), "35.73"))
    assert queue() == {("already_issued", ""): 1}
    assert (Certificate.objects.get().product, Certificate.objects.get().district_code) == ("Keripik tempe", "35.15")


def test_a_refused_row_can_be_mended(tmp_path):
    assert counts(businesses(tmp_path, line("UD Salah", district="Kab. Surabaya"))) == {"refused": 1}
    result = answer_businesses(order(question("district_does_not_exist", "kab surabaya"), "Kota Surabaya"))
    assert (outcomes(result), Business.objects.get().district_code) == ({"created": 1}, "35.78")


@pytest.mark.parametrize("text", ["", "Malang", "Kab. Sleman", "=1", "35.99"])
def test_an_answer_that_no_cell_could_hold_is_refused_with_the_same_codes(tmp_path, text):
    businesses(tmp_path, *SEVENTEEN[:2])
    before = everything()
    with pytest.raises(AnswerRefused) as refused:
        answer_businesses(order(question("district_ambiguous", "malang"), text))
    read = businesses(tmp_path, line("UD X", district=text), name="x.xlsx", dry_run=True)
    assert [refused.value.doubts[0].code] == [code for _, _, code in said(read)]
    assert everything() == before


def test_of_several_answers_one_that_is_no_value_refuses_all(tmp_path):
    businesses(tmp_path, line("UD A", "123", "Kab. Gresik"), line("UD B", "456", "Kab. Gresik"))
    asked = question("nib_invalid")
    first, second = asked.asked.order_by("source").values_list("source", flat=True)
    with pytest.raises(AnswerRefused) as refused:
        answer_businesses(order(asked, of_rows={first: NIB_A, second: "789"}))
    assert {place: doubt.code for place, doubt in refused.value.doubts.items()} == {second: "nib_invalid"}
    assert (Answer.objects.exists(), Business.objects.exists()) == (False, False)


def test_the_second_of_two_officers_finds_nothing_left(tmp_path):
    businesses(tmp_path, *SEVENTEEN[:2])
    asked = question("district_ambiguous", "malang")
    answer_businesses(order(asked, "35.07"))
    with pytest.raises(AnswerRefused, match="nothing_waits"):
        answer_businesses(order(asked, "35.73", actor=replace(OFFICER, id="other")))
    assert (Business.objects.count(), Answer.objects.count()) == (2, 1)


def test_a_queue_that_grew_since_the_preview_is_shown_again(tmp_path):
    businesses(tmp_path, *SEVENTEEN[:2])
    asked = question("district_ambiguous", "malang")
    businesses(tmp_path, SEVENTEEN[5], name="b.xlsx")
    with pytest.raises(AnswerRefused, match="queue_changed"):
        answer_businesses(order(asked, "35.07", expected=2))
    assert not Business.objects.exists()


def test_a_question_of_the_other_list_is_not_answered(tmp_path):
    businesses(tmp_path, *SEVENTEEN[:2])
    with pytest.raises(AnswerRefused, match="nothing_waits"):
        answer_certificates(order(question("district_ambiguous", "malang"), "35.07"))


def test_a_revoked_answer_holds_no_longer_and_touches_nothing_registered(tmp_path):
    businesses(tmp_path, *SEVENTEEN[:2])
    answer_businesses(order(question("district_ambiguous", "malang"), "35.07"))
    registered = list(Business.objects.values())
    revoke_answer(Answer.objects.get().pk, actor=OFFICER, at=AT)
    revoke_answer(Answer.objects.get().pk, actor=CONSOLE, at=AT)
    assert (Answer.objects.get().revoked_by, list(Business.objects.values())) == ("somebody", registered)
    assert counts(businesses(tmp_path, SEVENTEEN[3], name="b.xlsx")) == {"undecided": 1}
    answer_businesses(order(question("district_ambiguous", "malang"), "35.73"))
    assert Answer.objects.get(revoked_at=None).value == "35.73"


def test_an_answer_of_one_row_does_not_reach_the_same_place_of_another_file(tmp_path):
    businesses(tmp_path, line("UD A", "123", "Kab. Gresik"))
    asked = question("nib_invalid")
    answer_businesses(order(asked, of_rows={asked.asked.get().source_id: NIB_A}))
    assert counts(businesses(tmp_path, line("UD B", "123", "Kab. Gresik"), name="b.xlsx")) == {"undecided": 1}


@pytest.mark.parametrize("role", ["leadership", "operator"])
def test_who_may_not_answer_is_refused(tmp_path, role):
    businesses(tmp_path, SEVENTEEN[0])
    actor = factories.actor(role)
    with pytest.raises(NotPermitted):
        answer_businesses(order(question("district_ambiguous", "malang"), "35.07", actor=actor))
    with pytest.raises(NotPermitted):
        answer_certificates(order(question("district_ambiguous", "malang"), "35.07", actor=actor))
    with pytest.raises(NotPermitted):
        revoke_answer(1, actor=actor, at=AT)


def test_a_question_takes_its_own_sort_of_answer(tmp_path):
    businesses(tmp_path, line("UD A", "123"))
    with pytest.raises(ValueError, match="one text for all rows"):
        answer_businesses(order(question("nib_invalid"), NIB_A))
    with pytest.raises(ValueError, match="one text for all rows"):
        answer_businesses(order(question("district_ambiguous", "malang"), of_rows={1: "35.07"}))
