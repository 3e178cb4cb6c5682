"""Lists taken out as files: what stands in them, what does not, and that our own reader takes them back."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from setara.accounts.models import User
from setara.certificates.acts.import_certificates import import_certificates
from setara.history.models import Entry
from setara.intake.acts.importing import ImportOrder
from setara.intake.outcomes import Outcome
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.platform.tables import lists
from setara.registry.acts.import_businesses import import_businesses
from tests import factories
from tests.factories import AT
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db

CERTIFICATES, BUSINESSES = "/kantor/sertifikat/daftar", "/kantor/ikm/daftar"


def content(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def lines(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(response).decode())))


def list_of(response) -> list[list[str]]:
    """The headings and lines below what the file says of itself."""
    found = lines(response)
    return found[found.index([]) + 1 :]


def book(response) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content(response)))


def test_a_list_holds_what_the_filter_lets_through_and_says_the_filter():
    factories.certificate(kind="iso", number="ISO-1")
    factories.certificate(kind="iso", number="ISO-2", district_code="35.78")
    factories.certificate(kind="sppt_sni", number="SNI-1")
    found = book(officer().get(f"{CERTIFICATES}.xlsx?kind=iso&district=35.78"))
    rows = list(found.worksheets[0].iter_rows(values_only=True))
    assert [row[4] for row in rows] == ["Certificate number", "ISO-2"]
    about = dict(found.worksheets[1].iter_rows(values_only=True))

    assert about["Filter in force"] == "ISO system; Kota Surabaya"


def test_a_file_names_its_moment_and_who_took_it():
    client = officer()
    response = client.get(f"{CERTIFICATES}.csv")
    about = dict(line for line in lines(response) if len(line) == 2)
    assert about["Filter in force"] == "none: all lines"
    assert about["Office"] == settings.OFFICE_ID
    assert about["Taken out by"] == str(User.objects.get())
    assert about["As recorded at"].endswith("WIB")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="certificates-20')


def test_text_that_would_be_a_formula_stays_text():
    factories.business(name="=cmd|' /C calc'!A0")
    client = officer()
    assert list_of(client.get(f"{BUSINESSES}.csv"))[1][0] == "'=cmd|' /C calc'!A0"
    cell = book(client.get(f"{BUSINESSES}.xlsx")).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd|' /C calc'!A0", "s", True)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_our_reader_takes_both_lists_back_and_changes_nothing(tmp_path: Path, form, language):
    held = factories.business(name="Tenun Rasa", owner="Sari", workers=4)
    factories.certificate(holding=held, number="007-A", budget_year=2026)
    client = officer()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address, kind, act in (
        (BUSINESSES, ListKind.BUSINESSES, import_businesses),
        (CERTIFICATES, ListKind.CERTIFICATES, import_certificates),
    ):
        path = tmp_path / f"{kind}.{form}"
        path.write_bytes(content(client.get(f"{address}.{form}")))
        context = ReadingContext(province="35", today=AT.date(), budget_year=None)
        result = act(ImportOrder(path=path, kind=kind, context=context, at=AT, actor=CONSOLE))
        assert (result.outcomes, result.problems) == ({Outcome.UNCHANGED: result.rows}, [])
        assert result.rows == 1


def test_owners_go_to_those_who_may_see_them_of_every_line():
    factories.business(name="Tenun Rasa", owner="Sari", phone="+628123456789", nik="3515010101010000")
    assert "Owner" in list_of(officer().get(f"{BUSINESSES}.csv"))[0]
    hidden = content(browser_of("leadership").get(f"{BUSINESSES}.csv")).decode()
    assert "Sari" not in hidden
    shown = content(officer().get(f"{BUSINESSES}.csv")).decode()
    assert "+628123456789" in shown
    assert "3515010101010000" not in shown


def test_a_district_takes_out_its_own_and_the_file_says_so():
    factories.certificate(number="HERE", district_code="35.15")
    factories.certificate(number="ELSEWHERE", district_code="35.78")
    response = browser_of("district_proposer", "35.15").get(f"{CERTIFICATES}.csv")
    found = lines(response)
    assert ["Districts", "Kabupaten Sidoarjo"] in found
    text = str(found)
    assert "HERE" in text
    assert "ELSEWHERE" not in text


def test_the_history_says_who_took_how_much():
    factories.business()
    client = officer()
    content(client.get(f"{BUSINESSES}.csv"))
    entry = Entry.objects.get(kind="list.exported")
    assert (entry.stream, entry.data) == ("exports", {"list": "businesses", "rows": 1, "personal": 1})


def test_a_workbook_too_long_is_not_written(monkeypatch):
    monkeypatch.setattr(lists, "MOST_IN_WORKBOOK", 1)
    factories.certificate(number="1")
    factories.certificate(number="2")
    client = officer()
    response = client.get(f"{CERTIFICATES}.xlsx?kind=sppt_sni", follow=True)
    assert response.redirect_chain == [("/kantor/sertifikat/?kind=sppt_sni", 302)]
    assert "Filter the list, or take it out as CSV." in response.content.decode()
    assert not Entry.objects.filter(kind="list.exported").exists()
    assert len(list_of(client.get(f"{CERTIFICATES}.csv"))) == 3


@pytest.mark.parametrize("query", ["?kind=none", "?district=99.99", "?year=x"])
def test_an_address_that_no_link_makes_is_refused(query):
    assert officer().get(f"{CERTIFICATES}.csv{query}").status_code == 400
