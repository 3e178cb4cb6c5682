import datetime as dt

import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.custody import move_custody, undo_transfer
from setara.certificates.acts.decisions import DecisionRefused
from setara.handover.acts import planning
from setara.handover.acts.bundling import Taker, take_bundle
from setara.handover.acts.handing_over import hand_over, report_hand_over, settle_report, undo_handover
from setara.handover.acts.refusing import AlreadyHandedOver, CeremonyRefused
from setara.handover.acts.reminding import remind
from setara.handover.audit import receipt_faults
from setara.handover.models import Receipt, Report
from setara.handover.queries import lines_named, not_collected, progress, waiting_with
from setara.history.models import Entry
from setara.issuance.audit import register_faults
from setara.issuance.models import Sheet
from setara.issuance.office import content_store
from setara.issuance.queries import published
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.kernel.handover.rules import Means, Receiver, Settled
from tests import factories

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}
STORE = content_store()


@pytest.fixture
def line():
    [certificate] = factories.ready()
    ceremony = factories.ceremony(desks=2)
    return ceremony.lines.get(certificate=certificate)


def handed(line, told=None, desk=1, **more):
    desk = line.ceremony.desks.get(number=desk)
    return hand_over(line.pk, told or factories.told(), STORE, desk=desk, **{**NOW, **more})


def reported(line, told, desk=2, said=""):
    desk = line.ceremony.desks.get(number=desk)
    return report_hand_over(line.pk, said, told, STORE, desk=desk, **NOW)


def refused(act, *given, **more):
    with pytest.raises(CeremonyRefused) as why:
        act(*given, **more)
    return why.value.code


def test_the_original_is_with_its_owner_and_the_public_page_says_when(line):
    receipt = handed(line)
    line.certificate.refresh_from_db()
    assert (line.certificate.custody, line.certificate.handed_over_on) == (Custody.WITH_OWNER, factories.ON)
    assert published(Sheet.objects.get().slug, factories.ON).handed_over_on == factories.ON
    entry = Entry.objects.get(position=receipt.entry)
    assert (entry.kind, entry.data["custody"], entry.data["receipt"]) == (
        "certificate.handed_over", "with_owner", str(receipt.key),
    )  # fmt: skip
    assert "Siti" not in str(entry.data)
    assert [list(receipt_faults()), list(register_faults(factories.ON))] == [[], []]


def test_of_an_electronic_certificate_only_a_print_goes(line):
    move_custody(line.certificate_id, Custody.ELECTRONIC_ONLY, on=factories.ON, **NOW)
    handed(line)
    line.certificate.refresh_from_db()
    assert (line.certificate.custody, line.certificate.handed_over_on) == (Custody.ELECTRONIC_ONLY, factories.ON)


def test_the_second_is_told_who_was_first(line):
    first = handed(line)
    with pytest.raises(AlreadyHandedOver) as why:
        handed(line, desk=2)
    assert why.value.first == first


def test_what_arrives_twice_is_recorded_once(line):
    told = factories.told()
    assert handed(line, told) == handed(line, told)
    assert Receipt.objects.count() == 1
    [other] = factories.ready()
    late = planning.add_late(line.ceremony_id, other.pk, **NOW)
    assert refused(handed, late, told) == "key_taken"


def test_no_original_no_envelope(line):
    move_custody(line.certificate_id, Custody.AT_BODY, on=factories.ON, **NOW)
    assert refused(handed, line) == "no_original"
    assert progress(line.ceremony).on_hold == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (factories.told(" "), "receiver_missing"),
        (factories.told("x" * 201), "receiver_too_long"),
        (factories.told("Budi", Receiver.PROXY), "proxy_letter_missing"),
        (factories.told(happened_at=factories.AT + dt.timedelta(hours=1)), "happened_in_future"),
    ],
)
def test_what_a_desk_does_not_say_well_is_refused(line, told, code):
    assert refused(handed, line, told) == code
    assert not Receipt.objects.exists()


