"""What the sign-in of allauth lacks."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from setara.accounts.models import User
from setara.web.security import public


@public
@require_POST
def begin_again(request: HttpRequest) -> HttpResponse:
    """Forget the sign-in that waits for its code, so that another address or a new code can be asked for."""
    if stage := LoginStageController.enter(request, LoginByCodeStage.key):
        stage.abort()
    return HttpResponseRedirect(reverse("account_request_login_code"))


def factor_was_set_up(request: HttpRequest, user: User, authenticator: Authenticator, **_more: object) -> None:
    """Take what set an app or a passkey up for a fresh proof: the recovery codes are shown without another."""
    record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
