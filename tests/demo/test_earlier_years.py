"""The lists of the years before are read without a doubt, and find their holders among the businesses of the office."""

import datetime as dt

import pytest

from setara.certificates.acts.import_certificates import import_certificates
from setara.certificates.models import NOT_HANDED_OVER, Certificate
from setara.demo.earlier_years import EARLIER, list_of
from setara.demo.facts import PROVINCE
from setara.intake.acts.importing import ImportOrder
from setara.intake.outcomes import Outcome
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from tests import factories


def test_equal_seeds_give_equal_lists_and_no_number_comes_twice():
    lists = [list_of(one) for one in EARLIER]
    assert lists == [list_of(one) for one in EARLIER]
    numbers = [line.split(",")[5] for one in lists for line in one.decode().splitlines()[1:]]
    assert len(numbers) == len(set(numbers)) == sum(one.certificates for one in EARLIER)


@pytest.mark.django_db
def test_a_list_is_certain_and_says_who_collected(tmp_path):
    one = EARLIER[-1]
    (tmp_path / one.file).write_bytes(list_of(one))
    context = ReadingContext(province=PROVINCE, today=dt.date(2026, 11, 24), budget_year=one.year)
    result = import_certificates(
        ImportOrder(tmp_path / one.file, ListKind.CERTIFICATES, context, factories.AT, CONSOLE)
    )
    assert result.outcomes == {Outcome.CREATED: one.certificates}
    recorded = Certificate.objects.filter(budget_year=one.year)
    assert recorded.filter(NOT_HANDED_OVER).count() == one.not_collected
    assert not recorded.filter(issue_date__year__gt=one.year).exists()
