"""What every answer carries and what every request needs."""

from collections.abc import Callable
from typing import TypeVar

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from setara.accounts.models import User
from setara.accounts.permission import NotPermitted, refusal, scope
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.access.scope import Scope
from setara.web.refusals import refused

Handler = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
NOBODY = Actor("anonymous")


class ContentSecurityPolicy:
    """No inline script or style, nothing from elsewhere."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response


class DenyByDefault:
    """A view is `@public`, `@for_staff`, or names an act that it `@needs`; any other is closed to everybody."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        if getattr(view, "is_public", False) or view.__module__.startswith("allauth."):
            return None
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        is_before = getattr(view, "is_before_second_factor", False)
        if settings.SECOND_FACTOR_REQUIRED and not is_before and not is_mfa_enabled(request.user):
            return HttpResponseRedirect(reverse("mfa_index"))
        if getattr(view, "is_for_staff", False):
            return None
        acts: tuple[Act, ...] = getattr(view, "needed_acts", ())
        if not acts:
            raise PermissionDenied
        refusals = [refusal(actor_of(request), act) for act in acts]
        why = refusals[0]
        return refused(request, why) if why and all(refusals) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception.refusal) if isinstance(exception, NotPermitted) else None


def public(view: View) -> View:
    """Open a view to everybody."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def for_staff(view: View) -> View:
    """Open a view to everybody who has signed in."""
    view.is_for_staff = True  # type: ignore[attr-defined]
    return view


def before_second_factor(view: View) -> View:
    """Open a view to everybody who has signed in, also where a second factor is required and not yet set up."""
    view.is_before_second_factor = True  # type: ignore[attr-defined]
    return for_staff(view)


def needs(*acts: Act) -> Callable[[View], View]:
    """Close a view to everybody who may do none of these acts, wherever."""

    def closed(view: View) -> View:
        view.needed_acts = acts  # type: ignore[attr-defined]
        return view

    return closed


def actor_of(request: HttpRequest) -> Actor:
    """Say who asks, as the kernel knows actors."""
    return request.user.actor if isinstance(request.user, User) else NOBODY


def seen_by(request: HttpRequest, act: Act = Act.SEE_REGISTER) -> Scope:
    """Say which records whoever asks may see, or do another act on."""
    return scope(actor_of(request), act)
