"""What a desk keeps without a network is sealed for the office: the telephone itself cannot read it again.

JWE (RFC 7516) in its compact form, RSA-OAEP-256 and A256GCM, which every browser's Web Crypto can make.
"""

import base64
import json

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from setara.handover.models import Ceremony, DeskSeal

ALGORITHMS = ["RSA-OAEP-256", "A256GCM"]
BITS = 2048


class _Registry(jwe.JWERegistry):
    max_ciphertext_length = 2_500_000


REGISTRY = _Registry(algorithms=ALGORITHMS)
"""As large as a request may be: a report carries the photograph of a letter."""


class SealBroken(Exception):
    """What came is not sealed for this event."""


def public_key(ceremony: Ceremony) -> dict[str, str]:
    """Return the public key (JWK) for which the desks of an event seal, made when first asked for."""
    public = _key(ceremony).as_dict(private=False)
    return {"kty": "RSA", "n": str(public["n"]), "e": str(public["e"])}


def opened(ceremony: Ceremony, sealed: str) -> bytes:
    """Open what a desk of an event sealed. Raises SealBroken."""
    try:
        # Nothing but these two: a packed text could unpack to more than there is memory for.
        if _header(sealed) != dict(zip(("alg", "enc"), ALGORITHMS, strict=True)):
            raise SealBroken
        plaintext = jwe.decrypt_compact(sealed, _key(ceremony), registry=REGISTRY).plaintext
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise SealBroken from error
    return plaintext or b""


def _header(sealed: str) -> object:
    header = sealed.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))


def _key(ceremony: Ceremony) -> RSAKey:
    kept = DeskSeal.objects.filter(ceremony=ceremony).first()
    if kept is None:
        made = RSAKey.generate_key(BITS).as_pem(private=True, password=settings.KEY_PASSPHRASE)
        kept, _ = DeskSeal.objects.get_or_create(ceremony=ceremony, defaults={"private_pem": made.decode()})
    return RSAKey.import_key(_unlocked(kept))


def _unlocked(kept: DeskSeal) -> bytes:
    key = serialization.load_pem_private_key(kept.private_pem.encode(), settings.KEY_PASSPHRASE.encode())
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
