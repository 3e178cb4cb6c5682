import datetime as dt
import hashlib
from dataclasses import replace

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials import cwt
from setara.kernel.credentials.claims import KIND_NUMBERS, MAX_ISSUER_BYTES, Claims, payload_of, slug_bytes, slug_text
from setara.kernel.credentials.cwt import MAX_BYTES, P256_ORDER, claims_for, decode, encode, shortened, signature_fault
from setara.kernel.credentials.unreadable import UnreadableError
from tests.kernel.credentials.samples import DID, FACTS, FORGER_QR_KEY, KID, MOMENT, OFFICE, QR_KEY, RECORDING, token

CLAIMS = claims_for(FACTS, RECORDING)
TEXTS = st.text(max_size=400) | st.text(alphabet="é漢\U0001f600 ", max_size=200)
DATES = st.none() | st.dates()
ANY_CLAIMS = st.builds(
    Claims,
    issuer=st.just(DID) | st.text("abcdefgh.", min_size=1, max_size=MAX_ISSUER_BYTES),
    slug=st.binary(min_size=12, max_size=12).map(slug_text),
    kind=st.sampled_from(Kind),
    number=TEXTS,
    body=TEXTS,
    holder=TEXTS,
    district_code=st.just("") | st.from_regex(r"[0-9]{2}\.[0-9]{2}", fullmatch=True),
    subject=TEXTS,
    issue_date=DATES,
    expiry_date=DATES,
    status_index=st.integers(0, 2**32 - 1),
    signed_at=st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2106, 1, 1), timezones=st.just(dt.UTC)),
)


@given(ANY_CLAIMS, st.sampled_from(["q", KID, "qr-2026-0012"]))
def test_a_token_is_never_longer_than_the_code_holds_and_reads_back(claims, kid):
    content = encode(claims, QR_KEY, kid)
    assert len(content) <= MAX_BYTES
    read = decode(content)
    assert signature_fault(read, {kid: QR_KEY.public_key()}) is None
    texts = {name: getattr(read.claims, name) for name in ("subject", "holder", "body", "number")}
    assert replace(claims, signed_at=read.claims.signed_at, **texts) == read.claims
    for name, text in texts.items():
        given_text = getattr(claims, name)
        assert text == given_text or (text.endswith("…") and given_text.startswith(text[:-1]))


def test_longest_facts_of_all_keep_the_deciding_body():
    longest = replace(
        CLAIMS,
        issuer="d" * MAX_ISSUER_BYTES,
        number="9" * 200,
        body="b" * 300,
        holder="h" * 300,
        subject="s" * 1000,
        issue_date=dt.date.max,
        expiry_date=dt.date.max,
        status_index=2**32 - 1,
    )
    content = encode(longest, QR_KEY, "qr-2026-0012")
    read = decode(content).claims
    assert len(content) <= MAX_BYTES
    assert (read.subject, read.holder) == ("s" * 9 + "…", "h" * 23 + "…")
    assert (read.body, read.number) == ("b" * 27 + "…", "9" * 30 + "…")


def test_only_the_subject_gives_way_while_that_is_enough():
    read = decode(encode(replace(CLAIMS, subject="Keripik " * 40), QR_KEY, KID)).claims
    assert (read.holder, read.body, read.number) == (CLAIMS.holder, CLAIMS.body, CLAIMS.number)
    assert read.subject.endswith("…")
    assert len(encode(replace(CLAIMS, subject="Keripik " * 40), QR_KEY, KID)) in range(MAX_BYTES - 4, MAX_BYTES + 1)


def test_the_same_claims_give_the_same_bytes():
    assert token() == token()


@pytest.mark.parametrize(
    ("text", "limit", "cut"), [("é" * 5, 10, "é" * 5), ("é" * 5, 9, "ééé…"), ("é" * 5, 8, "éé…"), ("ab  cd", 5, "ab…")]
)
def test_texts_are_cut_at_whole_characters(text, limit, cut):
    assert shortened(text, limit) == cut


