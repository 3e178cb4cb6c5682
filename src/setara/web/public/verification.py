"""The pages behind a certificate's address: the answer, its JSON, the credential, the motif, and the QR page."""

import json
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from setara.issuance.making import fingerprint
from setara.issuance.office import pinned_office
from setara.issuance.queries import credential_of, published
from setara.issuance.verification import Asking, verify_record
from setara.kernel.certificates.motif import motif
from setara.kernel.credentials.did import did_web, jwk
from setara.kernel.credentials.verdict import Outcome
from setara.kernel.rulebook.days import jakarta_day
from setara.kernel.rulebook.regions import districts_of
from setara.platform.drawing import svg
from setara.web.public.answer import offered
from setara.web.public.drawing import drawn
from setara.web.public.quick import record, status_of
from setara.web.public.telling import shown
from setara.web.security import public
from setara.web.templatetags.shown import district
from setara.words.certificates import kind_name
from setara.words.verification import browser_words


def asking_now() -> Asking:
    """Ask about this moment, with the register."""
    moment = timezone.now()
    return Asking(jakarta_day(moment), moment)


@public
def verification(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer first, in words; the status tells machines the same as the JSON's does."""
    asking = asking_now()
    told = shown(verify_record(slug, asking))
    response = drawn(request, told, asking.moment)
    response.status_code = status_of(told.outcome)
    return fresh(response)


@public
def verification_json(_request: HttpRequest, slug: str) -> HttpResponse:
    """The answer for machines; anybody may read it from any page."""
    status, content = record(slug)
    return open_to_all(HttpResponse(content, content_type="application/json; charset=utf-8", status=status))


@public
def credential(_request: HttpRequest, slug: str) -> HttpResponse:
    """The signed credential, byte for byte as it was issued."""
    signed = credential_of(slug)
    if signed is None:
        raise Http404
    return open_to_all(HttpResponse(signed, content_type="application/vc"))


@public
def motif_picture(_request: HttpRequest, slug: str) -> HttpResponse:
    """The motif that stands on the sheet; it never changes."""
    found = published(slug, jakarta_day(timezone.now()))
    if found is None:
        raise Http404
    drawing = svg(motif(fingerprint(slug), found.facts.kind), columns=2, rows=2, title=kind_name(found.facts.kind))
    response = HttpResponse(drawing, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


@public
def qr_page(request: HttpRequest) -> HttpResponse:
    """The page that a QR code opens; what follows # never reaches the server, a script of ours reads it."""
    keys = [jwk(key, name) for name, key in pinned_office().qr_keys.items()]
    return fresh(render(request, "public/qr.html", qr_words(did_web(settings.BASE_URL), keys)))


def qr_words(did: str, keys: Sequence[Mapping[str, str]]) -> dict[str, object]:
    """Gather what the script finds in its page: the office, its keys, every outcome in the words of every kind."""
    names = ((code, district(code)) for code in districts_of(settings.PROVINCE))
    return {
        "did": did,
        "keys": json.dumps(keys),
        "outcomes": [one for outcome in Outcome for one in offered(outcome)],
        "words": browser_words(names).items(),
    }


def fresh(response: HttpResponse) -> HttpResponse:
    """Ask for the answer anew each time: a suspension shows within a second."""
    patch_cache_control(response, no_cache=True)
    return response


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let pages of others read it, and ask anew each time."""
    response["Access-Control-Allow-Origin"] = "*"
    return fresh(response)
