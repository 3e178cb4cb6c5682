"""Rows that waited before there was a queue stand in it after the upgrade."""

from importlib import import_module

import pytest
from django.apps import apps

from setara.intake.models import Asked, Question
from setara.kernel.intake.records import ListKind
from tests.intake.lists import BUSINESSES, imported, written

pytestmark = pytest.mark.django_db


def queue():
    asked = Asked.objects.values_list("source", "question__field", "question__code", "question__said")
    return sorted(asked), sorted(Question.objects.values_list("list_kind", "said", "params__typed"))


def test_rows_that_wait_already_ask_what_an_import_makes_them_ask(tmp_path):
    lines = [("UD A", "12", "Malang", "", ""), ("UD B", "", "MALANG", "", ""), ("UD C", "", "Kab. Surabaya", "", "")]
    imported(written(tmp_path / "a.xlsx", BUSINESSES, *lines), ListKind.BUSINESSES)
    before = queue()
    Question.objects.all().delete()
    import_module("setara.intake.migrations.0003_queue_of_waiting_rows").fill(apps, None)
    assert queue() == before
