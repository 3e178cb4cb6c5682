"""The text index follows its table, whoever writes."""

import pytest
from django.db import connection

from setara.certificates.models import Certificate
from setara.certificates.queries import FEW, Filters, page
from setara.registry import queries as businesses
from setara.registry.models import Business
from setara.registry.text_index import searchable
from tests import factories

pytestmark = pytest.mark.django_db


def found(*words: str) -> list[str]:
    """Holders found, by looking at few rows and by the index: both must agree."""
    filters = Filters(words=words)
    by_looking, by_index = page(filters, 1), page(filters, FEW + 1)
    assert by_looking == by_index
    return [row.holder for row in by_index.rows]


def test_added_changed_and_removed_rows_are_followed() -> None:
    made = factories.certificate(holder="UD Wayang Kulit")
    assert found("wayang") == ["UD Wayang Kulit"]
    Certificate.objects.filter(pk=made.pk).update(holder="UD Gerabah")
    assert (found("wayang"), found("gerabah")) == ([], ["UD Gerabah"])
    Certificate.objects.filter(pk=made.pk).delete()
    assert found("gerabah") == []


def test_bulk_inserts_are_followed() -> None:
    Business.objects.bulk_create(
        [Business(name=f"UD Anyaman {turn}", name_key="", likeness="", recorded_at=factories.AT) for turn in range(3)]
    )
    assert businesses.total(businesses.Filters(words=("anyaman",))) == businesses.CappedCount(3, capped=False)


def test_every_word_must_stand_in_some_column() -> None:
    factories.certificate(holder="UD Sari", product="Batik tulis")
    assert found("sari", "batik") == ["UD Sari"]
    assert found("sari", "tenun") == []


def test_letter_case_and_quotes_do_not_matter_to_the_index() -> None:
    factories.certificate(holder='UD "Ébène" Jaya')
    assert found("ébène") == ['UD "Ébène" Jaya']
    assert found('"ébè') == ['UD "Ébène" Jaya']
    assert found("AND", "NOT") == []


def test_short_words_are_left_out() -> None:
    assert searchable("CV Batik a  ") == ("Batik",)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite needs triggers")
@pytest.mark.parametrize("table", ["certificates_certificate", "registry_business"])
def test_no_migration_has_lost_the_triggers(table: str) -> None:
    """Django rebuilds a SQLite table on many changes of a model, and that drops its triggers without a word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s ORDER BY name", [table])
        assert [name for (name,) in cursor.fetchall()] == [
            f"{table}_text_{act}" for act in ("added", "changed", "removed")
        ]
