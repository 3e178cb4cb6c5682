import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.credentials import cwt
from setara.kernel.credentials.canonical import canonical
from setara.kernel.credentials.credential import certificate_credential, credential_digest
from setara.kernel.credentials.cwt import claims_for
from setara.kernel.credentials.digits import to_digits
from setara.kernel.credentials.examine import examined_credential, examined_qr, mentions
from setara.kernel.credentials.findings import failed, not_checked, passed
from setara.kernel.credentials.integrity import secured
from setara.kernel.credentials.status_list import StatusPurpose, status_list_credential
from tests.kernel.credentials.samples import (
    BASE,
    CREDENTIAL_KEY,
    DID,
    FACTS,
    FORGER_CREDENTIAL_KEY,
    FORGER_QR_KEY,
    KID,
    METHOD,
    MOMENT,
    OFFICE,
    OTHER_OFFICE,
    QR_KEY,
    RECORDING,
    printed,
    sealed,
    token,
)

MEMBERS = ["@context", "id", "type", "issuer", "proof", "credentialStatus", "credentialSubject", "verificationMethod",
           "cryptosuite", "created", "proofPurpose", "proofValue", "statusListCredential"]  # fmt: skip


def text(document):
    return canonical(document)


def signed(document, key=CREDENTIAL_KEY):
    return text(secured(document, key, verification_method=METHOD, created=MOMENT))


def test_a_genuine_credential_says_everything():
    examined = examined_credential(json.dumps(sealed(), indent=2), OFFICE)
    assert examined.names_this_office
    assert (examined.signature, examined.issuer) == (passed("genuine"), passed("this_office"))
    assert (examined.facts, examined.recording) == (FACTS, RECORDING)
    assert (examined.slug, examined.digest) == (RECORDING.slug, credential_digest(sealed()))
    assert (examined.issue_date, examined.expiry_date) == (FACTS.issue_date, FACTS.expiry_date)
    assert examined.status_index == RECORDING.status_index


FOREIGN = sealed(
    recording=replace(RECORDING, base=OTHER_OFFICE.base, did=OTHER_OFFICE.did),
    key=FORGER_CREDENTIAL_KEY,
    method="did:web:other.example#credential-2026",
)
UNSIGNED = certificate_credential(FACTS, RECORDING)
LIST = status_list_credential(
    [],
    url=f"{BASE}/status/revocation-1.json",
    issuer=DID,
    purpose=StatusPurpose.REVOCATION,
    valid_from=MOMENT,
    valid_until=MOMENT.replace(hour=9),
)


@pytest.mark.parametrize(
    ("raw", "names", "signature", "issuer"),
    [
        (text(sealed())[:-1], True, failed("not_json"), not_checked("unreadable")),
        (text(sealed()).replace(b"{", b'{"id":"x",', 1), True, failed("duplicate_member"), not_checked("unreadable")),
        (b"[" + text(sealed()) + b"]", True, failed("not_a_credential"), not_checked("unreadable")),
        (b"%PDF-1.7 https://SERTIFIKAT.example/v/", True, failed("not_json"), not_checked("unreadable")),
        (b"\xff\xfe", False, failed("not_utf8"), not_checked("unreadable")),
        (b'"text"', False, failed("not_a_credential"), not_checked("unreadable")),
        (b"{}", False, failed("no_proof"), not_checked("not_trusted")),
        (text(UNSIGNED), True, failed("no_proof"), not_checked("not_trusted")),
        (text(FOREIGN), False, failed("unknown_key"), not_checked("not_trusted")),
        (text({**FOREIGN, "issuer": DID}), True, failed("unknown_key"), not_checked("not_trusted")),
        (text({**FOREIGN, "id": f"http://Sertifikat.example/v/{RECORDING.slug}"}), True,
         failed("unknown_key"), not_checked("not_trusted")),
        (text({**FOREIGN, "id": BASE + ".evil.example/v/x"}), False, failed("unknown_key"), not_checked("not_trusted")),
        (text({**FOREIGN, "evidence": f"{BASE}/v/x"}), False, failed("unknown_key"), not_checked("not_trusted")),
        (text({**FOREIGN, "credentialStatus": sealed()["credentialStatus"][0]}), True,
         failed("unknown_key"), not_checked("not_trusted")),
        (text({**FOREIGN, "proof": [sealed()["proof"]]}), True, failed("malformed_proof"), not_checked("not_trusted")),
        (text(sealed(key=FORGER_CREDENTIAL_KEY)), True, failed("signature_mismatch"), not_checked("not_trusted")),
        (text({**sealed(), "name": "more"}), True, failed("signature_mismatch"), not_checked("not_trusted")),
        (signed({**UNSIGNED, "issuer": {"id": OTHER_OFFICE.did, "name": "x"}}), True,
         passed("genuine"), failed("issuer_differs")),
        (signed({"issuer": {"id": OTHER_OFFICE.did}}), True, passed("genuine"), failed("issuer_differs")),
        (signed({**UNSIGNED, "evidence": []}), True, failed("not_a_credential"), not_checked("unreadable")),
        (signed({**UNSIGNED, "@context": ["https://evil.example"]}), True,
         failed("unknown_context"), not_checked("unreadable")),
        (signed(LIST), True, passed("genuine"), not_checked("another_document")),
    ],
)  # fmt: skip
def test_a_credential_is_told_from_its_forgeries(raw, names, signature, issuer):
    examined = examined_credential(raw, OFFICE)
    assert (examined.names_this_office, examined.signature, examined.issuer) == (names, signature, issuer)