@pytest.mark.parametrize(
    "claims",
    [
        replace(CLAIMS, issuer=""),
        replace(CLAIMS, issuer="d" * (MAX_ISSUER_BYTES + 1)),
        replace(CLAIMS, district_code="3515"),
        replace(CLAIMS, status_index=-1),
        replace(CLAIMS, slug="AAECAwQFBgcICQo"),
        replace(CLAIMS, slug="AAECAwQFBgcICQo="),
        replace(CLAIMS, slug="AAECAwQFBgcICQo!"),
        replace(CLAIMS, slug="é" * 16),
    ],
)
def test_claims_that_cannot_be_held_are_refused(claims):
    with pytest.raises(ValueError, match=r"."):
        encode(claims, QR_KEY, KID)


@pytest.mark.parametrize("kid", ["", "k" * 13, "é"])
def test_key_names_that_cannot_be_held_are_refused(kid):
    with pytest.raises(ValueError, match=r"."):
        encode(CLAIMS, QR_KEY, kid)


def test_a_slug_is_twelve_bytes():
    assert slug_bytes("AAECAwQFBgcICQoL") == bytes(range(12))
    with pytest.raises(ValueError, match="12 bytes"):
        slug_text(b"short")


def signed(payload, protected=None, unprotected=None, *, key=QR_KEY, tag=18, raise_s=False, length=64):
    """A token with whatever parts, signed all the same: what a forger with the key could make."""
    protected = cbor2.dumps({1: -7, 4: KID.encode()}, canonical=True) if protected is None else protected
    to_sign = cbor2.dumps(["Signature1", protected, b"", payload])
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    der = key.sign(hashlib.sha256(to_sign).digest(), ECDSA(Prehashed(SHA256()), deterministic_signing=True))
    r, s = decode_dss_signature(der)
    s = max(s, P256_ORDER - s) if raise_s else min(s, P256_ORDER - s)
    raw = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return cbor2.dumps(cbor2.CBORTag(tag, [protected, unprotected or {}, payload, raw[:length]]), canonical=True)


PAYLOAD = payload_of(CLAIMS)


def with_claims(**changes):
    names = {"iss": 1, "iat": 6, "cti": 7, "facts": -65537}
    claims = cbor2.loads(PAYLOAD) | {names[name]: value for name, value in changes.items()}
    return cbor2.dumps({key: value for key, value in claims.items() if value is not None}, canonical=True)


def with_fact(fact, value):
    facts = {**cbor2.loads(PAYLOAD)[-65537], fact: value}
    return with_claims(facts={key: part for key, part in facts.items() if part is not None})


def test_the_forgery_kit_makes_what_the_code_makes():
    assert signed(PAYLOAD) == token()
    assert signed(with_claims()) == token()


