"""What verifiers fetch: the office's keys and the signed status lists."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from setara.issuance.acts.status_lists import list_in_date
from setara.issuance.office import public_keys
from setara.kernel.credentials.did import did_document, did_web
from setara.web.public.verification import open_to_all
from setara.web.security import public


@public
def keys(_request: HttpRequest) -> HttpResponse:
    """The DID document: every key that ever signed, so that old signatures stay verifiable."""
    document = did_document(did_web(settings.BASE_URL), public_keys())
    return open_to_all(HttpResponse(json.dumps(document), content_type="application/json"))


@public
def status_list(_request: HttpRequest, purpose: str, number: int) -> HttpResponse:
    """A Bitstring Status List credential as it was signed last."""
    signed = list_in_date(number, purpose, timezone.now())
    if signed is None:
        raise Http404
    return open_to_all(HttpResponse(signed, content_type="application/vc"))
