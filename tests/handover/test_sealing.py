import pytest
from joserfc import jwe
from joserfc.jwk import RSAKey

from setara.handover.models import DeskSeal
from setara.handover.sealing import SealBroken, opened, public_key
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


@pytest.fixture
def ceremony():
    factories.certificate()
    return factories.ceremony()


def sealed(key, text=b"{}", header=HEADER):
    return jwe.encrypt_compact(header, text, RSAKey.import_key(key), algorithms=[header["alg"], header["enc"], "DEF"])


def test_what_a_desk_seals_only_the_office_opens(ceremony):
    key = public_key(ceremony)
    assert public_key(ceremony) == key
    assert opened(ceremony, sealed(key, b"Sari")) == b"Sari"
    assert sorted(key) == ["e", "kty", "n"]
    assert "ENCRYPTED" in DeskSeal.objects.get().private_pem


def test_what_was_sealed_otherwise_is_refused(ceremony):
    factories.certificate()
    other = factories.ceremony()
    strangers = [
        "",
        "a.b.c.d.e",
        "ü",
        sealed(public_key(other)),
        sealed(public_key(ceremony), header={"alg": "RSA-OAEP", "enc": "A256GCM"}),
        sealed(public_key(ceremony))[:-2],
        sealed(public_key(ceremony), header={**HEADER, "zip": "DEF"}),
        "W10." + "a" * 40,
        "[" * 100_000,
    ]
    for text in strangers:
        with pytest.raises(SealBroken):
            opened(ceremony, text)