NEVER_WRITTEN = [
    (b"", "not_cbor"),
    (token() + b"\0", "not_canonical_cbor"),
    (token()[:-1], "not_cbor"),
    (token()[1:], "not_a_cwt"),  # without the tag
    (b"\xd8\x3d" + token(), "not_a_cwt"),  # with the CWT tag
    (signed(PAYLOAD, tag=17), "not_a_cwt"),
    (signed(PAYLOAD, length=63), "not_a_cwt"),
    (signed(PAYLOAD, unprotected={4: KID.encode()}), "not_a_cwt"),
    (cbor2.dumps(cbor2.CBORTag(18, [b"", {}, PAYLOAD])), "not_a_cwt"),
    (b"\x58" + bytes(341), "cwt_length"),
    (signed(PAYLOAD, cbor2.dumps({1: -8, 4: KID.encode()}, canonical=True)), "unknown_suite"),
    (signed(PAYLOAD, cbor2.dumps({1: -7})), "unknown_suite"),
    (signed(PAYLOAD, cbor2.dumps({1: -7, 4: b""}, canonical=True)), "unknown_suite"),
    (signed(PAYLOAD, cbor2.dumps({1: -7, 4: b"\xff"}, canonical=True)), "unknown_suite"),
    (signed(PAYLOAD, cbor2.dumps({1: -7, 3: 0, 4: KID.encode()}, canonical=True)), "unknown_suite"),
    (signed(PAYLOAD, b""), "not_cbor"),
    (signed(b"\xa0"), "claims"),
    (signed(b"\xa2\x01\x01"), "not_cbor"),
    (signed(b"\x01"), "claims"),
    (signed(with_claims(iss=None)), "claims"),
    (signed(with_claims(iss="")), "claims"),
    (signed(with_claims(iss="d" * 85)), "claims"),
    (signed(with_claims(iat=-1)), "claims"),
    (signed(with_claims(iat=2**32)), "not_cbor"),
    (signed(with_claims(cti=b"short")), "claims"),
    (signed(cbor2.dumps({**cbor2.loads(PAYLOAD), 4: 5}, canonical=True)), "claims"),
    (signed(with_fact(1, 0)), "claims"),
    (signed(with_fact(1, 9)), "claims"),
    (signed(with_fact(1, None)), "claims"),
    (signed(with_fact(9, None)), "claims"),
    (signed(with_fact(9, 2**32)), "not_cbor"),
    (signed(with_fact(2, "")), "claims"),
    (signed(with_fact(2, 7)), "claims"),
    (signed(with_fact(5, 10_000)), "claims"),
    (signed(with_fact(7, 2**60)), "not_cbor"),
    (signed(with_fact(7, 2_932_897)), "claims"),
    (signed(with_fact(7, -719_163)), "claims"),
    (signed(with_fact(7, "2026-01-01")), "claims"),
    (signed(with_fact(10, 1)), "claims"),
    (signed(with_fact(0, 1)), "claims"),
]
"""Content that `encode` never writes, with the refusal; the browser's verifier must refuse it alike."""


@pytest.mark.parametrize(("content", "code"), NEVER_WRITTEN)
def test_what_encode_never_writes_is_not_read_even_if_signed(content, code):
    with pytest.raises(UnreadableError) as refusal:
        decode(content)
    assert refusal.value.code == code


SIGNED = [
    (signed(PAYLOAD), None),
    (signed(PAYLOAD, key=FORGER_QR_KEY), "signature_mismatch"),
    (signed(PAYLOAD, raise_s=True), "high_s"),
    (token()[:-64] + bytes(64), "signature_mismatch"),
    (signed(PAYLOAD, cbor2.dumps({1: -7, 4: b"qr-1999"}, canonical=True)), "unknown_key"),
]
"""Well-formed tokens with the fault of their signature."""


@pytest.mark.parametrize(("content", "fault"), SIGNED)
def test_a_signature_is_refused_with_its_fault(content, fault):
    assert signature_fault(decode(content), OFFICE.qr_keys) == fault


def test_the_high_s_twin_would_verify_elsewhere():
    twin = decode(signed(PAYLOAD, raise_s=True))
    r, s = int.from_bytes(twin.signature[:32], "big"), int.from_bytes(twin.signature[32:], "big")
    QR_KEY.public_key().verify(encode_dss_signature(r, s), twin.signed, ECDSA(SHA256()))


@given(st.integers(0, len(token()) - 1), st.integers(1, 255))
def test_any_byte_flip_is_refused(place, flip):
    forged = bytearray(token())
    forged[place] ^= flip
    try:
        read = decode(bytes(forged))
    except UnreadableError:
        return
    assert signature_fault(read, OFFICE.qr_keys) is not None


def test_every_kind_has_its_number():
    assert {KIND_NUMBERS[kind] for kind in Kind} == set(range(1, 9))


def test_a_title_stands_where_there_is_no_product():
    facts = replace(FACTS, product="", standard="", title="BATIK CONTOH")
    assert claims_for(facts, RECORDING).subject == "BATIK CONTOH"
    assert cwt.claims_for(facts, RECORDING).signed_at == MOMENT
