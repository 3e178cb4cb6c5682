"""A correction takes two people: who proposes, who decides, and what comes of it."""

import threading

import pytest
from django.db import connection

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.correcting import CorrectionRefused
from setara.certificates.acts.proposing import propose_correction, reject_correction, withdraw_correction
from setara.certificates.models import Certificate, Correction, RegisterCount
from setara.history.models import Entry
from setara.history.store import check, entries_of
from setara.issuance.acts.approving import approve_correction
from setara.issuance.acts.sheets import SheetRefused, supersede_sheet, withdraw_sheet
from setara.issuance.audit import register_faults
from setara.kernel.access.rules import CONSOLE, Actor
from tests import factories
from tests.factories import AT, ON

pytestmark = pytest.mark.django_db
NOW = {"at": AT, "on": ON}


def somebody(role="activity_officer", area="", email="satu@contoh.id") -> Actor:
    return factories.user(role, area, email=email).actor


def second(role="head_of_division", area="") -> Actor:
    return somebody(role, area, "dua@contoh.id")


def proposed(made: Certificate, by: Actor, values=None, why="Salah ketik") -> Correction:
    return propose_correction(made.pk, values or {"holder": "UD Benar"}, why, actor=by, **NOW)


def test_a_proposal_changes_nothing_yet():
    made = factories.issued(holder="UD Salah")
    one = proposed(made, somebody("verifier"), {"holder": " UD  Benar ", "product": "Keripik tempe"}, " Salah ketik ")
    made.refresh_from_db()
    assert (one.changes, one.why, one.state) == ({"holder": ["UD Salah", "UD Benar"]}, "Salah ketik", "proposed")
    assert (made.holder, made.sheet) == ("UD Salah", "issued")
    assert entries_of(made.stream)[-1].kind == "correction.proposed"


def test_approval_by_a_second_person_replaces_the_sheet():
    made = factories.issued(holder="UD Salah")
    old, other = made.sheets.get(), second()
    approve_correction(proposed(made, somebody()).pk, actor=other, **NOW)
    made.refresh_from_db()
    old.refresh_from_db()
    new = made.sheets.get(status="issued")
    assert (made.holder, old.status, old.superseded_by, old.ended_because) == (
        "UD Benar", "superseded", new, "Salah ketik",
    )  # fmt: skip
    assert [(entry.kind, entry.actor) for entry in entries_of(made.stream)[-4:]] == [
        ("correction.approved", other.id),
        ("certificate.corrected", other.id),
        ("sheet.superseded", other.id),
        ("sheet.issued", other.id),
    ]
    assert (check().faults, list(register_faults(ON))) == ((), [])


def test_every_fact_is_corrected_and_taken_away_where_the_certificate_does_not_say_it():
    made = factories.certificate(title="Salah", expiry_date="2030-03-16", budget_year=2025)
    values = {
        "number": "18/2026", "holder": "UD Benar", "issuer": "Lembaga B (LSPr-001-IDN)", "district_code": "35.78",
        "product": "Kerupuk", "title": "", "standard": "SNI 1", "scheme_type": "5", "class": "30",
        "application_number": "A-1", "filing_date": "2025-12-01", "issue_date": "2026-03-18", "expiry_date": None,
        "budget_year": 2026,
    }  # fmt: skip
    one = proposed(made, somebody(), values)
    assert one.changes.keys() == values.keys()
    approve_correction(one.pk, actor=second(), **NOW)
    made.refresh_from_db()
    assert (made.number, made.issuer_accreditation, made.expiry_date, made.title, made.classification) == (
        "18/2026", "LSPr-001-IDN", None, "", "30",
    )  # fmt: skip
    assert list(register_faults(ON)) == []


def test_a_record_without_a_sheet_is_corrected_alone_and_the_counts_follow():
    made = factories.certificate(district_code="35.15")
    approve_correction(proposed(made, somebody(), {"district_code": "35.78"}).pk, actor=second(), **NOW)
    made.refresh_from_db()
    assert (made.district_code, made.sheet, made.sheets.count()) == ("35.78", "none", 0)
    counted = RegisterCount.objects.filter(number__gt=0, kind="sppt_sni").values_list("district_code", flat=True)
    assert ("35.15" in counted, "35.78" in counted) == (False, True)
    assert entries_of(made.stream)[-1].kind == "certificate.corrected"


def test_a_withdrawn_sheet_stays_withdrawn():
    made = factories.issued()
    withdraw_sheet(made.sheets.get().slug, "salah cetak", actor=CONSOLE, **NOW)
    approve_correction(proposed(made, somebody()).pk, actor=second(), **NOW)
    made.refresh_from_db()
    assert (made.holder, made.sheet, made.sheets.count()) == ("UD Benar", "withdrawn", 1)


def test_nobody_decides_on_what_he_proposed_whatever_his_grants():
    made, one = factories.certificate(), somebody()
    waiting = proposed(made, one)
    for act in (
        lambda: approve_correction(waiting.pk, actor=one, **NOW),
        lambda: reject_correction(waiting.pk, "tidak", actor=one, **NOW),
    ):
        with pytest.raises(NotPermitted) as refused:
            act()
        why = refused.value.refusal
        assert (why.code, [role.code for role in why.who_could]) == (
            "same_person", ["activity_officer", "head_of_division"],
        )  # fmt: skip
    waiting.refresh_from_db()
    assert waiting.state == "proposed"


