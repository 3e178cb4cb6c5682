import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.states import SheetStatus, Status
from setara.kernel.credentials.canonical import canonical
from setara.kernel.credentials.examine import Examined, examined_credential, examined_qr
from setara.kernel.credentials.findings import CheckName, Result, failed, not_checked, passed
from setara.kernel.credentials.status_list import StatusPurpose
from setara.kernel.credentials.status_lookup import ListAtHand
from setara.kernel.credentials.verdict import (
    Attachment,
    Evidence,
    Obstacle,
    Outcome,
    PdfFindings,
    RegisterAnswer,
    Registered,
    Source,
    decide,
)
from tests.kernel.credentials.samples import FACTS, FORGER_CREDENTIAL_KEY, MOMENT, OFFICE, TODAY, printed, sealed, token

CREDENTIAL = examined_credential(canonical(sealed()), OFFICE)
ALTERED = examined_credential(canonical({**sealed(), "name": "x"}), OFFICE)
FORGED = examined_credential(canonical(sealed(key=FORGER_CREDENTIAL_KEY)), OFFICE)
FOREIGN = examined_credential(b'{"id": "https://other.example/v/x"}', OFFICE)
QR = examined_qr(printed(token()), OFFICE)
OTHER_HOST = examined_qr(printed(token(), "https://evil.example"), OFFICE)

ON_FILE = Registered(Status.ACTIVE, SheetStatus.ISSUED, digest_recorded=True, file_recorded=True)
RECORD = Registered(Status.ACTIVE, SheetStatus.ISSUED, issue_date=FACTS.issue_date, expiry_date=FACTS.expiry_date)
PAGE = PdfFindings(signatures=1, intact=True, signer_pinned=True, covers_whole_file=True, attachment=Attachment.COVERED)
OFFLINE, MISSING = RegisterAnswer.NOT_ASKED, RegisterAnswer.NOT_FOUND
REVOCATION, SUSPENSION = StatusPurpose
CLEAR = ListAtHand(MOMENT, MOMENT + dt.timedelta(hours=24), is_set=False)
SET = replace(CLEAR, is_set=True)
LISTS = {REVOCATION: CLEAR, SUSPENSION: CLEAR}


def verdict(source, register, on=TODAY, moment=MOMENT, **found):
    return decide(Evidence(source, register, **found), on=on, moment=moment)


def said(*evidence, **found):
    answer = verdict(*evidence, **found)
    return answer.outcome.value, answer.reason