def test_a_genuine_qr_text_says_everything():
    examined = examined_qr(printed(token()), OFFICE)
    assert (examined.signature, examined.issuer) == (passed("genuine"), passed("this_office"))
    assert examined.claims == claims_for(FACTS, RECORDING)
    assert (examined.slug, examined.status_index) == (RECORDING.slug, RECORDING.status_index)
    assert examined_qr(to_digits(token()), OFFICE) == examined


def other_token(key=FORGER_QR_KEY, kid="qr-other", **changes):
    return cwt.encode(replace(claims_for(FACTS, RECORDING), **changes), key, kid)


@pytest.mark.parametrize(
    ("qr", "names", "signature", "issuer"),
    [
        (printed(token())[:-1], True, failed("digits_length"), not_checked("unreadable")),
        (printed(token()).replace("#", "#999"), True, failed("digits_range"), not_checked("unreadable")),
        (printed(b"\0" * 20), True, failed("not_canonical_cbor"), not_checked("unreadable")),
        (printed(b"\0" * 20, "https://other.example"), False, failed("not_canonical_cbor"), not_checked("unreadable")),
        (printed(token()) + "x", True, failed("not_a_qr_text"), not_checked("unreadable")),
        ("hello", False, failed("not_a_qr_text"), not_checked("unreadable")),
        (printed(token(), "https://other.example"), True, passed("genuine"), failed("other_host")),
        (printed(token(), "http://sertifikat.example"), True, passed("genuine"), failed("other_host")),
        (printed(other_token(issuer=OTHER_OFFICE.did), OTHER_OFFICE.base), False,
         failed("unknown_key"), not_checked("not_trusted")),
        (printed(other_token(), OTHER_OFFICE.base), True, failed("unknown_key"), not_checked("not_trusted")),
        (printed(other_token(kid=KID)), True, failed("signature_mismatch"), not_checked("not_trusted")),
        (printed(other_token(key=QR_KEY, kid=KID, issuer=OTHER_OFFICE.did)), True,
         passed("genuine"), failed("issuer_differs")),
    ],
)  # fmt: skip
def test_a_qr_text_is_told_from_its_forgeries(qr, names, signature, issuer):
    examined = examined_qr(qr, OFFICE)
    assert (examined.names_this_office, examined.signature, examined.issuer) == (names, signature, issuer)


def test_any_changed_digit_names_this_office_and_fails():
    genuine = printed(token())
    for place in range(len(BASE) + 3, len(genuine)):
        changed = str((int(genuine[place]) + 1) % 10)
        examined = examined_qr(genuine[:place] + changed + genuine[place + 1 :], OFFICE)
        assert (examined.names_this_office, examined.signature.has_failed) == (True, True)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("did:web:sertifikat.example", True),
        (b"{'url': 'sertifikat.example'", True),
        ("https://sertifikat.example.evil", False),
        ("https://mysertifikat.example/", False),
        ("sertifikat.example.", True),
        ('{"id": "\\u0073ertifikat\\u002Eexample', True),
        ("https://sertifikat.example/v/x".encode("utf-16"), True),
        ("\ud800", False),
    ],
)
def test_unreadable_input_names_the_office_by_whole_names(text, is_named):
    assert mentions(text, OFFICE) == is_named


def test_another_way_of_writing_a_number_changes_nothing():
    rewritten = text(sealed()).replace(b'"budgetYear":2026', b'"budgetYear":2.026e3')
    assert examined_credential(rewritten, OFFICE) == examined_credential(text(sealed()), OFFICE)


@given(st.binary(max_size=300) | st.text(max_size=300) | st.from_regex(r'\{"proof":\{?"[a-z]+".*'))
def test_nothing_that_is_held_out_breaks_the_examination(raw):
    assert not examined_credential(raw, OFFICE).signature.has_passed
    if isinstance(raw, str):
        assert not examined_qr(raw, OFFICE).signature.has_passed


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just(DID),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner),
    )
)
def test_no_shape_of_json_breaks_the_examination(value):
    assert not examined_credential(json.dumps(value), OFFICE).signature.has_passed
