"""What is left of a ceremony: reports of desks, what nobody collected, who came, the number on the big screen."""

import pytest

from setara.accounts.models import User
from setara.handover.acts import planning
from setara.handover.acts.handing_over import hand_over, report_hand_over
from setara.handover.acts.inviting import invite
from setara.handover.models import Ceremony, Receipt, Reminder, Report
from setara.history.models import Entry
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from tests import factories
from tests.web.visitors import browser_of, officer, visitor

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}
STORE = content_store()
PHONE = "+628110000001"


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def event() -> Ceremony:
    """Two certificates of one owner in one district, one in another; two desks."""
    holder = factories.business(name="UD Satu", district_code="35.15", owner="Siti Contoh", phone=PHONE)
    factories.ready(2, holding=holder)
    factories.ready(1, district_code="35.78", holder="UD Lain")
    return factories.ceremony(desks=2)


def address(event: Ceremony, more: str = "") -> str:
    return f"/kantor/acara/{event.pk}{more}"


def handed(event: Ceremony, position: int, **more) -> Receipt:
    desk = event.desks.get(number=1)
    return hand_over(event.lines.get(position=position).pk, factories.told(**more), STORE, desk=desk, **NOW)


# Not collected


def test_what_nobody_received_stands_with_telephone_for_those_allowed(event):
    handed(event, 1)
    page = text(officer().get(address(event, "/belum")))
    assert "<b>2</b> not collected" in page
    assert (PHONE in page, "Siti Contoh" in page) == (True, True)
    assert PHONE not in text(browser_of("leadership").get(address(event, "/belum")))
    near = text(browser_of("district_proposer", "35.15").get(address(event, "/belum")))
    assert (PHONE in near, "UD Lain" in near) == (True, False)
    assert "Nothing matches." in text(officer().get(address(event, "/belum?q=nobody")))


def test_a_reminder_is_kept_for_one_line_and_for_many(event):
    one, other, _third = event.lines.all()
    client = officer()
    client.post(f"/kantor/acara/baris/{one.pk}/ingatkan", {"means": "telephone", "note": "datang besok"})
    assert "datang besok" in text(client.get(address(event, "/belum")))
    handed(event, 2)
    given = {"line": [one.pk, other.pk], "means": "message"}
    done = text(client.post(address(event, "/belum/ingatkan"), given, follow=True))
    assert ("1 reminder kept." in done, "It was collected meanwhile." in done) == (True, True)
    assert [one.means for one in Reminder.objects.order_by("pk")] == ["telephone", "message"]
    assert Entry.objects.filter(kind="owner.reminded").count() == 2


@pytest.mark.parametrize("given", [{}, {"means": "x", "line": "1"}, {"means": "letter"}])
def test_what_no_reminder_can_be_is_said(event, given):
    assert officer().post(address(event, "/belum/ingatkan"), given).status_code == 422
    line = event.lines.get(position=1)
    assert officer().post(f"/kantor/acara/baris/{line.pk}/ingatkan", {"means": "x"}).status_code == 422
    assert not Reminder.objects.exists()


def test_a_district_reminds_its_own_owners_only(event):
    there = event.lines.get(certificate__district_code="35.78")
    client = browser_of("district_proposer", "35.15")
    assert client.post(f"/kantor/acara/baris/{there.pk}/ingatkan", {"means": "letter"}).status_code == 404
    given = {"line": [one.pk for one in event.lines.all()], "means": "letter"}
    client.post(address(event, "/belum/ingatkan"), given)
    assert set(Reminder.objects.values_list("line__certificate__district_code", flat=True)) == {"35.15"}


@pytest.mark.parametrize(
    ("role", "area", "called", "lines"),
    [("activity_officer", "", True, 3), ("leadership", "", False, 3), ("district_proposer", "35.15", True, 2)],
)
def test_the_list_is_taken_out_with_what_its_taker_may_see(event, role, area, called, lines):
    client = browser_of(role, area)
    file = client.get(address(event, "/belum/daftar.csv")).getvalue().decode()
    assert (PHONE in file, "Siti Contoh" in file) == (called, called)
    assert "Serah Terima Contoh" in file
    entry = Entry.objects.get(kind="list.exported")
    assert (entry.data["list"], entry.data["rows"], entry.data["personal"]) == ("not_collected", lines, int(called))
    assert client.get(address(event, "/belum/daftar.xlsx")).status_code == 200
    assert client.get(address(event, "/belum/daftar.pdf")).status_code == 404


# Reports of desks


def reported(event: Ceremony, position: int, name: str = "Budi") -> Report:
    line, desk = event.lines.get(position=position), event.desks.get(number=2)
    made = report_hand_over(line.pk, "", factories.told(name), STORE, desk=desk, **NOW)
    assert isinstance(made, Report)
    return made


