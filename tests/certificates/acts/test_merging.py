import datetime as dt
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from setara.accounts.acts.granting import end_grant
from setara.accounts.permission import NotPermitted
from setara.certificates.acts.merging import merge_businesses, records_digest, undo_merge
from setara.certificates.models import Certificate, OtherDocument
from setara.history.store import check, entries_of
from setara.issuance.audit import register_faults
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.merging import Obstacle, Side
from setara.kernel.intake.records import ListKind
from setara.registry import queries
from setara.registry.acts.pairs import MergeRefused, keep_apart
from setara.registry.acts.registering import save_pairs
from setara.registry.models import Business, CandidatePair, Guise, Merge
from tests import factories
from tests.factories import AT, ON, business, certificate
from tests.intake.lists import BUSINESSES, CERTIFICATES, NIB_A, NIB_B, counts, everything, imported, row, said, written

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=1)
TIMES = ("history.Entry", "registry.Merge")


def merge(kept, gone, **choices):
    sides = {name: Side(side) for name, side in choices.items()}
    return merge_businesses(kept.pk, gone.pk, sides, actor=CONSOLE, at=LATER)


def undo(made):
    return undo_merge(made.pk, actor=CONSOLE, at=LATER)


def two():
    kept = business(name="UD Sumber Barokah", nib=NIB_A, owner="Siti", product="Keripik")
    gone = business(name="Sumber Baroqah", owner="Siti Contoh", product="Kerupuk", workers=4)
    save_pairs([(kept, gone, "look_alike")], AT)
    return kept, gone


def pairs():
    return sorted(CandidatePair.objects.values_list("first", "second", "decided_at", "merge"))


def standing():
    return {label: rows for label, rows in everything().items() if label not in TIMES}


def test_one_takes_what_was_chosen_and_the_certificates_of_the_other():
    kept, gone = two()
    mine, moved = certificate(holding=kept), certificate(holding=gone)
    made = merge(kept, gone, name="kept", product="gone", workers="gone")
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.name, kept.owner, kept.product, kept.workers) == ("UD Sumber Barokah", "Siti", "Kerupuk", 4)
    assert (gone.name, gone.product, gone.merged_into) == ("Sumber Baroqah", "Kerupuk", kept)
    assert set(Certificate.objects.filter(business=kept)) == {mine, moved}
    assert made.certificates == {"stayed": [mine.pk], "moved": [moved.pk], "documents": []}
    assert made.choices == {"name": "kept", "owner": "kept", "nib": "kept", "product": "gone", "workers": "gone"}
    assert CandidatePair.objects.get().merge == made


def test_a_name_taken_over_is_compared_and_found_as_such():
    kept, gone = two()
    merge(kept, gone, name="gone")
    kept.refresh_from_db()
    assert (kept.name, kept.name_key, kept.likeness) == ("Sumber Baroqah", "sumber baroqah", "35.15:sum")


def test_the_one_that_went_stands_in_no_list():
    kept, gone = two()
    assert queries.total(queries.Filters()).number == 2
    merge(kept, gone)
    for filters in (
        queries.Filters(),
        queries.Filters("35.15"),
        queries.Filters(words=("sumber",)),
        queries.Filters("35.15", ("sumber",), personal=True),
    ):
        assert [one.id for one in queries.page(filters).rows] == [kept.pk]
        assert queries.total(filters).number == 1


def test_both_histories_say_so_without_personal_data_and_the_audit_passes():
    kept, gone = two()
    certificate(holding=gone)
    made = merge(kept, gone)
    undo(made)
    of_kept, of_gone = entries_of(kept.stream), entries_of(gone.stream)
    assert [one.kind for one in of_kept] == ["business.merged", "business.merge_undone"]
    assert [one.kind for one in of_gone] == ["business.merged_into", "business.merge_undone"]
    assert {tuple(sorted(one.data)) for one in (*of_kept, *of_gone)} == {("digest", "merge", "other")}
    assert len({one.data["digest"] for one in (*of_kept, *of_gone)}) == 1
    assert check().faults == ()
    assert list(register_faults(ON)) == []


def test_undoing_at_once_puts_every_table_back():
    kept, gone = two()
    third, fourth, fifth = business(name="Sumber Barokahh"), business(name="UD Sumber Baroqa"), business(name="UD Lain")
    save_pairs([(gone, third, "look_alike"), (gone, fourth, "look_alike"), (kept, fourth, "look_alike")], AT)
    save_pairs([(kept, fifth, "look_alike"), (fifth, gone, "nib_conflict")], AT)
    keep_apart(CandidatePair.objects.get(first=gone, second=fifth).pk, actor=CONSOLE, at=AT)
    for one in (kept, gone, gone):
        certificate(holding=one)
    before = standing()
    made = merge(kept, gone, name="gone", product="gone", workers="gone", nib="gone")
    assert standing() != before
    undo(made)
    assert standing() == before
    made.refresh_from_db()
    assert (made.undone_at, made.undone_by) == (LATER, "console")


