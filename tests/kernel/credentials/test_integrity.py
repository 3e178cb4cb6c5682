import datetime as dt
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.credentials.canonical import canonical, parsed
from setara.kernel.credentials.did import multikey
from setara.kernel.credentials.integrity import moment_text, proof_fault, secured
from setara.kernel.credentials.unreadable import UnreadableError
from tests.kernel.credentials.samples import CREDENTIAL_KEY, FORGER_CREDENTIAL_KEY, METHOD, MOMENT, OFFICE, sealed

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(raw):
    """Base58btc in the plainest way, to check the library against."""
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = BASE58[rest] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def from_base58(text):
    number = 0
    for character in text:
        number = number * 58 + BASE58.index(character)
    return number.to_bytes(34, "big")


# Data Integrity EdDSA Cryptosuites v1.0, appendix B.3 (eddsa-jcs-2022): the published vector.
W3C_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_METHOD = f"did:key:{W3C_PUBLIC}#{W3C_PUBLIC}"
W3C_CREATED = dt.datetime(2023, 2, 24, 23, 36, 38, tzinfo=dt.UTC)
W3C_DOCUMENT_HASH = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
W3C_PROOF_VALUE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
W3C_DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}


def test_the_published_vector_comes_out():
    key = Ed25519PrivateKey.from_private_bytes(from_base58(W3C_SECRET[1:])[2:])
    assert multikey(key.public_key()) == W3C_PUBLIC
    assert hashlib.sha256(canonical(W3C_DOCUMENT)).hexdigest() == W3C_DOCUMENT_HASH
    signed = secured(W3C_DOCUMENT, key, verification_method=W3C_METHOD, created=W3C_CREATED)
    assert signed["proof"]["proofValue"] == W3C_PROOF_VALUE
    assert signed["proof"]["@context"] == W3C_DOCUMENT["@context"]
    assert proof_fault(signed, {W3C_METHOD: key.public_key()}) is None


def test_an_independent_implementation_agrees():
    document = sealed()
    options = dict(document["proof"])
    value = options.pop("proofValue")
    unsecured = {name: member for name, member in document.items() if name != "proof"}

    def hashed(part):
        # plain ASCII names and no fractions: Python's own sorted JSON is then the canonical form
        text = json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).digest()

    signature = CREDENTIAL_KEY.sign(hashed(options) + hashed(unsecured))
    assert value == "z" + base58(signature)


def changed(**members):
    document = sealed()
    return {**document, "proof": {**document["proof"], **members}}


def without(name):
    document = sealed()
    return {**document, "proof": {member: value for member, value in document["proof"].items() if member != name}}


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (sealed(), None),
        ({**sealed(), "proof": None}, "no_proof"),
        ({**sealed(), "proof": [sealed()["proof"]]}, "malformed_proof"),
        ({**sealed(), "proof": "z"}, "malformed_proof"),
        (changed(type="Ed25519Signature2020"), "unknown_suite"),
        (changed(cryptosuite="eddsa-rdfc-2022"), "unknown_suite"),
        (changed(cryptosuite=7), "malformed_proof"),
        (changed(proofPurpose="authentication"), "wrong_purpose"),
        (changed(verificationMethod=f"{METHOD}x"), "unknown_key"),
        (changed(verificationMethod=None), "malformed_proof"),
        (changed(created="2026-11-24T03:00:00+00:00"), "malformed_proof"),
        (changed(created="2026-02-31T03:00:00Z"), "malformed_proof"),
        (changed(created="2026-11-24T24:00:00Z"), "malformed_proof"),
        (changed(created="2026-11-24T03:00:60Z"), "malformed_proof"),
        (changed(created="2026-11-24T03:00:01Z"), "signature_mismatch"),
        (changed(expires="2027-11-24T03:00:00Z"), "malformed_proof"),
        (changed(**{"@context": ["https://www.w3.org/ns/credentials/v2"]}), "context_differs"),
        (without("@context"), "context_differs"),
        (without("created"), "malformed_proof"),
        (without("proofValue"), "malformed_signature"),
        (changed(proofValue=sealed()["proof"]["proofValue"][1:]), "malformed_signature"),
        (changed(proofValue="z" + "0" * 80), "malformed_signature"),
        (changed(proofValue="z" + base58(bytes(range(1, 64)))), "malformed_signature"),
        (changed(proofValue="z" + base58(bytes(range(1, 65)))), "signature_mismatch"),
        (sealed(key=FORGER_CREDENTIAL_KEY), "signature_mismatch"),
        (sealed(key=FORGER_CREDENTIAL_KEY, method="did:web:other.example#k"), "unknown_key"),
    ],
)
def test_a_proof_is_refused_with_its_fault(document, fault):
    assert proof_fault(document, OFFICE.credential_keys) == fault


def test_a_context_appended_to_document_and_proof_breaks_the_signature():
    document = sealed()
    context = [*document["@context"], "https://evil.example/terms"]
    forged = {**document, "@context": context, "proof": {**document["proof"], "@context": context}}
    assert proof_fault(forged, OFFICE.credential_keys) == "signature_mismatch"


def test_a_second_proof_is_never_added():
    with pytest.raises(ValueError, match="proof already"):
        secured(sealed(), CREDENTIAL_KEY, verification_method=METHOD, created=MOMENT)


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        moment_text(dt.datetime(2026, 1, 1))


def test_document_without_context_gives_a_proof_without():
    signed = secured({"id": "urn:x"}, CREDENTIAL_KEY, verification_method=METHOD, created=MOMENT)
    assert "@context" not in signed["proof"]
    assert proof_fault(signed, OFFICE.credential_keys) is None


GENUINE = canonical(sealed())


@given(st.integers(0, len(GENUINE) - 1), st.integers(1, 255))
def test_any_byte_flip_is_refused(place, flip):
    forged = bytearray(GENUINE)
    forged[place] ^= flip
    try:
        document = parsed(bytes(forged))
    except UnreadableError:
        return
    is_same = isinstance(document, dict) and canonical(document) == GENUINE
    assert is_same or not isinstance(document, dict) or proof_fault(document, OFFICE.credential_keys) is not None
