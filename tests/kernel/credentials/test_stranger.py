"""A verifier written from `docs/formats.md` alone: no import of ours, so the page must say enough."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
DIGITS = {3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7}
HALF_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 // 2


def blocks(part, language=""):
    text = PAGE[PAGE.index(f"<!-- generated: {part} -->") :]
    text = text[: text.index("<!-- end -->")]
    fenced = re.findall(r"```(\w*)\n(.*?)\n```", text, re.DOTALL)
    return [content for kind, content in fenced if kind == language]


def base58(text):
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for character in text:
        number = number * 58 + alphabet.index(character)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def keys():
    methods = json.loads(blocks("keys", "json")[0])["verificationMethod"]
    found = {}
    for method in methods:
        if method["type"] == "Multikey":
            raw = base58(method["publicKeyMultibase"][1:])
            found[method["id"]] = (
                Ed25519PublicKey.from_public_bytes(raw[2:])
                if raw[:2] == b"\xed\x01"
                else EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw[2:])
            )
    return found


def jcs(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hash_data(document):
    options = {name: member for name, member in document["proof"].items() if name != "proofValue"}
    rest = {name: member for name, member in document.items() if name != "proof"}
    return hashlib.sha256(jcs(options)).digest() + hashlib.sha256(jcs(rest)).digest()


def require_proof(document):
    proof = document["proof"]
    assert proof["@context"] == document["@context"]
    keys()[proof["verificationMethod"]].verify(base58(proof["proofValue"][1:]), hash_data(document))


def from_digits(text):
    groups = [text[start : start + 17] for start in range(0, len(text), 17)]
    return b"".join(int(group).to_bytes(DIGITS[len(group)], "big") for group in groups)


def require_token(content):
    token = cbor2.loads(content)
    protected, unprotected, payload, signature = token.value
    headers = cbor2.loads(protected)
    assert (token.tag, unprotected, headers[1]) == (18, {}, -7)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    assert s <= HALF_ORDER
    key = keys()[f"did:web:sertifikat.example#{headers[4].decode()}"]
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    key.verify(encode_dss_signature(r, s), signed, ECDSA(SHA256()))
    return cbor2.loads(payload)


CREDENTIAL = json.loads(blocks("credential", "json")[0])
QR = blocks("qr")[1].replace("\n", "")
LIST = json.loads(blocks("status", "json")[0])


def test_the_pages_credential_verifies_with_the_hashes_it_shows():
    require_proof(CREDENTIAL)
    shown = re.findall(r"[0-9a-f]{64}", blocks("credential")[-1])
    assert shown == [hash_data(CREDENTIAL)[:32].hex(), hash_data(CREDENTIAL)[32:].hex(),
                     hashlib.sha256(jcs(CREDENTIAL)).hexdigest()]  # fmt: skip


def test_the_pages_qr_text_verifies_and_agrees_with_the_credential():
    base, digits = QR.split("/v#")
    content = from_digits(digits)
    claims = require_token(content)
    subject = CREDENTIAL["credentialSubject"]
    assert claims[1] == CREDENTIAL["issuer"]["id"]
    assert f"{base}/v/{base64.urlsafe_b64encode(claims[7]).decode()}" == CREDENTIAL["id"]
    facts = claims[-65537]
    assert [facts[2], facts[3], facts[4]] == [subject["number"], subject["issuedBy"]["name"], subject["holder"]["name"]]
    assert hashlib.sha256(content).hexdigest() in blocks("qr")[0]


def test_the_pages_status_list_verifies_and_says_ended():
    require_proof(LIST)
    packed = LIST["credentialSubject"]["encodedList"][1:]
    bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    entry = CREDENTIAL["credentialStatus"][0]
    place = int(entry["statusListIndex"])
    assert (entry["statusListCredential"], len(bits)) == (LIST["id"], 16_384)
    assert bits[place // 8] & 0x80 >> place % 8


def test_changes_are_seen_by_the_stranger_too():
    forged = json.loads(json.dumps(CREDENTIAL))
    forged["credentialSubject"]["holder"]["name"] = "UD Lain"
    with pytest.raises(InvalidSignature):
        require_proof(forged)
    changed = bytearray(from_digits(QR.split("#")[1]))
    changed[150] ^= 1
    with pytest.raises(InvalidSignature):
        require_token(bytes(changed))
