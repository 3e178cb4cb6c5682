import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import CONFORMITY_KINDS, Kind
from setara.kernel.credentials.canonical import canonical, parsed
from setara.kernel.credentials.credential import certificate_credential, opened, terms
from setara.kernel.credentials.unreadable import UnreadableError
from tests.kernel.credentials.samples import BASE, DID, FACTS, RECORDING

DOCUMENT = certificate_credential(FACTS, RECORDING)
SAID = st.text(max_size=30)
MUST = st.text(min_size=1, max_size=30)
DATES = st.none() | st.dates()
ANY_FACTS = st.builds(
    CertificateFacts,
    kind=st.sampled_from(Kind),
    number=MUST,
    issuer=MUST,
    holder=MUST,
    district_code=st.sampled_from(["", "35.15", "35.78", "11.01"]),
    issuer_accreditation=SAID,
    product=SAID,
    title=SAID,
    standard=SAID,
    scheme_type=SAID,
    classification=SAID,
    application_number=SAID,
    filing_date=DATES,
    issue_date=DATES,
    expiry_date=DATES,
    budget_year=st.none() | st.integers(2000, 2100),
)
ANY_RECORDING = st.builds(
    replace,
    st.just(RECORDING),
    original_sha256=st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex),
    status_index=st.integers(0, 10**7),
)


@given(ANY_FACTS, ANY_RECORDING)
def test_a_credential_reads_back_to_its_facts(facts, recording):
    document = parsed(canonical(certificate_credential(facts, recording)))
    assert opened(document, base=BASE) == (facts, recording)


def test_the_three_statements_are_kept_apart():
    subject = DOCUMENT["credentialSubject"]
    assert DOCUMENT["issuer"] == {"id": DID, "name": RECORDING.office}
    assert subject["issuedBy"] == {"name": FACTS.issuer, "accreditation": FACTS.issuer_accreditation}
    assert subject["recordedBy"] == {"id": DID, "name": RECORDING.office, "originalSha256": "a" * 64}
    assert subject["programme"] == {"budgetYear": 2026}


def test_an_original_that_is_not_on_file_is_null():
    document = certificate_credential(FACTS, replace(RECORDING, original_sha256=None))
    assert document["credentialSubject"]["recordedBy"]["originalSha256"] is None


@pytest.mark.parametrize("kind", Kind)
def test_only_conformity_kinds_have_a_conformity_type(kind):
    types = certificate_credential(replace(FACTS, kind=kind), RECORDING)["type"]
    assert ("ConformityCertificateRecord" in types) == (kind in CONFORMITY_KINDS)


def test_the_expiry_day_is_included_in_jakarta():
    assert DOCUMENT["validUntil"] == "2030-03-16T16:59:59Z"
    assert "validUntil" not in certificate_credential(replace(FACTS, expiry_date=None), RECORDING)


W3C_TERMS = {
    "@context", "id", "type", "name", "issuer", "validFrom", "validUntil", "credentialStatus", "credentialSubject",
    "statusPurpose", "statusListIndex", "statusListCredential",
    "VerifiableCredential", "BitstringStatusListEntry",
}  # fmt: skip


def terms_used(value):
    if isinstance(value, dict):
        for name, member in value.items():
            yield name
            if name == "type":
                yield from [member] if isinstance(member, str) else member
            elif name != "@context":
                yield from terms_used(member)
    elif isinstance(value, list):
        for item in value:
            yield from terms_used(item)


def test_every_term_has_a_meaning_in_the_contexts():
    everything = replace(FACTS, title="T", classification="30", application_number="A", filing_date=FACTS.issue_date)
    used = set(terms_used(certificate_credential(everything, RECORDING)))
    assert used - W3C_TERMS == set(terms(BASE))


@pytest.mark.parametrize(
    ("facts", "recording"),
    [
        (replace(FACTS, number=""), RECORDING),
        (replace(FACTS, issuer=""), RECORDING),
        (replace(FACTS, holder=""), RECORDING),
        (replace(FACTS, district_code="99.99"), RECORDING),
        (FACTS, replace(RECORDING, slug="short")),
        (FACTS, replace(RECORDING, original_sha256="A" * 64)),
        (FACTS, replace(RECORDING, recorded_at=dt.datetime(2026, 1, 1))),
    ],
)
def test_facts_that_nobody_can_vouch_for_are_refused(facts, recording):
    with pytest.raises(ValueError, match=r"."):
        certificate_credential(facts, recording)


def changed(**members):
    return {**DOCUMENT, **members}


def with_subject(**members):
    return changed(credentialSubject={**DOCUMENT["credentialSubject"], **members})


def with_status(**members):
    first, second = DOCUMENT["credentialStatus"]
    return changed(credentialStatus=[{**first, **members}, second])


