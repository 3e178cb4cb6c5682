"""`insert` leaves in the database, and in the objects, what `bulk_create` leaves there."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from setara.history.models import Entry
from setara.intake.models import ImportedFile, SourceRow
from setara.platform import bulk
from setara.registry.models import Business
from tests.factories import AT, certificate

pytestmark = pytest.mark.django_db
RAW = [["Daftar!A1", "Kopi \u2014 'Bu' \"Sri\" \\ \u0001 é 😀"], ["Daftar!B1", None]]


def file():
    return ImportedFile.objects.create(
        sha256="0" * 64, name="a.xlsx", list_kind="businesses", imported_at=AT, actor="a"
    )


def rows(source, number):
    return [
        SourceRow(file=source, sheet="Daftar", row=place, raw=RAW, values={"name": "UD"}, outcome="created")
        for place in range(number)
    ]


def test_rows_come_back_as_they_were_given_each_with_its_own_key(monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_A_STATEMENT", 7)
    given = rows(file(), 20)
    bulk.insert(given)
    assert len({one.pk for one in given}) == 20
    for one in given:
        assert model_to_dict(SourceRow.objects.get(pk=one.pk)) == model_to_dict(one)
        assert not one._state.adding


def test_every_kind_of_column_is_written_as_django_writes_it():
    one = certificate()
    table = type(one).objects
    djangos = table.values().get(pk=one.pk)
    again = table.get(pk=one.pk)
    again.delete()
    bulk.insert([again])
    assert {**table.values().get(pk=again.pk), "id": None} == {**djangos, "id": None}


def test_a_key_of_ones_own_is_kept():
    entry = Entry(
        position=900, stream="s", kind="k", effective=AT.date(), recorded_at=AT, actor="a", data={"a": 1},
        previous="0" * 64, hash="1" * 64,
    )  # fmt: skip
    bulk.insert([entry])
    kept = Entry.objects.get(position=900)
    assert (kept.recorded_at, kept.effective, kept.data) == (AT, dt.date(2026, 11, 24), {"a": 1})


def test_nothing_at_all_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])


def test_what_the_database_refuses_is_raised():
    twice = rows(file(), 1) * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([SourceRow(**{**model_to_dict(one), "file": one.file, "id": None}) for one in twice])


def test_objects_can_be_named_by_others_at_once():
    source = rows(file(), 1)
    bulk.insert(source)
    business = Business(name="UD Contoh", name_key="ud contoh", likeness="x", recorded_at=AT, source=source[0])
    bulk.insert([business])
    assert Business.objects.get(pk=business.pk).source == source[0]
