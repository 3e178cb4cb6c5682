"""What every page knows."""

from email.utils import parseaddr
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from setara.accounts.permission import may
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.platform.installation import is_local
from setara.web.security import actor_of


def page(request: HttpRequest) -> dict[str, object]:
    """Name the office, its address, the languages, and (asked only by officer pages) what this person may do."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "language": language,
        "office": office_name(language),
        "report_address": report_address(),
        "here": quote(request.get_full_path()),
        "may": lambda: permissions(actor_of(request)),
    }


def office_name(language: str) -> str:
    """Name the office in a language."""
    return settings.OFFICE_ID if language == "id" else settings.OFFICE_EN


def report_address() -> str:
    """Return the address that takes reports of the public, or ``""`` where no mail could reach it."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return "" if is_local(address.rpartition("@")[2]) else address


def permissions(actor: Actor) -> dict[str, bool]:
    """Say of every act whether it is permitted anywhere, by its name in lower case (``see_register``)."""
    return {act.name.lower(): may(actor, act) for act in Act}