def without(*path):
    copy = json.loads(json.dumps(DOCUMENT))
    place = copy
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return copy


SUBJECT = DOCUMENT["credentialSubject"]
ISSUER = DOCUMENT["issuer"]
RECORDED = SUBJECT["recordedBy"]


@pytest.mark.parametrize(
    "document",
    [
        without("type"),
        without("validUntil"),
        without("credentialSubject", "id"),
        without("credentialSubject", "type"),
        without("credentialSubject", "name"),
        without("credentialSubject", "expiryDate"),
        without("credentialSubject", "recordedBy", "originalSha256"),
        without("credentialSubject", "district", "name"),
        changed(type=DOCUMENT["type"][:2]),
        changed(type=DOCUMENT["type"][::-1]),
        changed(type=[*DOCUMENT["type"], "X"]),
        changed(evidence=[]),
        changed(validUntil="2030-03-17T16:59:59Z"),
        changed(validFrom="2026-11-24T24:00:00Z"),
        changed(issuer={**ISSUER, "url": "x"}),
        changed(issuer={**ISSUER, "name": "Dinas Lain"}),
        with_subject(id=f"{BASE}/v/AAAAAAAAAAAAAAAA#certificate"),
        with_subject(owner="x"),
        with_subject(name=""),
        with_subject(kind="barcode"),
        with_subject(holder={"name": "UD Contoh Makmur", "nik": "1"}),
        with_subject(issuedBy={"name": "x", "accreditation": ""}),
        with_subject(recordedBy={**RECORDED, "id": "did:web:other.example"}),
        with_subject(recordedBy={**RECORDED, "name": "Dinas Lain"}),
        with_subject(recordedBy={**RECORDED, "originalSha256": "a" * 63}),
        with_subject(recordedBy={**RECORDED, "originalSha256": "A" * 64}),
        with_subject(recordedBy={**RECORDED, "originalSha256": ""}),
        with_subject(district={"code": "3515", "name": "x"}),
        with_subject(district={"code": "\u0663\u0665.\u0661\u0665", "name": "x"}),
        with_subject(district={"code": "35.15", "name": "x", "province": "y"}),
        with_subject(issueDate="2026-2-3"),
        with_subject(issueDate="2026-02-31"),
        with_subject(filingDate=None),
        with_subject(programme={}),
        with_subject(programme={"budgetYear": True}),
        with_subject(programme={"budgetYear": 2026, "x": 1}),
    ],
)
def test_whatever_the_office_would_not_have_made_of_these_facts_is_no_credential(document):
    with pytest.raises(UnreadableError) as refusal:
        opened(document, base=BASE)
    assert refusal.value.code == "not_a_credential"


def test_names_of_kind_and_district_may_be_those_of_an_earlier_table():
    earlier = with_subject(name="Sertifikat SNI", district={"code": "39.99", "name": "Kabupaten Lama"})
    assert opened(earlier, base=BASE) == (replace(FACTS, district_code="39.99"), RECORDING)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "unknown_context"),
        (changed(**{"@context": [*DOCUMENT["@context"], "https://evil.example"]}), "unknown_context"),
        (changed(**{"@context": [DOCUMENT["@context"][0], terms("https://other.example")]}), "unknown_context"),
        (changed(id=7), "not_a_credential"),
        (changed(id="https://other.example/v/AAECAwQFBgcICQoL"), "not_a_credential"),
        (changed(id=f"{BASE}/v/short"), "not_a_credential"),
        (changed(issuer=DID), "not_a_credential"),
        (changed(validFrom="2026"), "not_a_credential"),
        (changed(credentialSubject=[]), "not_a_credential"),
        (changed(credentialStatus=[]), "not_a_credential"),
        (changed(credentialStatus=["x", "y"]), "not_a_credential"),
        (with_status(statusListIndex=7), "not_a_credential"),
        (with_status(statusListIndex="07"), "not_a_credential"),
        (with_status(statusListIndex="131072"), "not_a_credential"),
        (with_status(statusListIndex="8"), "not_a_credential"),
        (with_status(statusListCredential="https://other.example/status/revocation-2.json"), "not_a_credential"),
        (with_status(statusListCredential=f"{BASE}/x"), "not_a_credential"),
        (with_subject(kind="halal"), "not_a_credential"),
        (with_subject(number=""), "not_a_credential"),
        (with_subject(product=5), "not_a_credential"),
        (with_subject(issueDate="17-03-2026"), "not_a_credential"),
        (with_subject(programme={"budgetYear": "2026"}), "not_a_credential"),
    ],
)
def test_other_documents_are_not_opened(document, code):
    with pytest.raises(UnreadableError) as refusal:
        opened(document, base=BASE)
    assert refusal.value.code == code
