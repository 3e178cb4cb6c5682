"""What the sign-in of allauth lacks."""

from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from setara.web.security import public


@public
@require_POST
def begin_again(request: HttpRequest) -> HttpResponse:
    """Forget the sign-in that waits for its code, so that another address or a new code can be asked for."""
    if stage := LoginStageController.enter(request, LoginByCodeStage.key):
        stage.abort()
    return HttpResponseRedirect(reverse("account_request_login_code"))
