"""Somebody's own account: where it is signed in, and its second factor."""

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from setara.web.passkeys import factors
from setara.web.security import before_second_factor, for_staff


@for_staff
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """Sessions, the latest first, and the second factors."""
    sessions = UserSession.objects.purge_and_list(request.user)
    words = {
        "sessions": sorted(sessions, key=lambda one: one.created_at, reverse=True),
        **factors(request.user.pk),
    }
    return render(request, "officer/own_account.html", words)


@before_second_factor
@require_safe
def choose_factor(request: HttpRequest) -> HttpResponse:
    """App or passkey, where one is required of somebody who has neither; all else is led to the account."""
    if not settings.SECOND_FACTOR_REQUIRED or is_mfa_enabled(request.user):
        return HttpResponseRedirect(reverse("own_account"))
    return render(request, "officer/choose_factor.html")


@for_staff
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one of one's own sessions out."""
    get_object_or_404(UserSession, pk=session_id, user=request.user.pk).end()
    messages.success(request, _("That session is signed out."))
    return HttpResponseRedirect(reverse("own_account"))
