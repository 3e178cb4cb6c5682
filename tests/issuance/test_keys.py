import datetime as dt

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from setara.issuance.keys import KeyTrouble, key_path, load_keyring, make_keys
from setara.issuance.models import PublicKey
from setara.issuance.office import document_certificates, pinned_office, public_keys
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db
SECRET = "p" * 32
NAMES = ["credential-2026", "qr-2026", "document-2026"]


def made(folder, at=AT):
    return make_keys(folder, SECRET, "Dinas Contoh", at)


def test_three_keys_are_made_once(tmp_path):
    assert made(tmp_path / "keys") == NAMES
    assert made(tmp_path / "keys") == []
    ring = load_keyring(tmp_path / "keys", SECRET)
    assert (ring.credential_name, ring.qr_name) == ("credential-2026", "qr-2026")
    assert ring.document_certificate.public_key() == ring.document.public_key()
    assert {name: key for name, key in public_keys().items() if "document" not in name} == {
        "credential-2026": ring.credential.public_key(),
        "qr-2026": ring.qr.public_key(),
    }


def test_key_whose_listing_was_lost_in_a_crash_is_made_anew(tmp_path):
    made(tmp_path)
    PublicKey.objects.filter(purpose="qr").delete()
    assert made(tmp_path) == ["qr-2026"]
    assert load_keyring(tmp_path, SECRET).qr.public_key() == public_keys()["qr-2026"]


def test_keys_are_encrypted_at_rest(tmp_path):
    made(tmp_path)
    ring = load_keyring(tmp_path, SECRET)
    plain = ring.credential.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    for name in NAMES:
        pem = key_path(tmp_path, name).read_bytes()
        assert plain not in pem
        with pytest.raises(ValueError, match=r"."):
            load_pem_private_key(pem, b"another passphrase of some length")
        with pytest.raises(TypeError):
            load_pem_private_key(pem, None)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda path: path.unlink(), r"cannot be read \(No such file or directory\); restore it from the backup$"),
        (lambda path: path.write_bytes(b"junk"), r"does not open with SETARA_KEY_PASSPHRASE$"),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_key_that_is_gone_or_spoiled_is_named(tmp_path, name, harm, sentence):
    made(tmp_path)
    harm(key_path(tmp_path, name))
    with pytest.raises(KeyTrouble, match=rf"{name}.pem: {sentence}"):
        load_keyring(tmp_path, SECRET)


def test_wrong_passphrase_and_exchanged_keys_are_said(tmp_path):
    made(tmp_path)
    with pytest.raises(KeyTrouble, match="does not open with SETARA_KEY_PASSPHRASE"):
        load_keyring(tmp_path, "x" * 32)
    key_path(tmp_path, "credential-2026").write_bytes(key_path(tmp_path, "qr-2026").read_bytes())
    with pytest.raises(KeyTrouble, match="not the key that is listed"):
        load_keyring(tmp_path, SECRET)


def test_no_keys_yet_is_said(tmp_path):
    with pytest.raises(KeyTrouble, match=r"^no keys yet: run `setara init`$"):
        load_keyring(tmp_path, SECRET)


def test_old_public_keys_stay_pinned(tmp_path):
    factories.office()
    old = PublicKey.objects.get(purpose="document")
    PublicKey.objects.create(
        name="document-2027", purpose="document", public_pem=old.public_pem, certificate_pem=old.certificate_pem,
        made_at=AT + dt.timedelta(days=365),
    )  # fmt: skip
    assert len(document_certificates()) == 2
    assert list(pinned_office().credential_keys) == ["did:web:sertifikat.example#credential-2026"]
    assert list(pinned_office().qr_keys) == ["qr-2026"]
