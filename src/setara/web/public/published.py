"""What verifiers fetch: the office's keys and the signed status lists."""

import json

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from setara.issuance.models import PublicKey, StatusList
from setara.kernel.credentials.did import did_document, did_web
from setara.web.public.verification import open_to_all
from setara.web.security import public


@public
def keys(request: HttpRequest) -> HttpResponse:
    """The DID document: every key that ever signed, so that old signatures stay verifiable."""
    pems = PublicKey.objects.order_by("id").values_list("name", "public_pem")
    loaded = {name: load_pem_public_key(pem.encode()) for name, pem in pems}
    known = {name: key for name, key in loaded.items() if isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey)}
    document = did_document(did_web(settings.BASE_URL), known)
    return open_to_all(HttpResponse(json.dumps(document), content_type="application/did"))


@public
def status_list(request: HttpRequest, purpose: str, number: int) -> HttpResponse:
    """A Bitstring Status List credential as it was signed last."""
    signed = StatusList.objects.filter(purpose=purpose, number=number).values_list("credential", flat=True).first()
    if signed is None:
        raise Http404
    return open_to_all(HttpResponse(signed, content_type="application/vc"))
