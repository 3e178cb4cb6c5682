"""The roll-up agrees with the register, whatever the acts did."""

from collections import Counter

import pytest
from django.db import transaction

from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.decisions import Letter, record_decision
from setara.certificates.counting import count, rebuild
from setara.certificates.models import RegisterCount
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody, EntryKind
from tests import factories

pytestmark = pytest.mark.django_db


def counts() -> dict[tuple[str, str, int, str, str], int]:
    names = ("kind", "district_code", "budget_year", "status", "custody")
    return {row[:5]: row[5] for row in RegisterCount.objects.values_list(*names, "number") if row[5]}


def test_a_rebuild_changes_nothing_that_the_acts_kept() -> None:
    made = [factories.certificate(kind=kind) for kind in ("iso", "iso", "barcode")]
    made.append(factories.certificate(kind="iso", district_code=None, budget_year=None))
    move_custody(made[0].pk, Custody.WITH_OWNER, actor=CONSOLE, at=factories.AT, on=factories.ON)
    letter = Letter("B-1", factories.ON, "Permintaan pemegang")
    record_decision(
        made[1].pk, EntryKind.REVOKED, letter, factories.ON, actor=CONSOLE, at=factories.AT, on=factories.ON
    )
    kept = counts()
    rebuild()
    assert counts() == kept
    assert kept == {
        ("iso", "35.15", 2026, "active", "with_owner"): 1,
        ("iso", "35.15", 2026, "revoked", "at_body"): 1,
        ("barcode", "35.15", 2026, "active", "at_body"): 1,
        ("iso", "", 0, "active", "at_body"): 1,
    }


def test_more_combinations_than_one_statement_holds_are_added_up() -> None:
    deltas = Counter({("iso", "35.01", year, "active", "at_body"): 2 for year in range(1, 1200)})
    with transaction.atomic():
        count(deltas)
        count({("iso", "35.01", 7, "active", "at_body"): -2, ("iso", "35.01", 8, "active", "at_body"): 0})
    assert counts() == {key: 2 for key in deltas if key[2] != 7}


@pytest.mark.django_db(transaction=True)
def test_counts_stand_or_fall_with_the_act() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        count({("iso", "35.01", 2026, "active", "at_body"): 1})