def test_what_two_desks_said_stands_side_by_side_and_is_decided_with_a_reason(event):
    handed(event, 1)
    report = reported(event, 1)
    client, page = officer(), address(event, "/laporan-meja")
    assert "1 report waits" in text(client.get(address(event)))
    shown = text(client.get(page))
    for said in ("Siti Contoh", "Budi", "desk 1", "desk 2", "Two desks handed over the same certificate."):
        assert said in shown
    settle = f"/kantor/acara/laporan/{report.pk}/putuskan"
    assert client.post(settle, {"decision": "recorded"}).status_code == 422
    assert client.post(settle, {"because": "x"}).status_code == 422
    assert client.post(settle, {"because": "x", "decision": "open"}).status_code == 400
    done = text(client.post(settle, {"because": "Meja 2 benar", "decision": "recorded"}, follow=True))
    assert "what stood before was taken back" in done
    assert Receipt.objects.get(undone_at=None).name == "Budi"
    assert client.post(settle, {"because": "x", "decision": "dismissed"}).status_code == 409


def test_a_report_can_be_dismissed_and_what_stood_stands(event):
    first = handed(event, 1)
    report = reported(event, 1)
    given = {"because": "salah ketik", "decision": "dismissed"}
    said = text(officer().post(f"/kantor/acara/laporan/{report.pk}/putuskan", given, follow=True))
    assert ("Dismissed" in said, "No report waits for a decision." in said) == (True, True)
    assert Receipt.objects.get(undone_at=None) == first


def test_what_stands_in_no_order_can_only_be_dismissed(event):
    report_hand_over(None, "XYZ-1", factories.told("Budi"), STORE, desk=event.desks.get(number=2), **NOW)
    page = text(officer().get(address(event, "/laporan-meja")))
    assert ("XYZ-1" in page, 'value="recorded"' in page) == (True, False)


# Invitations and who came


@pytest.fixture
def code(event) -> str:
    invite(event.pk, **NOW)
    return event.invitations.get(business__name="UD Satu").code


def test_invitations_are_made_once_for_each_business(event):
    client, page = officer(), address(event, "/undangan")
    assert "Make 2 invitations" in text(client.get(page))
    assert "2 invitations made." in text(client.post(f"{page}/buat", follow=True))
    assert "is invited already" in text(client.post(f"{page}/buat", follow=True))
    assert (event.invitations.count(), Entry.objects.filter(kind="ceremony.invited").count()) == (2, 1)


def test_the_public_reads_the_event_and_no_name(event, code):
    for client in (visitor(), browser_of("leadership"), browser_of("district_proposer", "35.78")):
        page = text(client.get(f"/u/{code}"))
        assert ("Serah Terima Contoh" in page, "UD Satu" in page, "Show the QR code" in page) == (True, False, True)
        assert "Tunjukkan kode QR" in page
    assert visitor().get("/u/nobody").status_code == 404
    assert visitor().post(f"/kantor/acara/hadir/{code}").status_code == 302
    assert browser_of("district_proposer", "35.78").post(f"/kantor/acara/hadir/{code}").status_code == 403
    assert event.invitations.filter(came_at__isnull=False).count() == 0


def test_a_guest_comes_once_and_that_can_be_taken_back(event, code):
    client, came = browser_of("district_proposer", "35.15"), f"/kantor/acara/hadir/{code}"
    assert ("UD Satu" in text(client.get(f"/u/{code}")), "They came" in text(client.get(f"/u/{code}"))) == (True, True)
    assert "Recorded: they came." in text(client.post(came, follow=True))
    again = client.post(came)
    assert (again.status_code, "They came already." in text(again)) == (409, True)
    assert "<b>1</b><span>came</span>" in text(officer().get(address(event, "/undangan?came=yes&q=satu")))
    client.post(came, {"undo": 1})
    assert client.post(came, {"undo": 1}).status_code == 409
    kinds = Entry.objects.filter(kind__startswith="guest.").order_by("position").values_list("kind", flat=True)
    assert list(kinds) == ["guest.came", "guest.taken_back"]


def test_a_helper_receives_the_guests_of_her_event_until_it_is_closed(event, code):
    helper = browser_of("desk_helper")
    assert "UD Satu" not in text(helper.get(f"/u/{code}"))
    account = event.desks.get(number=1)
    planning.set_helpers(account.pk, [User.objects.get(email="desk_helper@contoh.id").pk], **NOW)
    assert "UD Satu" in text(helper.get(f"/u/{code}"))
    assert helper.post(f"/kantor/acara/hadir/{code}").status_code == 302
    planning.close_ceremony(event.pk, **NOW)
    assert helper.post(f"/kantor/acara/hadir/{code}").status_code == 403


# The big screen


def test_the_big_screen_shows_numbers_and_no_name(event):
    handed(event, 1)
    client = officer()
    for more in ("/layar", "/layar/angka"):
        page = text(client.get(address(event, more)))
        assert ("<b>1</b>" in page, "of 3 handed over" in page, "UD Satu" in page) == (True, True, False)
    assert "data-live" in text(client.get(address(event, "/layar")))
    planning.close_ceremony(event.pk, **NOW)
    assert "data-live" not in text(client.get(address(event, "/layar")))
    assert "data-finished" in text(client.get(address(event, "/layar/angka")))
