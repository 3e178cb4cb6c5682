import pytest

from setara.handover.acts.bundling import Taker, take_bundle
from setara.handover.acts.planning import set_bundles, set_stage
from setara.handover.models import Receipt
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}


@pytest.fixture
def ceremony():
    for holder in ("UD Anggrek", "UD Bakung"):
        factories.ready(holder=holder)
    factories.certificate(holder="UD Cempaka")
    return factories.ceremony()


def page(answer):
    return " ".join(answer.content.decode().split())


def test_a_district_records_its_signed_list_line_by_line_and_what_fails_stays_ticked(ceremony):
    set_bundles(ceremony.pk, ["35.15"], **NOW)
    take_bundle(ceremony.pk, "35.15", Taker("Rina Contoh", "ST-1"), content_store(), **NOW)
    one, other, held = ceremony.lines.all()
    address = f"/kantor/acara/{ceremony.pk}/daftar-kembali?district=35.15"
    browser = browser_of("district_proposer", "35.15")
    given = {"on": "2026-11-20", f"name_{one.pk}": "Siti", f"name_{other.pk}": " ", f"name_{held.pk}": "Budi"}
    ticks = dict.fromkeys((f"got_{line.pk}" for line in (one, other, held)), "on")
    answer = browser.post(address, given | ticks)
    said = page(answer)
    assert answer.status_code == 422
    assert "1 recorded." in said
    assert "2 could not be recorded." in said
    assert "Write the name of whoever receives it." in said
    assert "the original is not in custody" in said
    receipt = Receipt.objects.get()
    assert (receipt.name, receipt.channel, receipt.line) == ("Siti", "list", one)
    assert receipt.certificate.received_on.isoformat() == "2026-11-20"
    assert said.count("checked>") == 2


def test_the_stage_is_recorded_in_its_order(ceremony):
    one, other, _ = ceremony.lines.all()
    set_stage(ceremony.pk, [other.pk, one.pk], **NOW)
    address = f"/kantor/acara/{ceremony.pk}/daftar-kembali"
    shown = page(officer().get(address))
    assert shown.index(other.certificate.number) < shown.index(one.certificate.number)
    given = {"on": "2026-11-24", f"got_{one.pk}": "on", f"name_{one.pk}": "Siti"}
    assert "1 recorded." in page(officer().post(address, given))


def test_another_district_sees_nothing_of_it(ceremony):
    set_bundles(ceremony.pk, ["35.15"], **NOW)
    shown = page(
        browser_of("district_proposer", "35.78").get(f"/kantor/acara/{ceremony.pk}/daftar-kembali?district=35.15")
    )
    assert "No line of this list lies within what you may hand over." in shown
    assert officer().get("/kantor/acara/999999/daftar-kembali").status_code == 404


def test_a_day_that_is_none_records_nothing(ceremony):
    line = ceremony.lines.first()
    set_stage(ceremony.pk, [line.pk], **NOW)
    given = {"on": "kemarin", f"got_{line.pk}": "on", f"name_{line.pk}": "Siti"}
    assert officer().post(f"/kantor/acara/{ceremony.pk}/daftar-kembali", given).status_code == 422
    assert not Receipt.objects.exists()
