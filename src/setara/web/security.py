"""What every answer carries and what every request needs."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from setara.accounts.models import User
from setara.accounts.permission import NotPermitted
from setara.kernel.access.rules import Act, Actor, refusal
from setara.web.refusals import refused

Handler = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
NOBODY = Actor("anonymous", frozenset())


class ContentSecurityPolicy:
    """No inline script or style, nothing from elsewhere."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response


class DenyByDefault:
    """A view is `@public`, or names the act that it `@needs`; one that does neither is closed to everybody."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        if getattr(view, "is_public", False) or view.__module__.startswith("allauth."):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        act = getattr(view, "needed_act", None)
        if act is None:
            raise PermissionDenied
        why = refusal(actor_of(request), act)
        return refused(request, why) if why else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception.refusal) if isinstance(exception, NotPermitted) else None


def public(view: View) -> View:
    """Open a view to everybody."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def needs(act: Act) -> Callable[[View], View]:
    """Close a view to everybody who may not do this act."""

    def closed(view: View) -> View:
        view.needed_act = act  # type: ignore[attr-defined]
        return view

    return closed


def actor_of(request: HttpRequest) -> Actor:
    """Say who asks, as the kernel knows actors."""
    return request.user.actor if isinstance(request.user, User) else NOBODY