@pytest.mark.parametrize(
    ("register", "found", "answer"),
    [
        (ON_FILE, {}, ("valid", "valid_online")),
        (OFFLINE, {}, ("valid", "valid_offline")),
        (OFFLINE, {"lists": LISTS}, ("valid", "valid_by_list")),
        (OFFLINE, {"lists": dict.fromkeys(StatusPurpose, "not_json")}, ("valid", "valid_offline")),
        (OFFLINE, {"lists": {REVOCATION: SET, SUSPENSION: CLEAR}}, ("revoked", "listed_revoked")),
        (OFFLINE, {"lists": {REVOCATION: CLEAR, SUSPENSION: SET}}, ("suspended", "listed_suspended")),
        (OFFLINE, {"lists": {REVOCATION: SET, SUSPENSION: SET}}, ("revoked", "listed_revoked")),
        (OFFLINE, {"lists": {REVOCATION: SET, SUSPENSION: CLEAR}, "moment": MOMENT + dt.timedelta(hours=25)},
         ("valid", "valid_offline")),
        (OFFLINE, {"lists": LISTS, "moment": MOMENT - dt.timedelta(seconds=1)}, ("valid", "valid_offline")),
        (ON_FILE, {"lists": {REVOCATION: SET}}, ("valid", "valid_online")),
        (MISSING, {}, ("altered", "not_in_register")),
        (replace(ON_FILE, digest_recorded=False), {}, ("altered", "digest_not_recorded")),
        (replace(ON_FILE, sheet=SheetStatus.WITHDRAWN, status=Status.REVOKED), {}, ("withdrawn", "state_withdrawn")),
        (replace(ON_FILE, sheet=SheetStatus.SUPERSEDED, status=Status.REVOKED), {}, ("superseded", "state_superseded")),
        (replace(ON_FILE, status=Status.REVOKED), {}, ("revoked", "state_revoked")),
        (replace(ON_FILE, status=Status.LAPSED), {}, ("lapsed", "state_lapsed")),
        (replace(ON_FILE, status=Status.SUSPENDED), {}, ("suspended", "state_suspended")),
        (replace(ON_FILE, status=Status.SUSPENDED), {"on": dt.date(2040, 1, 1)}, ("suspended", "state_suspended")),
        (ON_FILE, {"on": dt.date(2030, 3, 16)}, ("valid", "valid_online")),
        (ON_FILE, {"on": dt.date(2030, 3, 17)}, ("expired", "expiry_day_past")),
        (ON_FILE, {"on": dt.date(2026, 3, 17)}, ("valid", "valid_online")),
        (ON_FILE, {"on": dt.date(2026, 3, 16)}, ("not_yet_valid", "issue_day_ahead")),
        (ON_FILE, {"obstacle": Obstacle.REGISTER_UNREACHABLE}, ("cannot_check", "register_unreachable")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("source", "examined"), [(Source.CREDENTIAL, CREDENTIAL), (Source.QR, QR)])
def test_genuine_input_is_judged_by_register_list_and_dates(source, examined, register, found, answer):
    assert said(source, register, examined=examined, **found) == answer


@pytest.mark.parametrize(
    ("source", "examined", "answer"),
    [
        (Source.CREDENTIAL, ALTERED, ("altered", "signature_mismatch")),
        (Source.CREDENTIAL, FORGED, ("altered", "signature_mismatch")),
        (Source.CREDENTIAL, FOREIGN, ("unknown_here", "names_another_office")),
        (Source.QR, OTHER_HOST, ("altered", "other_host")),
        (Source.QR, examined_qr("12345", OFFICE), ("unknown_here", "names_another_office")),
        (Source.QR, examined_qr("https://sertifikat.example/v#12345", OFFICE), ("altered", "not_canonical_cbor")),
    ],
)
@pytest.mark.parametrize("register", [ON_FILE, OFFLINE, MISSING])
def test_forged_and_foreign_input_is_told_whatever_the_register_says(source, examined, answer, register):
    assert said(source, register, examined=examined) == answer


STALE = replace(SET, valid_until=MOMENT - dt.timedelta(seconds=1))


@pytest.mark.parametrize(
    ("lists", "status"),
    [
        ({}, not_checked("no_list")),
        ({REVOCATION: CLEAR}, not_checked("no_list")),
        ({SUSPENSION: CLEAR}, not_checked("no_list")),
        ({REVOCATION: SET}, failed("listed_revoked")),
        ({SUSPENSION: SET}, failed("listed_suspended")),
        ({REVOCATION: SET, SUSPENSION: "not_json"}, failed("listed_revoked")),
        ({REVOCATION: SET, SUSPENSION: STALE}, failed("listed_revoked")),
        ({REVOCATION: "not_json", SUSPENSION: SET}, failed("listed_suspended")),
        ({REVOCATION: STALE, SUSPENSION: SET}, failed("listed_suspended")),
        ({REVOCATION: "not_json"}, not_checked("no_list")),
        ({REVOCATION: "not_json", SUSPENSION: STALE}, not_checked("list_unusable")),
        ({REVOCATION: CLEAR, SUSPENSION: STALE}, not_checked("list_out_of_date")),
        (LISTS, passed("listed_clear")),
    ],
)
def test_a_set_bit_in_one_good_list_decides_and_clear_needs_both(lists, status):
    assert verdict(Source.QR, OFFLINE, examined=QR, lists=lists).checks[CheckName.STATUS] == status


@pytest.mark.parametrize(
    ("named", "unrecorded", "answer"),
    [
        (True, True, ("altered", "file_not_recorded")),
        (True, False, ("cannot_check", "file_too_large")),
        (False, True, ("cannot_check", "file_too_large")),
        (False, False, ("cannot_check", "file_too_large")),
    ],
)
def test_an_unopened_file_is_altered_only_where_it_names_the_office_and_is_on_no_record(named, unrecorded, answer):
    found = {"obstacle": Obstacle.FILE_TOO_LARGE, "names_this_office": named, "file_unrecorded": unrecorded}
    assert said(Source.PDF, OFFLINE, **found) == answer


def test_nothing_untrusted_is_judged_by_its_own_dates_or_place():
    checks = verdict(Source.CREDENTIAL, ON_FILE, examined=ALTERED).checks
    assert {name: finding.result for name, finding in checks.items()} == {
        CheckName.SIGNATURE: Result.FAILED,
        **dict.fromkeys(list(CheckName)[1:], Result.NOT_CHECKED),
    }


FORGED_PAGE = replace(PAGE, signer_pinned=False)


@pytest.mark.parametrize(
    ("pdf", "examined", "register", "answer"),
    [
        (PAGE, CREDENTIAL, ON_FILE, ("valid", "valid_online")),
        (PAGE, CREDENTIAL, OFFLINE, ("valid", "valid_offline")),
        (replace(PAGE, signatures=0), CREDENTIAL, ON_FILE, ("altered", "facts_genuine_page_not")),
        (replace(PAGE, signatures=2), CREDENTIAL, ON_FILE, ("altered", "facts_genuine_page_not")),
        (replace(PAGE, intact=False), CREDENTIAL, ON_FILE, ("altered", "facts_genuine_page_not")),
        (FORGED_PAGE, CREDENTIAL, ON_FILE, ("altered", "facts_genuine_page_not")),
        (replace(PAGE, covers_whole_file=False), CREDENTIAL, OFFLINE, ("altered", "facts_genuine_page_not")),
        (replace(PAGE, attachment=Attachment.NOT_COVERED), CREDENTIAL, OFFLINE, ("altered", "facts_genuine_page_not")),
        (replace(PAGE, attachment=Attachment.SEVERAL), CREDENTIAL, OFFLINE, ("altered", "facts_genuine_page_not")),
        (PAGE, CREDENTIAL, replace(ON_FILE, file_recorded=False), ("altered", "facts_genuine_page_not")),
        (PAGE, CREDENTIAL, replace(ON_FILE, digest_recorded=False), ("altered", "digest_not_recorded")),
        (PAGE, CREDENTIAL, MISSING, ("altered", "not_in_register")),
        (PAGE, ALTERED, ON_FILE, ("altered", "signature_mismatch")),
        (PAGE, FOREIGN, ON_FILE, ("altered", "no_proof")),
        (FORGED_PAGE, FOREIGN, ON_FILE, ("unknown_here", "names_another_office")),
        (replace(PAGE, attachment=Attachment.MISSING), None, OFFLINE, ("altered", "attachment_missing")),
        (replace(FORGED_PAGE, attachment=Attachment.MISSING), None, OFFLINE, ("unknown_here", "names_another_office")),
        (PAGE, CREDENTIAL, replace(ON_FILE, status=Status.REVOKED), ("revoked", "state_revoked")),
        (None, CREDENTIAL, ON_FILE, ("cannot_check", "not_looked_at")),
    ],
)
def test_a_pdf_needs_facts_and_page(pdf, examined, register, answer):
    assert said(Source.PDF, register, examined=examined, pdf=pdf) == answer


def test_a_page_that_only_shows_the_offices_name_is_altered():
    page = PdfFindings(0, intact=False, signer_pinned=False, covers_whole_file=False, attachment=Attachment.MISSING)
    assert said(Source.PDF, ON_FILE, pdf=page, names_this_office=True) == ("altered", "no_signature")
    damaged = replace(page, readable=False)
    assert said(Source.PDF, ON_FILE, pdf=damaged, names_this_office=True) == ("altered", "not_strictly_readable")


@pytest.mark.parametrize(
    ("pdf", "signature", "coverage"),
    [
        (None, not_checked("not_a_pdf"), not_checked("not_a_pdf")),
        (PAGE, passed("signed_by_office"), passed("whole_file")),
        (replace(PAGE, signatures=0), failed("no_signature"), not_checked("no_signature")),
        (replace(PAGE, signatures=2), failed("several_signatures"), not_checked("several_signatures")),
        (replace(PAGE, intact=False, signer_pinned=False), failed("page_changed"), passed("whole_file")),
        (replace(PAGE, signer_pinned=False), failed("signer_unknown"), passed("whole_file")),
        (replace(PAGE, as_sealed=False), failed("unknown_suite"), passed("whole_file")),
        (replace(FORGED_PAGE, as_sealed=False), failed("signer_unknown"), passed("whole_file")),
        (replace(PAGE, readable=False), failed("not_strictly_readable"), not_checked("not_strictly_readable")),
        (replace(PAGE, covers_whole_file=False), passed("signed_by_office"), failed("not_whole_file")),
        (replace(PAGE, attachment=Attachment.SEVERAL), passed("signed_by_office"), failed("attachment_several")),
    ],
)
def test_page_checks_say_what_they_saw(pdf, signature, coverage):
    checks = verdict(Source.PDF, OFFLINE, examined=CREDENTIAL, pdf=pdf).checks
    assert (checks[CheckName.PDF_SIGNATURE], checks[CheckName.PDF_COVERAGE]) == (signature, coverage)


@pytest.mark.parametrize(
    ("register", "on", "answer"),
    [
        (RECORD, TODAY, ("valid", "valid_record")),
        (RECORD, dt.date(2030, 3, 17), ("expired", "expiry_day_past")),
        (RECORD, dt.date(2026, 3, 16), ("not_yet_valid", "issue_day_ahead")),
        (replace(RECORD, status=Status.REVOKED), TODAY, ("revoked", "state_revoked")),
        (replace(RECORD, sheet=SheetStatus.WITHDRAWN), TODAY, ("withdrawn", "state_withdrawn")),
        (replace(RECORD, sheet=SheetStatus.NONE), TODAY, ("unknown_here", "not_issued")),
        (MISSING, TODAY, ("unknown_here", "no_such_record")),
        (OFFLINE, TODAY, ("cannot_check", "not_looked_at")),
    ],
)
def test_a_records_address_is_judged_by_the_register_alone(register, on, answer):
    assert said(Source.RECORD, register, on=on) == answer


def test_a_certificate_that_names_no_end_says_so():
    checks = verdict(Source.RECORD, replace(RECORD, expiry_date=None)).checks
    assert checks[CheckName.VALIDITY] == passed("no_end_named")
    assert checks[CheckName.REGISTER_DIGEST] == not_checked("register_only")


def test_a_genuine_document_of_another_sort_is_not_judged():
    other = Examined(names_this_office=True, signature=passed("genuine"), issuer=not_checked("another_document"))
    assert said(Source.CREDENTIAL, OFFLINE, examined=other) == ("cannot_check", "another_document")


FINDINGS = st.sampled_from([passed("genuine"), failed("signature_mismatch"), not_checked("unreadable")])
ANYTHING = st.builds(
    Evidence,
    source=st.sampled_from(Source),
    register=st.sampled_from([OFFLINE, MISSING])
    | st.builds(
        Registered,
        status=st.sampled_from(Status),
        sheet=st.sampled_from(SheetStatus),
        digest_recorded=st.booleans(),
        file_recorded=st.booleans(),
    ),
    examined=st.none() | st.builds(Examined, names_this_office=st.booleans(), signature=FINDINGS, issuer=FINDINGS),
    pdf=st.none()
    | st.builds(
        PdfFindings,
        signatures=st.integers(0, 2),
        intact=st.booleans(),
        signer_pinned=st.booleans(),
        covers_whole_file=st.booleans(),
        attachment=st.sampled_from(Attachment),
        as_sealed=st.booleans(),
        readable=st.booleans(),
    ),
    lists=st.dictionaries(st.sampled_from(StatusPurpose), st.sampled_from(["not_json", CLEAR, SET])),
    names_this_office=st.booleans(),
    obstacle=st.none() | st.sampled_from(Obstacle),
    file_unrecorded=st.booleans(),
)


@given(ANYTHING)
def test_nothing_is_valid_that_was_not_proved(evidence):
    answer = decide(evidence, on=TODAY, moment=MOMENT)
    assert list(answer.checks) == list(CheckName)
    if answer.outcome is not Outcome.VALID:
        return
    assert not any(finding.has_failed for finding in answer.checks.values())
    if evidence.source is Source.RECORD:
        assert answer.checks[CheckName.STATUS].has_passed
        return
    assert evidence.examined.signature.has_passed
    assert evidence.examined.issuer.has_passed
    assert evidence.register is OFFLINE or answer.checks[CheckName.REGISTER_DIGEST].has_passed
    if evidence.source is Source.PDF:
        assert evidence.pdf == PAGE
