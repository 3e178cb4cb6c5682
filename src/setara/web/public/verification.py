"""The pages behind a certificate's address: the answer, its JSON, the credential, the motif, and the QR page."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from setara.issuance.models import Sheet
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.motif import motif
from setara.platform.drawing import svg
from setara.web.public.answer import as_json, in_words
from setara.web.public.verification_view import unknown, view_of
from setara.web.security import public
from setara.words.certificates import kind_name


@public
def verification(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer first, in words; 404 with the same page where this office knows nothing."""
    moment = timezone.now()
    view = view_of(slug, moment)
    known = view or unknown(moment)
    words = {"view": known, "words": in_words(known), "moment": moment}
    return fresh(render(request, "public/verification.html", words, status=200 if view else 404))


@public
def verification_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer for machines; anybody may read it from any page."""
    moment = timezone.now()
    view = view_of(slug, moment)
    answer = as_json(view or unknown(moment), record_url)
    return open_to_all(HttpResponse(json.dumps(answer), content_type="application/json", status=200 if view else 404))


@public
def credential(request: HttpRequest, slug: str) -> HttpResponse:
    """The signed credential, byte for byte as it was issued."""
    signed = Sheet.objects.filter(slug=slug).values_list("credential", flat=True).first()
    if signed is None:
        raise Http404
    return open_to_all(HttpResponse(signed, content_type="application/vc"))


@public
def motif_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The motif that stands on the sheet; it never changes."""
    found = Sheet.objects.filter(slug=slug).values_list("credential_sha256", "certificate__kind").first()
    if found is None:
        raise Http404
    drawing = svg(motif(bytes.fromhex(found[0]), Kind(found[1])), columns=2, rows=2, title=kind_name(found[1]))
    response = HttpResponse(drawing, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


@public
def qr_page(request: HttpRequest) -> HttpResponse:
    """The page that a QR code opens; what follows # never reaches the server, a script of ours reads it."""
    return fresh(render(request, "public/qr.html"))


def record_url(slug: str) -> str:
    """Give the public address of a record, as it stands in QR codes and credentials."""
    return f"{settings.BASE_URL}/v/{slug}"


def fresh(response: HttpResponse) -> HttpResponse:
    """Ask for the answer anew each time: a suspension shows within a second."""
    patch_cache_control(response, no_cache=True)
    return response


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let pages of others read it, and ask anew each time."""
    response["Access-Control-Allow-Origin"] = "*"
    return fresh(response)
