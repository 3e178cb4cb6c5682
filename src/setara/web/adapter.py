"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from setara.web.components.context import office_name


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the operator; nobody signs up by himself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the adapter's signature
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Name the office and its fixed address in a mail, never the host that a request happened to name."""
        named = {
            "office": office_name(get_language() or settings.LANGUAGE_CODE),
            "sign_in": settings.BASE_URL + reverse("account_request_login_code"),
        }
        super().send_mail(template_prefix, email, context | named)
