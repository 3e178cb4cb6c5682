import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, derive_private_key

from setara.kernel.credentials.did import did_document, did_web, jwk, multikey
from tests.kernel.credentials.samples import CREDENTIAL_KEY, DID, QR_KEY


@pytest.mark.parametrize(
    ("base", "did"),
    [
        ("https://sertifikat.example", "did:web:sertifikat.example"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
        ("https://A.example:8443/jatim/x", "did:web:a.example%3A8443:jatim:x"),
    ],
)
def test_identifier_comes_from_the_base_url(base, did):
    assert did_web(base) == did


@pytest.mark.parametrize(
    "base",
    ["ftp://a.example", "https://", "a.example", "https://a.example/", "https://a.example?x", "https://u@a.example"],
)
def test_what_is_no_base_url_is_refused(base):
    with pytest.raises(ValueError, match="not a base URL"):
        did_web(base)


def test_document_lists_every_key_and_p256_also_as_jwk():
    keys = {
        "credential-2026": CREDENTIAL_KEY.public_key(),
        "qr-2026": QR_KEY.public_key(),
    }
    document = did_document(DID, keys)
    methods = {method["id"]: method for method in document["verificationMethod"]}
    assert document["assertionMethod"] == list(methods)
    assert list(methods) == [f"{DID}#credential-2026", f"{DID}#qr-2026", f"{DID}#qr-2026-jwk"]
    assert methods[f"{DID}#credential-2026"]["publicKeyMultibase"].startswith("z6Mk")
    assert methods[f"{DID}#qr-2026"]["publicKeyMultibase"].startswith("zDn")
    assert methods[f"{DID}#qr-2026-jwk"]["publicKeyJwk"] == jwk(QR_KEY.public_key(), "qr-2026")


def test_p256_multikey_of_the_published_vector():
    # Data Integrity ECDSA Cryptosuites v1.0, appendix A: the P-256 key pair
    public = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"
    secret = "z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN"
    import base58

    number = int.from_bytes(base58.b58decode(secret[1:])[2:], "big")
    assert multikey(derive_private_key(number, QR_KEY.curve).public_key()) == public


def test_other_curves_are_refused():
    with pytest.raises(ValueError, match="not a P-256 key"):
        multikey(derive_private_key(5, SECP384R1()).public_key())
