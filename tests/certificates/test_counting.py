import datetime as dt
import random

import pytest
from django.db import transaction

from setara.certificates.acts.custody import move_custody
from setara.certificates.acts.decisions import DecisionRefused, Letter, record_decision, refresh_due
from setara.certificates.counting import ANY, ANY_YEAR, ANYTHING, count, rebuild
from setara.certificates.history import history_of
from setara.certificates.models import Certificate, RegisterCount, ServedCount
from setara.history.store import check
from setara.issuance.acts.sheets import SheetRefused, supersede_sheet, withdraw_sheet
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import ALLOWED_FROM, Custody, fold
from setara.registry.models import Business
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def counted():
    rows = RegisterCount.objects.exclude(number=0).values_list(
        "kind", "district_code", "budget_year", "status", "custody", "handed", "number"
    )
    served = ServedCount.objects.exclude(number=0).values_list("budget_year", "kind", "district_code", "number")
    return {tuple(combination): number for *combination, number in (*rows, *served)}


class Clerk:
    """Does random acts, allowed or not, as days go by."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.on = factories.ON
        self.at = factories.AT

    def act(self):
        self.chance.choice([self.record, self.decide, self.decide, self.move, self.issue, self.end, self.sleep])()

    def one(self):
        return self.chance.choice(list(Certificate.objects.order_by("id")) or [factories.certificate()])

    def record(self):
        factories.certificate(
            kind=self.chance.choice(["iso", "barcode"]),
            district_code=self.chance.choice(["35.01", "35.78"]),
            budget_year=self.chance.choice([2025, 2026, None]),
            handover_date=self.chance.choice(["2026-05-04", None]),
            holding=self.chance.choice([None, *Business.objects.order_by("id")[:3]]),
        )

    def decide(self):
        kind = self.chance.choice(sorted(ALLOWED_FROM))
        effective = self.on + self.chance.randint(-3, 6) * DAY
        try:
            record_decision(
                self.one().pk, kind, Letter("SK-1", self.on, "sebab"), effective, actor=CONSOLE, at=self.at, on=self.on
            )
        except DecisionRefused:
            return

    def move(self):
        move_custody(self.one().pk, self.chance.choice([*Custody]), actor=CONSOLE, at=self.at, on=self.on)

    def issue(self):
        lacking = Certificate.objects.exclude(sheet="issued").filter(status="active").first()
        if lacking:
            factories.issue_sheets([lacking], at=self.at)

    def end(self):
        sheet = self.one().sheets.order_by("-issued_at").first()
        try:
            if sheet and self.chance.random() < 0.5:
                withdraw_sheet(sheet.slug, "keliru", actor=CONSOLE, at=self.at, on=self.on)
            elif sheet:
                values = {
                    "holder": f"UD Perbaikan {self.chance.random()}",
                    "district_code": "35.15",
                    "budget_year": 2025,
                }
                supersede_sheet(sheet.slug, values, "keliru", actor=CONSOLE, at=self.at, on=self.on)
        except SheetRefused:
            return

    def sleep(self):
        self.on += DAY
        self.at += DAY
        refresh_due(self.on)


@pytest.mark.parametrize("seed", range(4))
def test_caches_are_the_history_and_counts_are_the_register_after_random_acts(seed):
    factories.office()
    clerk = Clerk(seed)
    for _ in range(35):
        clerk.act()
    refresh_due(clerk.on)
    for certificate in Certificate.objects.all():
        state = fold(history_of(certificate), clerk.on)
        assert (certificate.status, certificate.sheet, certificate.custody) == (
            state.status,
            state.sheet,
            state.custody,
        )
        last = certificate.sheets.order_by("issued_at", "pk").values_list("status", flat=True)
        assert (certificate.sheet == "issued") == ("issued" in last)
    kept = counted()
    rebuild()
    assert counted() == kept
    assert kept[ANYTHING] == Certificate.objects.count()
    assert check().faults == ()


def test_more_combinations_than_one_statement_holds_are_added_up():
    deltas = {("iso", "35.01", year, "active", "at_body", "no"): 2 for year in range(1, 1200)}
    with transaction.atomic():
        count(deltas)
        count({("iso", "35.01", 7, "active", "at_body", "no"): -2, ("iso", "35.01", 8, "active", "at_body", "no"): 0})
    alone = {key: number for key, number in counted().items() if ANY not in key and ANY_YEAR not in key}
    assert alone == {key: 2 for key in deltas if key[2] != 7}
    assert counted()[ANYTHING] == 2 * 1198


@pytest.mark.django_db(transaction=True)
def test_counts_are_refused_outside_an_act():
    with pytest.raises(transaction.TransactionManagementError):
        count({("iso", "35.01", 2026, "active", "at_body", "no"): 1})
