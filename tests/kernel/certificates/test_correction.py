import datetime as dt
from dataclasses import replace

import pytest

from setara.kernel.certificates.correction import CORRECTABLE, correction_refusal
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind

DAY = dt.date(2026, 3, 17)
FACTS = CertificateFacts(Kind.ISO, "QMS 17", "Lembaga A", "UD Maju", "35.15", issue_date=DAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"holder": "UD Maju Jaya"}, None),
        ({"expiry_date": DAY}, None),
        ({"issue_date": None, "expiry_date": DAY - dt.timedelta(days=1)}, None),
        ({"expiry_date": DAY - dt.timedelta(days=1)}, "expiry_before_issue"),
        ({"holder": ""}, "holder_missing"),
        ({"number": ""}, "number_missing"),
        ({"holder": "UD Maju"}, "nothing_changed"),
        ({"kind": Kind.BARCODE}, "not_correctable"),
        ({"issuer_accreditation": "LSPr-001-IDN"}, "not_correctable"),
    ],
)
def test_correction(changes, code):
    assert correction_refusal(FACTS, replace(FACTS, **changes), changes.keys()) == code


@pytest.mark.parametrize("name", ["nib", "handover_date", "custody"])
def test_what_stands_on_no_certificate_is_no_correction(name):
    assert name not in CORRECTABLE
    assert correction_refusal(FACTS, FACTS, {name}) == "not_correctable"
