import datetime as dt

import pytest

from setara.certificates.acts.recording import COLUMNS, changes_to, column_values, facts_digest
from setara.history.store import entries_of
from setara.kernel.intake.records import CERTIFICATE_FIELDS
from tests.factories import certificate


def test_every_public_value_has_a_column():
    assert tuple(COLUMNS) == CERTIFICATE_FIELDS
    assert COLUMNS["class"] == "classification"


def test_values_become_columns():
    assert column_values(
        {"issue_date": "2026-03-17", "class": "30", "number": "A/1", "title": None, "foreign": "x"}
    ) == {
        "issue_date": dt.date(2026, 3, 17),
        "classification": "30",
        "number": "A/1",
    }


@pytest.mark.django_db
def test_recorded_certificate_is_as_it_was_said():
    made = certificate(number="017 / lspr\u2013a", issuer="LSPr Contoh (LSPr-000-IDN)")
    assert (made.number, made.number_key) == ("017 / lspr\u2013a", "017/lspr-a")
    assert (made.issuer_key, made.issuer_accreditation) == ("lspr contoh lspr 000 idn", "LSPr-000-IDN")
    entry = entries_of(made.stream)[0]
    assert (entry.kind, entry.data) == (
        "certificate.recorded",
        {"digest": facts_digest(made), "custody": "at_body"},
    )


@pytest.mark.django_db
def test_what_a_row_does_not_say_changes_nothing():
    made = certificate(product="Keripik", title=None)
    assert changes_to(made, {"product": None, "title": None, "holder": made.holder}) == ()
    assert changes_to(made, {"product": "Kerupuk", "expiry_date": "2031-01-01", "class": "30"}) == (
        "expiry_date",
        "product",
        "class",
    )


@pytest.mark.django_db
def test_digest_changes_with_every_fact_and_tells_nothing_without_the_salt():
    made = certificate()
    digests = {facts_digest(made)}
    for column, value in (("number", "X"), ("holder", "Y"), ("expiry_date", dt.date(2031, 1, 1)), ("salt", b"0" * 16)):
        setattr(made, column, value)
        digests.add(facts_digest(made))
    assert len(digests) == 5
