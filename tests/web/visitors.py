"""Browsers of people with a role, in English so that tests read."""

from django.conf import settings
from django.test import Client

from setara.accounts.models import User
from setara.kernel.access.rules import Role


def visitor() -> Client:
    """A browser of somebody who has not signed in."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def browser_of(role: Role | str) -> Client:
    """A browser in which somebody of this role has signed in."""
    client = visitor()
    found = User.objects.filter(email=f"{role}@contoh.id").first()
    client.force_login(found or User.objects.create_user(f"{role}@contoh.id", role, f"Contoh {role}"))  # type: ignore[arg-type]
    return client


def officer() -> Client:
    """A signed-in officer's browser."""
    return browser_of(Role.OFFICER)
