"""How allauth behaves here."""

import base64
import hashlib
from functools import cache
from urllib.parse import urlsplit

import zxingcpp
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from setara.accounts.permission import may
from setara.kernel.access.acts import Act
from setara.web.components.context import office_name
from setara.web.security import actor_of

READING = frozenset({Act.SEE_REGISTER, Act.SEE_RUNS, Act.CHECK_HISTORY})
"""What a person does who decides nothing and records nothing."""


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the operator; nobody signs up by himself."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead whoever only reads to the figures, everybody else to the work that waits."""
        held = {act for act in Act if may(actor_of(request), act)}
        if Act.SEE_REGISTER in held and held <= READING:
            return reverse("figures")
        return str(super().get_login_redirect_url(request))

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the adapter's signature
        return False

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002
        """Send whoever holds a closed account back to the beginning; nothing says that it is one."""
        return HttpResponseRedirect(reverse("account_request_login_code"))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Name the office and its fixed address in a mail, never the host that a request happened to name."""
        named = {
            "office": office_name(get_language() or settings.LANGUAGE_CODE),
            "sign_in": settings.BASE_URL + reverse("account_request_login_code"),
        }
        super().send_mail(template_prefix, email, context | named)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator app (*aplikasi autentikator*) and passkeys: secrets are kept locked, the QR code is drawn here."""

    def get_totp_issuer(self) -> str:
        return f"Setara {office_name('id')}"

    def build_totp_svg(self, url: str) -> str:
        return zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(add_quiet_zones=True)

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _lock().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002 - the adapter's
        number = Authenticator.objects.filter(user=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the host of the fixed address, never to the host that a request happened to name."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": self.get_totp_issuer()}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        entity: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": str(user)}


@cache
def _lock() -> Fernet:
    """What locks secrets in the database: a copy of the database alone opens nothing."""
    key = hashlib.scrypt(settings.KEY_PASSPHRASE.encode(), salt=b"second factor", n=2**14, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))
