"""Everything over the years of one business on one line of time."""

import datetime as dt

import pytest
from django.utils import translation

from setara.certificates.acts.custody import move_custody
from setara.certificates.queries import of_business
from setara.kernel.access.rules import CONSOLE
from setara.kernel.access.scope import EVERYTHING, scope_of
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import Custody
from setara.web.officer.time_line import time_line
from tests import factories
from tests.factories import AT, ON
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
ISSUED, EXPIRES = dt.date(2024, 5, 6), dt.date(2031, 5, 6)


@pytest.fixture
def business():
    held = factories.business(district_code="35.15")
    for kind, issued, expires in (("iso", ISSUED, EXPIRES), ("trademark", None, None)):
        factories.certificate(holding=held, kind=kind, number=kind, issue_date=issued, expiry_date=expires)
    return held


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def said(years):
    return {year.year: [(one.words, one.about and one.about.kind) for one in year.moments] for year in years}


def test_the_years_hold_what_happened_and_what_the_certificates_say(business):
    iso = of_business(business.pk, EVERYTHING)[-1]
    move_custody(iso.id, Custody.AT_PROVINCE, actor=CONSOLE, at=AT, on=ON)
    assert said(time_line(business, of_business(business.pk, EVERYTHING))) == {
        2031: [("It expires", "iso")],
        2026: [
            ("Original moved", "iso"),
            ("Recorded in the register", "trademark"),
            ("Recorded in the register", "iso"),
        ],
        2024: [("The body issued it", "iso")],
    }


def test_what_lies_outside_what_one_sees_is_not_on_the_line(business):
    rows = of_business(business.pk, scope_of([("", "iso")], Kind))
    assert {kind for moments in said(time_line(business, rows)).values() for _, kind in moments} == {"iso"}


def test_the_page_of_the_business_shows_it_to_who_sees_the_business(business):
    address = f"/kantor/ikm/{business.pk}"
    assert "The body issued it" in officer().get(address).content.decode()
    assert browser_of("district_proposer", "35.78").get(address).status_code == 404