def test_open_questions_follow_and_none_is_asked_twice():
    kept, gone = two()
    only, both = business(name="Sumber Barokahh"), business(name="UD Sumber Baroqa")
    apart, asked_of_both = business(name="UD Satu"), business(name="UD Dua")
    save_pairs([(gone, one, "look_alike") for one in (only, both, apart, asked_of_both)], AT)
    save_pairs([(kept, one, "look_alike") for one in (both, asked_of_both)], AT)
    for one in (apart, asked_of_both):
        keep_apart(CandidatePair.objects.get(first=gone, second=one).pk, actor=CONSOLE, at=AT)
    made = merge(kept, gone)
    assert pairs() == [
        (kept.pk, gone.pk, LATER, made.pk),
        (kept.pk, only.pk, None, None),
        (kept.pk, both.pk, None, None),
        (kept.pk, apart.pk, AT, None),
        (kept.pk, asked_of_both.pk, LATER, made.pk),
        (gone.pk, both.pk, LATER, made.pk),
        (gone.pk, asked_of_both.pk, AT, None),
    ]
    assert [other.pk for _, other in queries.pairs_of(kept.pk, None)] == [only.pk, both.pk]


def test_what_was_decided_of_a_question_that_followed_stays_decided_after_undoing():
    kept, gone = two()
    other = business(name="Sumber Barokahh")
    save_pairs([(gone, other, "look_alike")], AT)
    made = merge(kept, gone)
    keep_apart(CandidatePair.objects.get(first=kept, second=other).pk, actor=CONSOLE, at=LATER)
    undo(made)
    assert (gone.pk, other.pk, LATER, None) in pairs()


LINES = [
    ("UD Sumber Barokah", NIB_A, "Kab. Sidoarjo", "Siti", "Keripik"),
    ("Sumber Baroqah", "", "Kab. Sidoarjo", "Siti Contoh", "Kerupuk"),
    ("CV Cahaya Abadi", NIB_A, "Kota Surabaya", "", "Tempe"),
    ("UD Sumber Barokah", NIB_B, "Kab. Sidoarjo", "Budi", "Tahu"),
]
CHOICES = ({}, dict.fromkeys(("name", "nib", "district_code", "owner", "product"), "gone"), {"name": "gone"})


@pytest.mark.parametrize("choices", CHOICES)
@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0), (2, 0), (0, 3), (2, 1)])
def test_old_workbooks_create_and_change_nothing_after_a_merge(tmp_path, first, second, choices):
    path = written(tmp_path / "a.xlsx", BUSINESSES, *LINES)
    imported(path, ListKind.BUSINESSES)
    made = list(Business.objects.order_by("id"))
    merge(made[first], made[second], **choices)
    before = standing()
    assert counts(imported(path, ListKind.BUSINESSES)) == {"unchanged": 4}
    for number, line in enumerate(LINES):
        alone = written(tmp_path / f"{number}.xlsx", BUSINESSES, line)
        assert counts(imported(alone, ListKind.BUSINESSES)) == {"unchanged": 1}
    after = standing()
    assert {label for label in after if after[label] != before[label]} == {"intake.ImportedFile"}


def test_a_chain_of_merges_leads_an_old_workbook_to_the_last(tmp_path):
    path = written(tmp_path / "a.xlsx", BUSINESSES, *LINES)
    imported(path, ListKind.BUSINESSES)
    made = list(Business.objects.order_by("id"))
    before = standing()
    merges = [merge(made[1], made[0], name="gone"), merge(made[2], made[1]), merge(made[3], made[2])]
    assert set(Business.objects.values_list("merged_into", flat=True)) == {None, made[3].pk}
    assert counts(imported(path, ListKind.BUSINESSES)) == {"unchanged": 4}
    for one in reversed(merges):
        undo(one)
    after = standing()
    assert {label for label in after if after[label] != before[label]} <= {"intake.ImportedFile"}


