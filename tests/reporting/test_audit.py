"""A roll-up or a figure that is not what the register gives is found and named; random work leaves none behind."""

import random

import pytest
from django.db.models import F

from setara.certificates.acts.correcting import correct_record
from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.merging import merge_businesses, undo_merge
from setara.certificates.counting import rebuild
from setara.certificates.models import Certificate, RegisterCount, ServedCount
from setara.cli.__main__ import main
from setara.handover.acts.handing_over import hand_over, undo_handover
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.reporting.acts.freezing import freeze
from setara.reporting.audit import FigureFault, SnapshotFault, figure_faults, snapshot_faults
from setara.reporting.models import Snapshot
from tests import factories

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}


@pytest.fixture
def some():
    """Two businesses of one year, one of which has certificates of two kinds, and one of the year before."""
    holder = factories.business()
    return [
        factories.certificate(holding=holder, kind="iso"),
        factories.certificate(holding=holder, kind="barcode", district_code="35.78", handover_date="2026-11-02"),
        factories.certificate(kind="iso"),
        factories.certificate(kind="iso", budget_year=2025, district_code=None),
    ]


@pytest.mark.usefixtures("some")
def test_what_the_acts_left_is_what_the_register_gives():
    assert figure_faults() == []


@pytest.mark.usefixtures("some")
def test_a_wrong_roll_up_is_found_and_named_with_the_figure_that_shows_it(capsys):
    RegisterCount.objects.filter(
        kind="iso", district_code="*", budget_year=2026, status="*", custody="*", handed="no"
    ).update(number=F("number") + 5)
    assert figure_faults() == [
        FigureFault("certificates", "2026", 8, 3),
        FigureFault("certificates", "2026 iso", 7, 2),
        FigureFault("not_handed_over", "2026", 7, 2),
        FigureFault("not_handed_over", "2026 iso", 7, 2),
        FigureFault("register_count", "iso * 2026 * * no", 7, 2),
    ]
    assert main(["history", "check"]) == 1
    said = capsys.readouterr().out
    assert "NOT sound" in said or "TIDAK" in said
    assert "(2026 iso)" in said
    rebuild()
    assert figure_faults() == []


@pytest.mark.usefixtures("some")
def test_a_wrong_number_of_businesses_served_is_found_and_named():
    ServedCount.objects.filter(budget_year=2026, kind="*", district_code="*").update(number=3)
    ServedCount.objects.filter(budget_year=2025, kind="iso", district_code="").delete()
    assert figure_faults() == [
        FigureFault("businesses_served", "2026", 3, 2),
        FigureFault("served_count", "2025 iso -", 0, 1),
        FigureFault("served_count", "2026 * *", 3, 2),
    ]


@pytest.mark.usefixtures("some")
def test_a_year_that_the_register_does_not_know_is_found():
    RegisterCount.objects.create(
        kind="iso", district_code="*", budget_year=2024, status="*", custody="*", handed="*", number=9
    )
    assert figure_faults() == [FigureFault("register_count", "iso * 2024 * * *", 9, 0)]


def test_merging_parting_correcting_and_handing_over_leave_the_figures_right(some):
    merge = merge_businesses(some[0].business_id, some[2].business_id, {}, **NOW)
    assert figure_faults() == []
    assert ServedCount.objects.get(budget_year=2026, kind="*", district_code="*").number == 1
    undo_merge(merge.pk, **NOW)
    assert ServedCount.objects.get(budget_year=2026, kind="*", district_code="*").number == 2
    correct_record(some[2], {"budget_year": 2025}, actor=CONSOLE.id, at=factories.AT, on=factories.ON)
    assert figure_faults() == []
    [ready] = factories.ready()
    ceremony = factories.ceremony()
    line, desk = ceremony.lines.get(certificate=ready), ceremony.desks.get()
    receipt = hand_over(line.pk, factories.told(), content_store(), desk=desk, **NOW)
    assert figure_faults() == []
    assert RegisterCount.objects.get(handed="yes", budget_year=2026, **anything()).number == 2
    undo_handover(receipt.pk, "salah orang", **NOW)
    assert figure_faults() == []


def anything():
    return {"kind": "*", "district_code": "*", "status": "*", "custody": "*"}


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_the_register_after_random_work(seed):
    chance, holders = random.Random(seed), [factories.business() for _ in range(4)]
    for _ in range(25):
        factories.certificate(
            holding=chance.choice(holders),
            kind=chance.choice(["iso", "barcode"]),
            district_code=chance.choice(["35.15", "35.78", None]),
            budget_year=chance.choice([2025, 2026, None]),
            handover_date=chance.choice(["2026-05-04", None]),
        )
    for one in chance.sample(list(Certificate.objects.order_by("id")), 10):
        move_custody(one.pk, chance.choice([*Custody]), on=factories.ON, **NOW)
    merge_businesses(holders[0].pk, holders[1].pk, {}, **NOW)
    assert figure_faults() == []


@pytest.mark.usefixtures("some")
def test_a_frozen_set_that_was_edited_or_lost_is_found(capsys):
    one, other = (freeze(name, about="year:2026", **NOW) for name in ("Laporan", "Sambutan"))
    assert list(snapshot_faults()) == []
    Snapshot.objects.filter(pk=one.pk).update(name="Laporan lain")
    other.delete()
    assert list(snapshot_faults()) == [
        SnapshotFault(one.stream, "figures_differ"),
        SnapshotFault(f"figures:{one.pk + 1}", "figures_differ"),
    ]
    assert main(["history", "check", "--json"]) == 1
    assert '"figures_differ"' in capsys.readouterr().out
