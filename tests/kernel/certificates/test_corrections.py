import datetime as dt
from dataclasses import replace

import pytest

from setara.kernel.certificates.corrections import (
    CORRECTABLE,
    CorrectionState,
    Proposal,
    correction_refusal,
    proposal_refusal,
)
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


PROPOSED, APPROVED, REJECTED, WITHDRAWN = CorrectionState
STANDS = {"holder": "UD Maju", "product": "Keripik"}


@pytest.mark.parametrize(
    ("to", "by", "code"),
    [
        (APPROVED, "user:2", None),
        (APPROVED, "user:1", "same_person"),
        (REJECTED, "user:2", None),
        (REJECTED, "user:1", "same_person"),
        (WITHDRAWN, "user:1", None),
        (WITHDRAWN, "user:2", "other_person"),
    ],
)
def test_who_brings_a_proposal_to_its_end(to, by, code):
    proposal = Proposal(PROPOSED, "user:1", {"holder": "UD Maju"}, {"holder": "UD Maju Jaya"})
    assert proposal_refusal(proposal, to, by, STANDS) == code


@pytest.mark.parametrize("state", [APPROVED, REJECTED, WITHDRAWN])
@pytest.mark.parametrize("by", ["user:1", "user:2"])
@pytest.mark.parametrize("to", [APPROVED, REJECTED, WITHDRAWN])
def test_what_came_to_its_end_stays_there(state, by, to):
    proposal = Proposal(state, "user:1", {"holder": "UD Maju"}, {"holder": "UD Maju Jaya"})
    assert proposal_refusal(proposal, to, by, STANDS) == "not_open"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ({"holder": "UD Lain"}, {"holder": "UD Maju Jaya"}, "record_changed_since"),
        ({"title": None}, {"title": "Batik"}, None),
        ({"holder": "UD Maju", "product": "Kerupuk"}, {"holder": "X", "product": "Y"}, "record_changed_since"),
        ({"holder": "UD Maju"}, {"holder": "UD Maju"}, "no_change"),
    ],
)
def test_only_what_the_record_still_says_is_corrected(old, new, code):
    assert proposal_refusal(Proposal(PROPOSED, "user:1", old, new), APPROVED, "user:2", STANDS) == code


def test_a_stale_proposal_can_still_be_rejected():
    proposal = Proposal(PROPOSED, "user:1", {"holder": "UD Lain"}, {"holder": "X"})
    assert proposal_refusal(proposal, REJECTED, "user:2", STANDS) is None