def test_a_name_and_a_nib_that_a_merge_brought_together_do_not_hide_who_had_both(tmp_path):
    lines = [
        ("UD Kembar", NIB_A, "Kab. Sidoarjo", "Siti", "Keripik"),
        ("UD Kembar", "", "Kota Surabaya", "", ""),
        ("UD Sumber Barokah", NIB_A, "Kota Surabaya", "", "Tahu"),
        ("UD Lain", NIB_B, "Kab. Sidoarjo", "", ""),
    ]
    path = written(tmp_path / "a.xlsx", BUSINESSES, *lines)
    imported(path, ListKind.BUSINESSES)
    made = list(Business.objects.order_by("id"))
    merge(made[1], made[2], nib="gone")
    merge(made[3], made[0])
    before = standing()
    assert counts(imported(path, ListKind.BUSINESSES)) == {"unchanged": 4}
    after = standing()
    assert {label for label in after if after[label] != before[label]} <= {"intake.ImportedFile"}


def test_a_value_set_aside_is_said_and_a_new_one_taken_over(tmp_path):
    imported(written(tmp_path / "a.xlsx", BUSINESSES, *LINES[:2]), ListKind.BUSINESSES)
    kept, gone = Business.objects.order_by("id")
    merge(kept, gone)
    old = imported(written(tmp_path / "b.xlsx", BUSINESSES, LINES[1]), ListKind.BUSINESSES)
    assert said(old) == [
        ("Daftar!A2", "name", "set_aside"),
        ("Daftar!D2", "owner", "set_aside"),
        ("Daftar!E2", "product", "set_aside"),
    ]
    new = imported(written(tmp_path / "c.xlsx", BUSINESSES, (*LINES[1][:4], "Emping")), ListKind.BUSINESSES)
    assert (counts(new), new.records[0].changes) == ({"updated": 1}, ("product",))
    kept.refresh_from_db()
    assert kept.product == "Emping"


def test_another_nib_is_not_put_over_that_of_the_one_that_stayed(tmp_path):
    imported(written(tmp_path / "a.xlsx", BUSINESSES, *LINES[:2]), ListKind.BUSINESSES)
    kept, gone = Business.objects.order_by("id")
    merge(kept, gone)
    other = ("Sumber Baroqah", NIB_B, "Kab. Sidoarjo", "Siti Contoh", "Kerupuk")
    result = imported(written(tmp_path / "b.xlsx", BUSINESSES, other), ListKind.BUSINESSES)
    assert (counts(result), said(result)) == ({"created": 1}, [("Daftar!A2", "name", "look_alike")])
    assert {kept.pk} == {pair.first_id for pair in CandidatePair.objects.filter(decided_at=None)}


def test_a_certificate_of_the_one_that_went_is_recorded_for_the_one_that_stands(tmp_path):
    path = written(tmp_path / "a.xlsx", CERTIFICATES, row(), row("CV Cahaya Abadi", nib=NIB_B, number="018"))
    imported(path, ListKind.CERTIFICATES)
    kept, gone = Business.objects.order_by("id")
    merge(kept, gone)
    assert counts(imported(path, ListKind.CERTIFICATES)) == {"unchanged": 2}
    new = written(tmp_path / "b.xlsx", CERTIFICATES, row("Cahaya Abadi, CV", nib=NIB_B, number="019"))
    assert counts(imported(new, ListKind.CERTIFICATES)) == {"created": 1}
    assert set(Certificate.objects.values_list("business", flat=True)) == {kept.pk}


def refused(act) -> MergeRefused:
    with pytest.raises(MergeRefused) as caught:
        act()
    return caught.value


def test_later_acts_stand_in_the_way_and_are_named():
    kept, gone = two()
    moved = certificate(holding=gone)
    made = merge(kept, gone)
    Business.objects.filter(pk=kept.pk).update(product="Emping")
    Certificate.objects.filter(pk=moved.pk).update(business=business())
    added = certificate(holding=kept)
    before = everything()
    why = refused(lambda: undo(made))
    assert why.code == "later_acts"
    assert why.obstacles == (
        Obstacle("field_changed", "product"),
        Obstacle("certificate_added", added.pk),
        Obstacle("certificate_moved_away", moved.pk),
    )
    assert everything() == before


@pytest.mark.parametrize("on_top", [merge, lambda kept, third: merge(third, kept)])
def test_a_further_merge_on_top_is_undone_first(on_top):
    kept, gone = two()
    made = merge(kept, gone)
    later = on_top(kept, business())
    assert refused(lambda: undo(made)).obstacles == (Obstacle("merged_since", later.pk),)
    undo(later)
    undo(made)
    assert set(Business.objects.values_list("merged_into", flat=True)) == {None}
    assert not Guise.objects.exists()


def test_a_merge_is_undone_once():
    made = merge(*two())
    undo(made)
    assert refused(lambda: undo(made)).code == "already_undone"


