"""A register that is counted already is counted anew by the upgrade, as the acts would have kept it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from setara.certificates.counting import rebuild
from setara.certificates.models import RegisterCount, ServedCount
from tests import factories
from tests.certificates.test_counting import counted

pytestmark = pytest.mark.django_db


def test_the_upgrade_counts_as_the_acts_do():
    holder = factories.business()
    factories.certificate(holding=holder, kind="iso", handover_date="2026-10-05")
    factories.certificate(holding=holder, kind="barcode", budget_year=None)
    factories.certificate(kind="iso", district_code=None)
    kept = counted()
    RegisterCount.objects.filter(handed="yes").delete()
    ServedCount.objects.all().delete()
    migration = import_module("setara.certificates.migrations.0010_count_anew")
    migration.count_anew(apps, SimpleNamespace(connection=connection))
    assert counted() == kept
    rebuild()
    assert counted() == kept
    migration.forget(apps, SimpleNamespace(connection=connection))
    assert not RegisterCount.objects.exists()
