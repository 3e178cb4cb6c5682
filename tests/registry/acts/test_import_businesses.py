import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from setara.accounts.permission import NotPermitted
from setara.intake.models import SourceRow
from setara.kernel.intake.records import ListKind
from setara.registry.models import Business, CandidatePair
from tests.factories import actor
from tests.intake.lists import BUSINESSES, NIB_A, NIB_B, counts, everything, imported, said, written

pytestmark = pytest.mark.django_db


def line(name="UD Sumber Barokah", nib=NIB_A, district="Kab. Sidoarjo", owner="Siti Contoh", product="Keripik"):
    return (name, nib, district, owner, product)


def businesses(tmp_path, *lines, name="ikm.xlsx", **order):
    return imported(written(tmp_path / name, BUSINESSES, *lines), ListKind.BUSINESSES, **order)


def pairs():
    return sorted(
        (pair.first.name, pair.second.name, pair.reason)
        for pair in CandidatePair.objects.select_related("first", "second")
    )


def test_businesses_are_registered_with_their_source(tmp_path):
    assert counts(businesses(tmp_path, line(), line("Batik Tulis Jetis", "", owner=""))) == {"created": 2}
    one = Business.objects.get(nib=NIB_A)
    assert (one.name, one.district_code, one.owner, one.product) == (
        "UD Sumber Barokah", "35.15", "Siti Contoh", "Keripik",
    )  # fmt: skip
    assert (one.source.sheet, one.source.row, one.source.outcome) == ("Daftar", 2, "created")
    assert ["Daftar!A2", "UD Sumber Barokah"] in one.source.raw


def test_same_nib_and_nearly_equal_name_is_the_same_business(tmp_path):
    businesses(tmp_path, line())
    result = businesses(tmp_path, line("SUMBER BAROKAH, UD.", product="Kerupuk"), name="b.xlsx")
    assert counts(result) == {"updated": 1}
    assert set(result.records[0].changes) == {"name", "product"}
    assert Business.objects.get().product == "Kerupuk"
    assert pairs() == []


def test_same_nib_under_another_name_is_a_pair_never_a_merge(tmp_path):
    businesses(tmp_path, line())
    result = businesses(tmp_path, line("CV Cahaya Abadi"), name="b.xlsx")
    assert counts(result) == {"created": 1}
    assert said(result) == [("Daftar!B2", "nib", "nib_conflict")]
    assert pairs() == [("UD Sumber Barokah", "CV Cahaya Abadi", "nib_conflict")]
    assert Business.objects.count() == 2


@pytest.mark.parametrize("name", ["UD. Sumber Barokah", "Sumber Baroqah", "CV Sumber Barokah"])
def test_look_alike_without_nib_is_a_pair_never_a_merge(tmp_path, name):
    businesses(tmp_path, line())
    result = businesses(tmp_path, line(name, nib="", owner=""), name="b.xlsx")
    assert counts(result) == {"created": 1}
    assert said(result) == [("Daftar!A2", "name", "look_alike")]
    assert pairs() == [("UD Sumber Barokah", name, "look_alike")]


def test_look_alikes_with_two_nibs_are_a_pair(tmp_path):
    assert counts(businesses(tmp_path, line(), line(nib=NIB_B))) == {"created": 2}
    assert pairs() == [("UD Sumber Barokah", "UD Sumber Barokah", "look_alike")]


def test_namesake_in_another_district_is_nobody_we_know(tmp_path):
    businesses(tmp_path, line())
    assert counts(businesses(tmp_path, line(nib="", district="Kota Surabaya"), name="b.xlsx")) == {"created": 1}
    assert pairs() == []


def test_without_nib_the_same_name_district_and_owner_is_the_same(tmp_path):
    lines = [line(nib="", owner="Siti"), line(nib="", owner="Budi")]
    assert counts(businesses(tmp_path, *lines)) == {"created": 2}
    again = [line(nib="", owner="Siti", product="Kerupuk"), line(nib="", owner="Budi")]
    assert counts(businesses(tmp_path, *again, name="b.xlsx")) == {"updated": 1, "unchanged": 1}
    assert pairs() == [("UD Sumber Barokah", "UD Sumber Barokah", "look_alike")]