def test_what_is_no_question_is_refused():
    kept, gone = two()
    assert refused(lambda: merge(kept, kept)).code == "same_business"
    assert refused(lambda: merge(kept, gone, source="gone")).code == "not_a_field"
    with pytest.raises(Business.DoesNotExist):
        merge(kept, Business(pk=7_777))
    keep_apart(CandidatePair.objects.get().pk, actor=CONSOLE, at=AT)
    assert refused(lambda: merge(kept, gone)).code == "already_decided"
    third = business()
    merge(kept, third)
    assert refused(lambda: merge(gone, third)).code == "merged_away"


def test_a_record_that_changed_since_it_was_looked_at_is_looked_at_again():
    kept, gone = two()
    seen = records_digest(kept.values, gone.values)
    Business.objects.filter(pk=gone.pk).update(product="Emping")
    with pytest.raises(MergeRefused, match="changed_meanwhile"):
        merge_businesses(kept.pk, gone.pk, {}, actor=CONSOLE, at=LATER, seen=seen)
    gone.refresh_from_db()
    merge_businesses(kept.pk, gone.pk, {}, actor=CONSOLE, at=LATER, seen=records_digest(kept.values, gone.values))
    assert Merge.objects.count() == 1


def test_leadership_merges_and_undoes_nothing():
    kept, gone = two()
    leadership = factories.actor("leadership")
    with pytest.raises(NotPermitted):
        merge_businesses(kept.pk, gone.pk, {}, actor=leadership, at=AT)
    made = merge(kept, gone)
    with pytest.raises(NotPermitted):
        undo_merge(made.pk, actor=leadership, at=AT)


def questions_for(number):
    """How many statements a merge and its undoing take when each business has so many certificates and pairs."""
    kept, gone = two()
    for one in (kept, gone):
        for _ in range(number):
            certificate(holding=one)
            save_pairs([(one, business(), "look_alike")], AT)
    with CaptureQueriesContext(connection) as of_merge:
        made = merge(kept, gone)
    with CaptureQueriesContext(connection) as of_undo:
        undo(made)
    return len(of_merge), len(of_undo)


def test_a_merge_takes_as_many_statements_whatever_it_moves():
    few = questions_for(1)
    assert questions_for(20) == few
    assert max(few) < 35


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a small table is scanned by PostgreSQL whatever its indexes")
def test_a_merge_and_its_undoing_find_everything_by_index():
    kept, gone = two()
    certificate(holding=gone)
    with CaptureQueriesContext(connection) as captured:
        undo(merge(kept, gone))
    with connection.cursor() as cursor:
        for sql in [one["sql"] for one in captured if one["sql"].startswith(("SELECT", "UPDATE", "DELETE"))]:
            steps = [step[-1] for step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
            assert not [step for step in steps if step.startswith("SCAN") and "history_entry" not in step], sql


def decided(act, done):
    """Decide in a connection of its own, as another officer's request does; say how it went."""
    try:
        act()
        done.append("done")
    except MergeRefused as refusal:
        done.append(refusal.code)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the tests' SQLite is one connection")
@pytest.mark.parametrize("turn", range(4))
def test_of_two_officers_at_once_one_decides_and_the_other_is_told(turn):
    kept, gone = two()
    pair = CandidatePair.objects.get()
    acts = [
        lambda: merge(kept, gone),
        lambda: keep_apart(pair.pk, actor=CONSOLE, at=LATER) if turn % 2 else merge(gone, kept),
    ]
    done = []
    threads = [threading.Thread(target=decided, args=(act, done)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(done) == ["already_decided", "done"]
    assert (Merge.objects.count() + CandidatePair.objects.filter(merge=None).count(), check().faults) == (1, ())


def test_other_documents_move_and_come_back_and_none_stands_twice():
    kept, gone = factories.business(), factories.business()
    for holder, number in ((kept, "1"), (gone, "1"), (gone, "2")):
        OtherDocument.objects.create(business=holder, name="Halal", number=number, recorded_at=AT)
    before = sorted(OtherDocument.objects.values_list("business", "number"))
    merge = merge_businesses(kept.pk, gone.pk, {}, actor=CONSOLE, at=AT)
    assert sorted(kept.other_documents.values_list("number", flat=True)) == ["1", "2"]
    undo_merge(merge.pk, actor=CONSOLE, at=AT)
    assert sorted(OtherDocument.objects.values_list("business", "number")) == before


def test_who_lost_the_grant_while_waiting_for_the_chain_merges_no_more():
    officer = factories.user("activity_officer")
    asked, kept, gone = officer.actor, factories.business(), factories.business()
    end_grant(officer.given.get().pk, actor=CONSOLE, at=AT)
    with pytest.raises(NotPermitted):
        merge_businesses(kept.pk, gone.pk, {}, actor=asked, at=AT)
    assert not Merge.objects.exists()
