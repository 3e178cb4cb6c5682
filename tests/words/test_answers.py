import datetime as dt
import json

import pytest

from setara.certificates.acts.decisions import Letter
from setara.issuance.acts.decide import decide
from setara.issuance.verification import Asking, verify
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import EntryKind
from setara.words.answers import as_json
from tests import factories
from tests.factories import AT, ON
from tests.issuance.forgeries import pdf_of, sheet_of

pytestmark = pytest.mark.django_db

STATEMENTS = {"issued_by", "recorded_by", "handed_over_by"}


def answered(content, *, online=True):
    return as_json(verify(content, Asking(ON, AT, online=online)))


def test_answer_has_the_members_of_the_contract_and_codes_only():
    found = answered(pdf_of(factories.issued()))
    assert list(found) == ["outcome", "reason", "checks", "certificate"]
    assert (found["outcome"], found["reason"]) == ("valid", "valid_online")
    assert [list(check) for check in found["checks"]] == [["check", "result", "detail"]] * 7
    assert {check["result"] for check in found["checks"]} == {"passed"}
    assert json.loads(json.dumps(found)) == found


def test_three_statements_are_apart():
    made = factories.issued(handover_date="2026-11-23", issuer="Lembaga A (LSPr-000-IDN)")
    said = answered(pdf_of(made))["certificate"]
    assert said["issued_by"] == {
        "name": "Lembaga A (LSPr-000-IDN)",
        "accreditation": "LSPr-000-IDN",
        "date": "2026-03-17",
    }
    assert (said["recorded_by"]["date"], said["recorded_by"]["original_sha256"]) == ("2026-11-24", None)
    assert said["handed_over_by"]["date"] == "2026-11-23"
    assert said["recorded_by"]["name"] != said["issued_by"]["name"]


def test_hand_over_that_did_not_happen_is_not_said():
    assert answered(pdf_of(factories.issued()))["certificate"]["handed_over_by"] is None


def test_decision_in_force_is_said_with_its_letter():
    made = factories.issued()
    letter = Letter("SK-1", ON - dt.timedelta(days=2), "Survailen")
    decide(made.pk, EntryKind.SUSPENDED, letter, ON - dt.timedelta(days=1), actor=CONSOLE, at=AT, on=ON)
    later = Letter("SK-2", ON, "Dicabut")
    decide(made.pk, EntryKind.REVOKED, later, ON + dt.timedelta(days=1), actor=CONSOLE, at=AT, on=ON)
    said = answered(pdf_of(made))["certificate"]
    assert (said["state"], said["decision"]) == (
        "suspended",
        {
            "letter_number": "SK-1",
            "letter_date": "2026-11-22",
            "effective": "2026-11-23",
            "reason": "Survailen",
            "reason_en": None,
        },
    )


@pytest.mark.parametrize("form", ["credential", "qr"])
def test_offline_says_what_the_document_itself_says(form):
    made = factories.issued()
    sheet = sheet_of(made)
    text = {"credential": sheet.credential, "qr": sheet.qr_text}[form]
    said = answered(text.encode(), online=False)["certificate"]
    assert (said["slug"], said["kind"], said["number"], said["holder"], said["issuer"]) == (
        sheet.slug, "sppt_sni", made.number, made.holder, made.issuer,
    )  # fmt: skip
    assert (said["issue_date"], said["expiry_date"]) == ("2026-03-17", "2030-03-16")
    assert STATEMENTS.isdisjoint(said)


def test_nothing_is_said_of_what_nobody_vouches_for():
    factories.office()
    assert answered(b"salam")["certificate"] is None
    assert answered(b"https://sertifikat.example/v/AAAAAAAAAAAAAAAA")["certificate"] is None


def test_no_personal_data_is_public():
    made = factories.issued(nib="9935150000123")
    made.business.owner, made.business.phone = "Siti Rahasia", "+6281200001234"
    made.business.save()
    said = json.dumps(answered(pdf_of(made))) + sheet_of(made).credential
    assert [word for word in ("9935150000123", "Rahasia", "81200001234") if word in said] == []
