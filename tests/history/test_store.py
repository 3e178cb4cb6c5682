import datetime as dt

import pytest
from django.db import transaction

from setara.history.chain import GENESIS, Draft, Head
from setara.history.models import Entry
from setara.history.store import ChainFault, append, check, entries_of, head, salted_digest
from tests import factories

AT = dt.datetime(2026, 11, 24, 3, 0, 0, 123456, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 24)


def draft(stream="certificate:1", kind="certificate.recorded", **data):
    return Draft(stream, kind, DAY, data)


def chain(*sizes):
    """A history of several acts, each appending some entries in a transaction of its own."""
    for act, size in enumerate(sizes):
        with transaction.atomic():
            append(
                [draft(f"certificate:{place}", act=act, place=place) for place in range(size)],
                actor="console",
                at=AT + dt.timedelta(minutes=act),
            )


def altered(position, /, **fields):
    Entry.objects.filter(position=position).update(**fields)


@pytest.mark.django_db
def test_head_of_nothing():
    assert head() == Head(0, GENESIS)
    assert check().faults == ()


@pytest.mark.django_db
def test_chain_holds_over_several_acts():
    chain(3, 1, 5)
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 10))
    found = check()
    assert (found.entries, found.head.position, found.faults) == (9, 9, ())
    assert found.head == head()


@pytest.mark.django_db
def test_entries_of_one_thing_in_order():
    chain(3, 3)
    assert [entry.position for entry in entries_of("certificate:1")] == [2, 5]


@pytest.mark.django_db
def test_appending_nothing_changes_nothing():
    chain(2)
    before = head()
    with transaction.atomic():
        assert append([], actor="console", at=AT) == []
    assert head() == before


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        append([draft()], actor="console", at=AT)
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_entries_fall_with_their_transaction():
    chain(2)
    before = head()
    with transaction.atomic():
        append([draft()], actor="console", at=AT)
        transaction.set_rollback(True)
    assert head() == before
    chain(1)
    assert check().faults == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"stream": "certificate:9"},
        {"kind": "decision.revoked"},
        {"version": 2},
        {"effective": DAY + dt.timedelta(days=1)},
        {"recorded_at": AT + dt.timedelta(microseconds=1)},
        {"actor": "user:1"},
        {"data": {"act": 0, "place": 7}},
        {"data": {}},
        {"data": {"act": 2**80}},
    ],
)
def test_altered_entry_is_found_with_its_position(fields):
    chain(5)
    altered(3, **fields)
    assert check().faults == (ChainFault(3, "altered_entry"),)


@pytest.mark.django_db
def test_altered_entry_with_its_hash_made_anew_breaks_the_link_behind_it():
    chain(5)
    altered(3, hash="f" * 64)
    assert check().faults == (ChainFault(3, "altered_entry"), ChainFault(4, "broken_link"))


@pytest.mark.django_db
@pytest.mark.parametrize("position", [1, 3])
def test_cut_out_entry_is_found_with_its_position(position):
    chain(5)
    Entry.objects.filter(position=position).delete()
    assert check().faults == (ChainFault(position, "gap"),)


@pytest.mark.django_db
def test_cut_out_entry_with_the_rest_moved_up_is_found():
    chain(5)
    Entry.objects.filter(position=3).delete()
    for position in (4, 5):
        altered(position, position=position - 1)
    assert [fault.code for fault in check().faults] == ["broken_link", "altered_entry", "altered_entry"]


@pytest.mark.django_db
def test_reordered_entries_are_found():
    chain(5)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        altered(old, position=new)
    faults = check().faults
    assert {fault.position for fault in faults} == {2, 3, 4}
    assert "altered_entry" in {fault.code for fault in faults}


def rewritten(count):
    """Somebody who owns the database writes a sound history of his own."""
    Entry.objects.all().delete()
    with transaction.atomic():
        append([draft(place=place, mine="yes") for place in range(count)], actor="console", at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [5, 9])
def test_whole_chain_rewrite_is_found_only_by_a_head_that_somebody_kept(count):
    chain(5)
    kept = head()
    rewritten(count)
    assert check().faults == ()
    assert check(kept).faults == (ChainFault(5, "rewritten"),)


@pytest.mark.django_db
def test_cut_off_tail_is_found_by_a_kept_head():
    chain(5)
    kept = head()
    Entry.objects.filter(position__gt=3).delete()
    assert check().faults == ()
    assert check(kept).faults == (ChainFault(5, "rewritten"),)


@pytest.mark.django_db
def test_kept_head_of_an_honest_chain_still_holds_after_more_acts():
    chain(5)
    kept = head()
    chain(4)
    assert check(kept).faults == ()
    assert check(Head(0, GENESIS)).faults == ()


@pytest.mark.django_db
def test_history_holds_codes_and_digests_only():
    made = factories.issued(holder="UD Rahasia Sekali", nib="9935150000123")
    texts = [str(entry.data) + entry.stream + entry.actor for entry in Entry.objects.all()]
    assert not [text for text in texts if "Rahasia" in text or "9935150000123" in text or made.number in text]


def test_salted_digest_needs_the_salt():
    assert salted_digest(b"a" * 16, {"holder": "UD Maju"}) != salted_digest(b"b" * 16, {"holder": "UD Maju"})
    assert salted_digest(b"a" * 16, {"holder": "UD Maju"}) == salted_digest(b"a" * 16, {"holder": "UD Maju"})


@pytest.mark.django_db
def test_check_reads_any_length_with_few_queries(django_assert_num_queries):
    chain(40)
    with django_assert_num_queries(3):
        check()
