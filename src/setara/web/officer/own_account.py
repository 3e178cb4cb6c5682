"""Somebody's own account: where it is signed in, and its second factor."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from setara.web.security import for_staff


@for_staff
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """Sessions, the latest first, and whether an authenticator app is set up."""
    sessions = UserSession.objects.purge_and_list(request.user)
    words = {
        "sessions": sorted(sessions, key=lambda one: one.created_at, reverse=True),
        "has_app": Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.TOTP).exists(),
    }
    return render(request, "officer/own_account.html", words)


@for_staff
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one of one's own sessions out."""
    get_object_or_404(UserSession, pk=session_id, user=request.user.pk).end()
    messages.success(request, _("That session is signed out."))
    return HttpResponseRedirect(reverse("own_account"))
