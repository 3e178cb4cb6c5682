"""The front page, search by number, and the check of what somebody holds out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from setara.certificates import queries
from setara.kernel.certificates.numbers import number_key
from setara.web.asking import text_of
from setara.web.public.checking import answer_to, is_too_large, receive_in_memory
from setara.web.public.matches import matches_of
from setara.web.security import public


@public
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what this is and offer the three ways to check."""
    return render(request, "public/front.html")


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List the certificates of all kinds that carry exactly this number."""
    asked = text_of(request.GET, "nomor")
    found = matches_of(queries.with_number(number_key(asked))) if asked else ()
    return render(request, "public/search.html", {"asked": asked, "found": found})


@public
@csrf_exempt
def check(request: HttpRequest) -> HttpResponse:
    """Check a PDF, a credential or the text of a QR code; nothing is stored."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("front"))
    if is_too_large(request):
        return render(request, "413.html", status=413)
    receive_in_memory(request)
    return answer_to(request, request.FILES.get("berkas"), request.POST.get("teks", "").strip())


@public
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember a language and go back."""
    back = request.GET.get("ke", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = HttpResponseRedirect(back if safe else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=31_536_000, samesite="Lax", secure=request.is_secure()
    )
    return response