@pytest.mark.parametrize(
    ("values", "why", "code"),
    [
        ({"holder": "X"}, " ", "reason_missing"),
        ({"holder": ""}, "salah", "holder_missing"),
        ({"kind": "iso"}, "salah", "not_correctable"),
        ({"product": "Keripik tempe"}, "salah", "nothing_changed"),
        ({"number": "LAIN"}, "salah", "number_taken"),
        ({"holder": "=1+1"}, "salah", "text_unclear"),
        ({"expiry_date": "2020-01-01"}, "salah", "expiry_before_issue"),
        ({"issuer": ""}, "salah", "issuer_missing"),
        ({"district_code": ""}, "salah", "district_missing"),
    ],
)
def test_what_could_not_stand_is_not_proposed(values, why, code):
    factories.certificate(number="LAIN")
    made = factories.issued()
    before = Entry.objects.count()
    with pytest.raises(CorrectionRefused, match=code):
        propose_correction(made.pk, values, why, actor=somebody(), **NOW)
    assert (Correction.objects.count(), Entry.objects.count()) == (0, before)


def test_the_same_proposal_does_not_wait_twice():
    made = factories.certificate()
    proposed(made, somebody())
    with pytest.raises(CorrectionRefused, match="already_proposed"):
        proposed(made, second("verifier"))


def test_a_proposal_about_what_the_record_says_no_more_is_not_approved():
    made = factories.issued()
    waiting, other = proposed(made, somebody()), second()
    supersede_sheet(made.sheets.get().slug, {"holder": "UD Ketiga"}, "salah", actor=CONSOLE, **NOW)
    with pytest.raises(CorrectionRefused, match="record_changed_since"):
        approve_correction(waiting.pk, actor=other, **NOW)
    assert reject_correction(waiting.pk, " usang ", actor=other, **NOW).remark == "usang"


def test_a_number_that_was_given_away_meanwhile_undoes_the_approval_whole():
    waiting = proposed(factories.issued(), somebody(), {"number": "LAIN"})
    factories.certificate(number="LAIN")
    before = Entry.objects.count()
    with pytest.raises(CorrectionRefused, match="number_taken"):
        approve_correction(waiting.pk, actor=second(), **NOW)
    waiting.refresh_from_db()
    assert (waiting.state, Entry.objects.count()) == ("proposed", before)


def test_rejecting_takes_a_remark_and_withdrawing_whoever_proposed():
    one, other = somebody("verifier"), second("activity_officer")
    waiting = proposed(factories.certificate(), one)
    with pytest.raises(CorrectionRefused, match="remark_missing"):
        reject_correction(waiting.pk, "", actor=other, **NOW)
    with pytest.raises(CorrectionRefused, match="other_person"):
        withdraw_correction(waiting.pk, actor=other, **NOW)
    assert withdraw_correction(waiting.pk, actor=one, **NOW).state == "withdrawn"
    with pytest.raises(CorrectionRefused, match="not_open"):
        approve_correction(waiting.pk, actor=other, **NOW)
    assert list(register_faults(ON)) == []


@pytest.mark.parametrize("role", ["head_of_division", "leadership", "operator", "treasurer", "head_of_office"])
def test_who_may_not_propose(role):
    made = factories.certificate()
    with pytest.raises(NotPermitted):
        proposed(made, somebody(role))


@pytest.mark.parametrize("role", ["verifier", "district_proposer", "leadership", "operator"])
def test_who_may_not_decide(role):
    waiting, by = proposed(factories.certificate(), somebody()), factories.actor(role)
    for act in (
        lambda: approve_correction(waiting.pk, actor=by, **NOW),
        lambda: reject_correction(waiting.pk, "tidak", actor=by, **NOW),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_certificate_goes_to_no_district_outside_the_grant_of_whoever_approves():
    made = factories.certificate(district_code="35.15")
    waiting = proposed(made, somebody("district_proposer", "35.15"), {"district_code": "35.78"})
    with pytest.raises(NotPermitted) as refused:
        approve_correction(waiting.pk, actor=second(area="35.15"), **NOW)
    made.refresh_from_db()
    assert (refused.value.refusal.code, made.district_code) == ("other_area", "35.15")


def test_a_sheet_that_lacks_its_district_by_then_is_not_replaced():
    made = factories.issued()
    waiting = proposed(made, somebody())
    Certificate.objects.filter(pk=made.pk).update(district_code="")
    with pytest.raises(SheetRefused, match="district_missing"):
        approve_correction(waiting.pk, actor=second(), **NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the tests' SQLite is one connection")
def test_of_two_who_approve_at_once_one_wins():
    made = factories.certificate()
    waiting = proposed(made, somebody())
    people = [second(), somebody("activity_officer", email="tiga@contoh.id")]
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def approve(by: Actor) -> None:
        try:
            start.wait(10)
            approve_correction(waiting.pk, actor=by, **NOW)
            outcomes.append("approved")
        except CorrectionRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["approved", "not_open"]
    assert [entry.kind for entry in entries_of(made.stream)].count("correction.approved") == 1
