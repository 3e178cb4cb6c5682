"""Passkeys (*kunci sandi*): a key in telephone, laptop or stick that signs in by fingerprint, face or PIN."""

from struct import error as StructError  # noqa: N812 - it is a class

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from setara.web.security import before_second_factor, for_staff, public

NOT_ACCEPTED = _("This passkey was not accepted.")
UNREADABLE = (
    ValueError, TypeError, LookupError, AttributeError, StructError, RecursionError, NotImplementedError,
)  # fmt: skip
"""What the library raises for an answer that no browser gives; ValueError also for one that does not fit."""


class CredentialField(forms.JSONField):
    """The browser's answer, of the form that the library expects: a hostile one is refused before it reads it."""

    default_error_messages = {"invalid": NOT_ACCEPTED, "required": NOT_ACCEPTED}
    widget = forms.HiddenInput
    longest = 20_000

    def clean(self, value: object) -> object:
        if isinstance(value, str) and len(value) > self.longest:
            raise ValidationError(NOT_ACCEPTED)
        try:
            answer = super().clean(value)
        except RecursionError as error:
            raise ValidationError(NOT_ACCEPTED) from error
        response = answer.get("response") if isinstance(answer, dict) else None
        if not isinstance(response, dict) or not all(isinstance(answer.get(name), str) for name in ("id", "rawId")):
            raise ValidationError(NOT_ACCEPTED)
        return answer


class AddForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey with its name; every one of ours signs in by itself."""

    name = forms.CharField(required=False, max_length=60)
    credential = CredentialField()
    passwordless = None

    def clean(self) -> dict[str, object]:
        try:
            return dict(super().clean())
        except (ValidationError, *UNREADABLE) as error:
            raise ValidationError(NOT_ACCEPTED) from error


class RenameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name of a passkey."""

    name = forms.CharField(max_length=60)


class Answered(forms.Form):
    """A passkey's answer to our question; whoever asks learns only whether it was accepted."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        try:
            authenticator: Authenticator = super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError(NOT_ACCEPTED) if error.code == "incorrect_code" else error from error
        except UNREADABLE as error:
            raise ValidationError(NOT_ACCEPTED) from error
        if not authenticator.user.is_active:
            raise ValidationError(NOT_ACCEPTED)
        return authenticator


class SignInForm(Answered, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of the code by mail."""


class SecondStepForm(Answered, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the code by mail."""


class OnceMoreForm(Answered, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a change of the account."""


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """After the code by mail: the app's code, a passkey, or a recovery code."""

    def get_context_data(self, **more: object) -> dict[str, object]:
        """Say which of them this account has."""
        words: dict[str, object] = super().get_context_data(**more)
        return words | factors(self.stage.login.user.pk)


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Make a passkey."""

    def get_context_data(self, **more: object) -> dict[str, object]:
        """Ask for one that the device finds by itself and opens for its owner only."""
        words: dict[str, object] = super().get_context_data(**more)
        return words | {"js_data": {"creation_options": begin_registration(self.request.user, True)}}


class OnceMore(ReauthenticateView):  # type: ignore[misc]
    """Before a change of the account: a fresh code or the passkey, on one page."""

    def get_context_data(self, **more: object) -> dict[str, object]:
        """Say which of them this account has; ask for the passkey where there is one."""
        words: dict[str, object] = super().get_context_data(**more)
        words |= factors(self.request.user.pk)
        asked = {"request_options": begin_authentication(self.request.user)} if words["passkeys"] else {}
        return words | {
            "js_data": asked,
            "passkey_url": self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")),
        }


class OnceMoreByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """What the passkey of that page leads to."""

    def get(self, _request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        return HttpResponseRedirect(self.passthrough_next_url(reverse("mfa_reauthenticate")))

    def form_invalid(self, form: OnceMoreForm) -> HttpResponse:
        """Back to the page, which says why."""
        messages.error(self.request, " ".join(map(str, form.errors.get("credential", []))))
        return self.get(self.request)


def factors(user_id: int | None) -> dict[str, object]:
    """Say what second factors an account has: `has_app`, and its `passkeys`, the oldest first."""
    kept = Authenticator.objects.filter(user=user_id).order_by("created_at", "pk")
    passkeys = [one for one in kept if one.type == Authenticator.Type.WEBAUTHN]
    return {"has_app": any(one.type == Authenticator.Type.TOTP for one in kept), "passkeys": passkeys}


second_step = public(SecondStep.as_view())
add = before_second_factor(AddPasskey.as_view())
once_more = for_staff(OnceMore.as_view())
once_more_by_passkey = for_staff(OnceMoreByPasskey.as_view())