MIXED = [
    line(),
    line("Batik Tulis Jetis", "", owner=""),
    line("CV Cahaya Abadi"),
    line("UD Kembar", ""),
    line("UD Kembar", NIB_B),
    line("UD. KEMBAR", ""),
    line("SUMBER BAROKAH UD", product="Kerupuk"),
    line("UD Tanpa Daerah", "", district="Kab. Malang / Kota Malang"),
    line("", NIB_B),
]


@pytest.mark.parametrize("place", range(len(MIXED)))
def test_reimport_of_the_same_file_changes_nothing(tmp_path, place):
    lines = MIXED[place:] + MIXED[:place]
    path = written(tmp_path / "a.xlsx", BUSINESSES, *lines)
    first = imported(path, ListKind.BUSINESSES)
    before = everything()
    second = imported(path, ListKind.BUSINESSES)
    assert set(counts(second)) <= {"unchanged", "undecided", "refused"}
    assert second.rows == first.rows
    after = everything()
    summary = "intake.ImportedFile"
    assert {label: len(rows) for label, rows in after.items()} == {label: len(rows) for label, rows in before.items()}
    assert {label for label in after if after[label] != before[label]} <= {summary}


def test_nib_that_becomes_known_counts_for_the_next_line(tmp_path):
    businesses(tmp_path, line(nib=""))
    result = businesses(tmp_path, line(), line("CV Cahaya Abadi"), name="b.xlsx")
    assert counts(result) == {"updated": 1, "created": 1}
    assert result.records[0].changes == ("nib",)
    assert pairs() == [("UD Sumber Barokah", "CV Cahaya Abadi", "nib_conflict")]


def test_second_line_that_contradicts_the_first_is_asked(tmp_path):
    result = businesses(tmp_path, line(product="Keripik"), line(product="Kerupuk"))
    assert counts(result) == {"created": 1, "undecided": 1}
    assert said(result) == [("Daftar!E3", "product", "rows_disagree")]
    assert Business.objects.get().product == "Keripik"


def test_second_line_may_complete_the_first(tmp_path):
    result = businesses(tmp_path, line(owner=""), line(owner="Siti"))
    assert counts(result) == {"created": 1, "updated": 1}
    assert Business.objects.get().owner == "Siti"


def test_what_a_row_does_not_say_changes_nothing(tmp_path):
    businesses(tmp_path, line())
    assert counts(businesses(tmp_path, line(owner="", product=""), name="b.xlsx")) == {"unchanged": 1}
    assert Business.objects.get().owner == "Siti Contoh"


def test_dry_run_leaves_every_table_as_it_was(tmp_path):
    businesses(tmp_path, line())
    before = everything()
    result = businesses(tmp_path, line(product="Kerupuk"), line("Batik Baru", ""), name="b.xlsx", dry_run=True)
    assert counts(result) == {"updated": 1, "created": 1}
    assert everything() == before


def test_row_that_waits_is_kept_and_decided_by_a_corrected_file(tmp_path):
    assert counts(businesses(tmp_path, line(district="Malang"))) == {"undecided": 1}
    waiting = SourceRow.objects.get(outcome="undecided")
    assert waiting.problems[0]["code"] == "district_ambiguous"
    assert Business.objects.count() == 0
    assert counts(businesses(tmp_path, line(district="Kota Malang"), name="b.xlsx")) == {"created": 1}


def test_leadership_imports_nothing(tmp_path):
    with pytest.raises(NotPermitted):
        businesses(tmp_path, line(), actor=actor("leadership"))
    assert Business.objects.count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a small table is scanned by PostgreSQL whatever its indexes")
def test_a_batch_finds_its_businesses_by_index(tmp_path):
    with CaptureQueriesContext(connection) as captured:
        businesses(tmp_path, line(), line("Batik Tulis Jetis", nib=""))
    tables = ("registry_business", "registry_guise")
    asked = [
        one["sql"] for one in captured if one["sql"].startswith("SELECT") and any(name in one["sql"] for name in tables)
    ]
    with connection.cursor() as cursor:
        for sql in asked:
            steps = [step[-1] for step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
            assert not [step for step in steps if step.startswith("SCAN")], sql
    assert len(asked) == 6