def test_undoing_gives_the_original_back_and_keeps_both_steps(line):
    receipt = handed(line, factories.told("Budi", Receiver.PROXY, letter_number="SK-1"))
    assert progress(line.ceremony).by_proxy == 1
    assert refused(undo_handover, receipt.pk, " ", **NOW) == "reason_missing"
    undo_handover(receipt.pk, "salah orang", **NOW)
    line.certificate.refresh_from_db()
    assert (line.certificate.custody, line.certificate.handed_over_on) == (Custody.AT_PROVINCE, None)
    assert refused(undo_handover, receipt.pk, "lagi", **NOW) == "already_undone"
    handed(line)
    kinds = Entry.objects.filter(stream=line.certificate.stream).values_list("kind", flat=True).order_by("position")
    assert list(kinds)[-3:] == ["certificate.handed_over", "certificate.handover_undone", "certificate.handed_over"]
    assert [list(receipt_faults()), list(register_faults(factories.ON))] == [[], []]


def test_what_moved_since_is_not_taken_back(line):
    receipt = handed(line)
    move_custody(line.certificate_id, Custody.AT_PROVINCE, on=factories.ON, **NOW)
    assert refused(undo_handover, receipt.pk, "salah", **NOW) == "moved_since"


def test_a_changed_receipt_is_found(line):
    handed(line)
    Receipt.objects.update(name="Orang Lain")
    assert [(one.stream, one.code) for one in receipt_faults()] == [(line.certificate.stream, "receipts_differ")]


def test_a_helper_hands_over_at_the_desk_given_to_her_until_the_event_is_closed(line):
    helper = factories.user("desk_helper", email="meja@contoh.id")
    with pytest.raises(NotPermitted):
        handed(line, actor=helper.actor)
    desk = line.ceremony.desks.get(number=1)
    planning.set_helpers(desk.pk, [helper.pk], **NOW)
    with pytest.raises(NotPermitted):
        handed(line, desk=2, actor=helper.actor)
    receipt = handed(line, actor=helper.actor)
    undo_handover(receipt.pk, "salah", actor=helper.actor, at=factories.AT)
    planning.close_ceremony(line.ceremony_id, **NOW)
    with pytest.raises(NotPermitted):
        handed(line, actor=helper.actor)
    assert handed(line, actor=factories.actor("district_proposer", "35.15")).was_offline is False


def test_a_district_hands_over_its_own_only(line):
    with pytest.raises(NotPermitted):
        handed(line, actor=factories.actor("district_proposer", "35.78"))
    other = factories.certificate()
    elsewhere = factories.ceremony()
    assert other.lines.get().ceremony == elsewhere
    desk = elsewhere.desks.get()
    assert refused(hand_over, line.pk, factories.told(), STORE, desk=desk, **NOW) == "not_in_ceremony"


def test_of_two_reports_without_a_network_a_person_says_which_stands(line):
    first, told = handed(line), factories.told("Budi", was_offline=True)
    report = reported(line, told)
    assert (report.why, report.first, report.decision) == ("already_handed_over", first, "open")
    assert reported(line, told) == report
    assert refused(settle_report, report.pk, Settled.RECORDED, "", **NOW) == "reason_missing"
    settle_report(report.pk, Settled.RECORDED, "meja 2 menyerahkan", **NOW)
    standing = Receipt.objects.get(undone_at=None)
    assert (standing.name, standing.key, standing.desk.number) == ("Budi", told.key, 2)
    assert refused(settle_report, report.pk, Settled.DISMISSED, "x", **NOW) == "already_decided"
    assert reported(line, told).decision == "recorded"
    assert [list(receipt_faults()), list(register_faults(factories.ON))] == [[], []]


def test_nothing_that_a_desk_reports_is_lost(line):
    move_custody(line.certificate_id, Custody.AT_BODY, on=factories.ON, **NOW)
    held = reported(line, factories.told(was_offline=True))
    desk = line.ceremony.desks.get(number=1)
    unknown = report_hand_over(None, "QMS 17", factories.told(), STORE, desk=desk, **NOW)
    assert [(one.why, one.said) for one in Report.objects.order_by("pk")] == [
        ("no_original", ""), ("not_in_ceremony", "QMS 17"),
    ]  # fmt: skip
    assert refused(settle_report, unknown.pk, Settled.RECORDED, "x", **NOW) == "not_in_ceremony"
    assert refused(settle_report, held.pk, Settled.RECORDED, "x", **NOW) == "no_original"
    move_custody(line.certificate_id, Custody.AT_PROVINCE, on=factories.ON, **NOW)
    settle_report(held.pk, Settled.RECORDED, "sudah di tangan", **NOW)
    assert Receipt.objects.get().was_offline


