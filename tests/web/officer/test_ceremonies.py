"""A ceremony planned and prepared on screen, as the officer does it weeks before."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from setara.certificates.acts.custody import move_custody
from setara.certificates.models import Certificate, Transfer
from setara.handover.acts import planning
from setara.handover.acts.handing_over import hand_over
from setara.handover.acts.inviting import invite
from setara.handover.models import Bundle, Ceremony, Reminder, Report
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.web.officer.ceremony_form import AgendaFault, read_agenda, written_agenda
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[object]]
NOW = {"actor": CONSOLE, "at": factories.AT}
PLAN = "/kantor/acara/baru"
TOLD = {
    "receiver": "owner", "name": "Siti", "letter_number": "", "letter_sha256": "", "channel": "typed", "desk": 1,
    "happened_at": factories.AT.isoformat(),
}  # fmt: skip


def text(response) -> str:
    return " ".join(response.content.decode().split())


def typed(**values: object) -> dict[str, object]:
    return {
        "name": "Serah Terima Contoh", "place": "Gedung Contoh", "on": "2026-12-02", "starts": "09:00",
        "years": ["2026"], "order": "district", "agenda": "08.00 | Registrasi | Panitia", "official_name": "Contoh",
        "official_title": "Kepala Dinas", "official_nip": "19900101 201501 1 001", "basis": "SK CONTOH/1", **values,
    }  # fmt: skip


def address(ceremony: Ceremony, more: str = "") -> str:
    return f"/kantor/acara/{ceremony.pk}{more}"


# Planning


def test_what_an_event_would_bring_is_shown_before_it_is_made():
    factories.ready(2, district_code="35.15")
    factories.issued(district_code="35.78", kind="iso")
    client = officer()
    assert "2026: 3 certificates" in text(client.get(PLAN))
    preview = client.post(PLAN, typed())
    for name, number in (("Certificates", 3), ("Districts", 2), ("On hold: no envelope", 1)):
        assert f"<dt>{name}</dt><dd>{number}</dd>" in text(preview)
    assert not Ceremony.objects.exists()
    made = client.post(PLAN, typed(confirmed=1), follow=True)
    assert "Planned. Nothing is handed over yet" in text(made)
    event = Ceremony.objects.get()
    assert (event.lines.count(), event.agenda, event.official_nip) == (
        3, [["08.00", "Registrasi", "Panitia"]], "199001012015011001",
    )  # fmt: skip
    assert "There is nothing to hand over." in text(client.get(PLAN))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"years": []}, "Choose at least one budget year."),
        ({"years": ["2031"]}, "2031 is not one of the available choices"),
        ({"on": "2/12/2026"}, "Enter a valid date."),
        ({"official_nip": "123"}, "A NIP has 18 digits."),
        ({"agenda": "08.00 | Registrasi\nsiang | Makan"}, "Line 2: begin with a time such as 08.00"),
        ({"agenda": "08.00"}, "Line 1: what happens is missing"),
        ({"agenda": "08.00 | a | b | c"}, "Line 1: at most three parts"),
    ],
)
def test_what_is_typed_wrong_is_said_and_makes_nothing(wrong, said):
    factories.ready()
    for confirmed in ({}, {"confirmed": 1}):
        answer = officer().post(PLAN, typed(**wrong, **confirmed))
        assert (answer.status_code, said in text(answer)) == (422, True)
    assert not Ceremony.objects.exists()


def test_a_preview_can_be_changed_with_what_was_typed():
    factories.ready()
    again = officer().post(PLAN, typed(name="Nama Lain", again=1))
    assert (again.status_code, 'value="Nama Lain"' in text(again)) == (200, True)


def test_a_programme_is_read_as_it_is_written():
    items = (("08.00", "Registrasi", "Panitia"), ("9:15 - 10:00", "Laporan", ""))
    assert read_agenda(written_agenda(items)) == items
    assert read_agenda("\n \n") == ()
    with pytest.raises(AgendaFault):
        read_agenda("08.00 | x\n" * 61)


def test_an_event_is_changed_and_another_order_is_shown_first():
    factories.ready(2)
    event = factories.ceremony()
    client = officer()
    page = client.get(address(event, "/ubah"))
    assert 'value="Serah Terima Contoh"' in text(page)
    done = client.post(address(event, "/ubah"), typed(place="Balai Contoh"), follow=True)
    assert "Balai Contoh" in text(done)
    preview = client.post(address(event, "/ubah"), typed(order="facility"))
    assert "Number the envelopes anew" in text(preview)
    client.post(address(event, "/ubah"), typed(order="facility", confirmed=1))
    event.refresh_from_db()
    assert (event.place, event.order) == ("Gedung Contoh", "facility")


def test_a_closed_event_is_not_changed():
    factories.ready()
    event = factories.ceremony()
    planning.close_ceremony(event.pk, **NOW)
    client = officer()
    answer = client.post(address(event, "/ubah"), typed(name="Lain"))
    assert (answer.status_code, "The event is closed." in text(answer)) == (422, True)
    assert "/ubah" not in text(client.get(address(event)))
    assert client.post(address(event, "/tutup")).status_code == 409


# The page of an event


def test_an_event_says_what_is_next_and_its_numbers_lead_to_lines():
    factories.ready(2)
    factories.issued()
    event = factories.ceremony(desks=0)
    page = text(officer().get(address(event)))
    for said in ("3 envelopes in order", "1 without an envelope", "nobody chosen yet", "none set up yet"):
        assert said in page
    assert f'href="{address(event, "/urutan")}?state=handed_over"' in page
    assert "Serah Terima Contoh" in text(officer().get("/kantor/acara/"))


def test_what_was_recorded_since_is_taken_in():
    factories.ready()
    event = factories.ceremony()
    first = event.lines.get()
    factories.ready(district_code="35.01")
    client = officer()
    assert "1 recorded since" in text(client.get(address(event)))
    assert "the envelopes have new numbers" in text(client.post(address(event, "/urutkan"), follow=True))
    assert event.lines.count() == 2
    first.refresh_from_db()
    assert first.position == 2


def test_one_more_is_added_by_its_number_and_a_number_of_several_is_asked():
    factories.ready()
    event = factories.ceremony()
    late = factories.certificate(number="LATE")
    client = officer()
    assert client.post(address(event, "/tambah"), {"which": "nobody"}).status_code == 422
    assert "Added at the end" in text(client.post(address(event, "/tambah"), {"which": "late"}, follow=True))
    assert event.lines.get(certificate=late).position == 2
    assert client.post(address(event, "/tambah"), {"which": "late"}).status_code == 409
    one, _two = (factories.certificate(number="7", kind="iso", issuer=issuer) for issuer in "AB")
    asked = client.post(address(event, "/tambah"), {"which": "7"})
    assert (asked.status_code, "which one?" in text(asked)) == (422, True)
    client.post(address(event, "/tambah"), {"certificate": one.pk})
    assert event.lines.count() == 3


def test_closing_says_first_what_it_leaves():
    factories.ready(2)
    event = factories.ceremony()
    client = officer()
    asked = client.post(address(event, "/tutup"))
    assert "2 certificates stand as not collected" in text(asked)
    event.refresh_from_db()
    assert event.closed_at is None
    assert "Closed." in text(client.post(address(event, "/tutup"), {"confirmed": 1}, follow=True))
    assert "closed</span>" in text(client.get("/kantor/acara/"))


# Lines and the hold list


@pytest.fixture
def day():
    """Three lines: one handed over, one ready, one on hold, of two districts."""
    one, _other = factories.ready(2, district_code="35.15", holder="UD Satu")
    held = factories.issued(district_code="35.78", kind="iso", number="WAITS", holder="UD Tunggu")
    event = factories.ceremony()
    hand_over(event.lines.get(certificate=one).pk, factories.told(), content_store(), desk=event.desks.get(), **NOW)
    return event, held


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3), ("?state=ready", 1), ("?state=hold", 1), ("?state=handed_over", 1), ("?state=waiting", 2),
        ("?district=35.78", 1), ("?kind=iso", 1), ("?route=stage", 0), ("?q=ud satu", 2), ("?q=waits", 1), ("?q=1", 1),
        ("?q=nobody", 0), ("?after=1", 3),
    ],
)  # fmt: skip
def test_lines_are_filtered_and_counted(day, query, number):
    page = officer().get(address(day[0], f"/urutan{query}"))
    assert f"<b>{number}</b> envelopes" in text(page)


@pytest.mark.parametrize("query", ["?state=x", "?kind=x", "?route=x", "?district=99.99", "?after=x"])
def test_a_filter_that_no_link_makes_is_refused(day, query):
    assert officer().get(address(day[0], f"/urutan{query}")).status_code == 400


def test_a_district_sees_and_counts_its_own_lines_only(day):
    client = browser_of("district_proposer", "35.15")
    for more in ("", "/urutan", "/tunda", "/belum", "/undangan", "/bundel", "/layar", "/belum/daftar.csv"):
        answer = client.get(address(day[0], more))
        said = answer.getvalue().decode() if answer.streaming else text(answer)
        assert (answer.status_code, "UD Tunggu" in said, "WAITS" in said) == (200, False, False), more
    assert "<b>2</b> envelopes" in text(client.get(address(day[0], "/urutan")))
    assert "<b>0</b> envelopes" in text(client.get(address(day[0], "/urutan?district=35.78")))
    assert "of 2 handed over" in text(client.get(address(day[0], "/layar")))


def test_the_hold_list_says_why_where_and_whom_to_call(day):
    event, held = day
    held.business.phone = "+628110000001"
    held.business.save(update_fields=["phone"])
    page = text(officer().get(address(event, "/tunda")))
    assert "the original is not in custody" in page
    assert 'href="tel:+628110000001"' in page
    assert "+628110000001" not in text(browser_of("leadership").get(address(event, "/tunda")))
    move_custody(held.pk, Custody.AT_PROVINCE, on=factories.ON, **NOW)
    assert "Every certificate has its envelope." in text(officer().get(address(event, "/tunda")))


# Stage


def test_a_stage_is_proposed_mended_and_recorded():
    for kind in ("sppt_sni", "iso", "trademark"):
        factories.ready(2, kind=kind)
    event = factories.ceremony()
    client, page = officer(), address(event, "/panggung")
    proposed = text(client.get(f"{page}?number=3&group=2"))
    assert proposed.count('name="place-') == 3
    assert "Nothing has been recorded yet." in proposed
    assert proposed.count("<h3>Group") == 2
    ids = planning.propose_stage(event, 3)
    places = {f"place-{pk}": place for pk, place in zip(ids, (3, 1, 2), strict=True)}
    looked = client.post(page, {"line": ids, **places, "off": ids[1], "which": "6", "look": 1})
    assert looked.status_code == 200
    assert not event.lines.filter(route="stage").exists()
    client.post(page, {"line": ids, **places, "off": ids[1], "which": "6", "save": 1})
    last = event.lines.get(position=6)
    staged = event.lines.filter(route="stage").order_by("stage").values_list("pk", flat=True)
    assert list(staged) == [ids[2], ids[0], last.pk]


def test_a_number_that_means_several_is_asked_back_and_records_nothing():
    for issuer in "AB":
        made = factories.issued(number="77/ISO", kind="iso", issuer=issuer)
        move_custody(made.pk, Custody.AT_PROVINCE, on=factories.ON, **NOW)
    event = factories.ceremony()
    client, page = officer(), address(event, "/panggung")
    asked = client.post(page, {"which": "77/ISO", "save": 1})
    assert (asked.status_code, text(asked).count('name="add"')) == (422, 2)
    client.post(page, {"add": event.lines.get(position=1).pk, "save": 1})
    assert event.lines.filter(route="stage").count() == 1
    assert client.post(page, {"which": "nobody", "save": 1}).status_code == 422


def test_what_has_no_envelope_does_not_go_on_stage():
    factories.issued()
    event = factories.ceremony()
    answer = officer().post(address(event, "/panggung"), {"line": event.lines.get().pk, "save": 1})
    assert (answer.status_code, "What has no envelope cannot go on stage." in text(answer)) == (409, True)


@pytest.mark.parametrize("wrong", [{"line": "x"}, {"line": "9" * 30}, {"group": "x"}, {"line": "1", "place-1": "x"}])
def test_what_no_form_of_ours_sends_is_refused(wrong):
    factories.ready()
    assert officer().post(address(factories.ceremony(), "/panggung"), {**wrong, "save": 1}).status_code == 400


# Bundles


def test_a_bundle_is_chosen_looked_at_and_taken_and_the_transfer_can_be_undone():
    factories.ready(2, district_code="35.28")
    factories.issued(district_code="35.28", number="WAITS")
    factories.ready(1, district_code="35.15")
    event = factories.ceremony()
    client = officer()
    client.post(address(event, "/bundel"), {"district": "35.28"})
    assert event.lines.filter(route="bundle").count() == 3
    take = address(event, "/bundel/35.28/ambil")
    page = text(client.get(take))
    assert "2 originals go to the office of the district." in page
    assert "WAITS" in page
    given = {"taken_by": "Budi Contoh", "letter_number": "ST/1/2026", "expected": 2}
    assert client.post(take, {**given, "expected": 1}).status_code == 422
    assert client.post(take, {**given, "letter_number": ""}).status_code == 422
    scan = SimpleUploadedFile("surat.png", b"no picture")
    assert client.post(take, {**given, "letter": scan}).status_code == 422
    assert not Bundle.objects.exists()
    done = client.post(take, {**given, "letter": SimpleUploadedFile("surat.png", factories.png())}, follow=True)
    assert "2 originals moved" in text(done)
    bundle = Bundle.objects.get()
    assert (bundle.taken_by, len(bundle.letter_sha256), bundle.transfer) == ("Budi Contoh", 64, Transfer.objects.last())
    assert Certificate.objects.filter(custody=Custody.AT_DISTRICT).count() == 2
    listed = text(client.get(address(event, "/bundel")))
    assert "Budi Contoh" in listed
    client.post(f"/kantor/posisi/{bundle.transfer_id}/batal")
    assert "Budi Contoh" not in text(client.get(address(event, "/bundel")))


def test_a_district_takes_its_own_bundle_only():
    factories.ready(district_code="35.28")
    event = factories.ceremony()
    planning.set_bundles(event.pk, ["35.28"], **NOW)
    given = {"taken_by": "Budi", "letter_number": "ST/1", "expected": 1}
    take = address(event, "/bundel/35.28/ambil")
    assert browser_of("district_proposer", "35.15").post(take, given).status_code == 404
    assert browser_of("district_proposer", "35.28").post(take, given).status_code == 302
    assert officer().get(address(event, "/bundel/35.01/ambil")).status_code == 404


# Desks


def test_desks_are_set_up_and_helped_at():
    factories.ready(2, district_code="35.15")
    event = factories.ceremony(desks=0)
    helper = factories.user("desk_helper", email="meja@contoh.id")
    client, page = officer(), address(event, "/meja")
    client.post(page, {"number": 2})
    assert [one.number for one in event.desks.all()] == [1, 2]
    desk = event.desks.get(number=1)
    done = client.post(page, {"desk": desk.pk, "helper": helper.pk}, follow=True)
    assert "<b>Contoh desk_helper</b>" in text(done)
    assert client.post(page, {"number": 41}).status_code == 409
    assert client.post(page, {"number": ""}).status_code == 409
    assert client.post(page, {"desk": 0}).status_code == 409
    assert client.post(page, {"desk": desk.pk, "helper": 99_999}).status_code == 409
    client.post(page, {"desk": desk.pk})
    assert not desk.helpers.exists()


def test_a_desk_of_another_event_is_not_touched():
    factories.ready()
    event = factories.ceremony()
    planning.close_ceremony(event.pk, **NOW)
    other = factories.ceremony()
    assert officer().post(address(other, "/meja"), {"desk": event.desks.get().pk}).status_code == 409


# Numbers of questions


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(
    ("more", "number"),
    [("", 12), ("/urutan", 8), ("/panggung?number=20", 7), ("/bundel", 6), ("/meja", 8), ("/tunda", 7), ("/belum", 11),
     ("/undangan", 8), ("/laporan-meja", 8), ("/layar", 5)],
)  # fmt: skip
def test_pages_ask_the_same_number_of_questions(rows, more, number, django_assert_num_queries: Queries):
    for place in range(rows):
        factories.certificate(district_code=f"35.{place % 9 + 1:02}")
    Certificate.objects.exclude(district_code="35.01").update(sheet="issued", custody=Custody.AT_PROVINCE)
    event = factories.ceremony()
    invite(event.pk, **NOW)
    for line in event.lines.all():
        Report.objects.create(
            key=uuid.uuid4(),
            ceremony=event,
            line=line,
            why="no_sheet",
            told=TOLD,
            by="user:1",
            recorded_at=factories.AT,
        )
        Reminder.objects.create(line=line, means="letter", at=factories.AT, by="user:1")
    client = officer()
    with django_assert_num_queries(number):
        client.get(address(event, more))