def test_a_district_takes_its_bundle_along_and_hands_over_by_the_signed_list(line):
    planning.set_bundles(line.ceremony_id, ["35.15"], **NOW)
    assert refused(take_bundle, line.ceremony_id, "35.15", Taker("Rina", ""), STORE, **NOW) == "letter_number_missing"
    bundle = take_bundle(line.ceremony_id, "35.15", Taker("Rina Contoh", "ST-1"), STORE, **NOW)
    line.certificate.refresh_from_db()
    assert (line.certificate.custody, bundle.transfer.paper) == (Custody.AT_DISTRICT, "ST-1")
    assert refused(take_bundle, line.ceremony_id, "35.15", Taker("Rina", "ST-1"), STORE, **NOW) == "nothing_to_take"
    district = factories.actor("district_proposer", "35.15")
    hand_over(line.pk, factories.told(channel="list"), STORE, desk=None, actor=district, at=factories.AT)
    line.certificate.refresh_from_db()
    assert line.certificate.custody == Custody.WITH_OWNER


def test_what_a_scanner_types_is_found_by_code_number_and_envelope(line):
    sheet = Sheet.objects.get()
    for text in (sheet.qr_text, f"http://localhost/v/{sheet.slug}", line.certificate.number, "1", " 1 "):
        assert [one.pk for one in lines_named(line.ceremony, text)] == [line.pk]
    assert lines_named(line.ceremony, "tidak ada") == lines_named(line.ceremony, " ") == []


def test_the_owners_other_certificates_are_named(line):
    certificate = factories.certificate(holding=line.certificate.business)
    late = planning.add_late(line.ceremony_id, certificate.pk, **NOW)
    assert waiting_with(line) == [late]


def test_who_did_not_collect_is_reminded_and_that_is_kept(line):
    remind(line.pk, Means.TELEPHONE, "datang Senin", **NOW)
    [waiting] = not_collected(line.ceremony)
    assert [(one.means, one.note) for one in waiting.reminders.all()] == [("telephone", "datang Senin")]
    handed(line)
    assert list(not_collected(line.ceremony)) == []
    assert refused(remind, line.pk, Means.MESSAGE, **NOW) == "already_collected"


def test_what_was_handed_over_does_not_go_back_with_its_bundle(line):
    planning.set_bundles(line.ceremony_id, ["35.15"], **NOW)
    bundle = take_bundle(line.ceremony_id, "35.15", Taker("Rina Contoh", "ST-1"), STORE, **NOW)
    handed(line, desk=1)
    with pytest.raises(DecisionRefused, match="moved_since"):
        undo_transfer(bundle.transfer_id, **NOW)
    line.certificate.refresh_from_db()
    assert line.certificate.custody == Custody.WITH_OWNER


def test_a_key_that_stands_already_does_not_bar_the_decision(line):
    [other] = factories.ready()
    late, told = planning.add_late(line.ceremony_id, other.pk, **NOW), factories.told(was_offline=True)
    handed(line, told)
    report = reported(late, told)
    assert report.why == "key_taken"
    settle_report(report.pk, Settled.RECORDED, "dua sampul", **NOW)
    assert Receipt.objects.filter(undone_at=None).count() == 2
    assert Report.objects.get().because == "dua sampul"


def test_a_desk_that_reported_stays(line):
    reported(line, factories.told(was_offline=True, happened_at=factories.AT + dt.timedelta(hours=2)), desk=2)
    assert refused(planning.set_desks, line.ceremony_id, 1, **NOW) == "has_begun"


def test_what_a_helper_brings_after_the_event_was_closed_waits_for_a_person(line):
    helper = factories.user("desk_helper", email="meja@contoh.id")
    desk = line.ceremony.desks.get(number=1)
    planning.set_helpers(desk.pk, [helper.pk], **NOW)
    planning.close_ceremony(line.ceremony_id, **NOW)
    told = factories.told(was_offline=True)
    report = report_hand_over(line.pk, "1", told, STORE, desk=desk, actor=helper.actor, at=factories.AT)
    assert (report.why, report.line) == ("not_permitted", line)
    settle_report(report.pk, Settled.RECORDED, "sebelum ditutup", **NOW)
    assert Receipt.objects.get().name == "Siti Contoh"
