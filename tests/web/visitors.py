"""Browsers of people with a grant, in English so that tests read."""

from django.conf import settings
from django.test import Client

from setara.accounts.models import User
from tests import factories

OFFICER = "activity_officer"


def visitor() -> Client:
    """A browser of somebody who has not signed in."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def browser_of(role: str, area: str = "", facility: str = "") -> Client:
    """A browser in which somebody of this role has signed in; without a role somebody with an account only."""
    client, email = visitor(), f"{role}{area}{facility}@contoh.id"
    found = User.objects.filter(email=email).first()
    made = found or (
        factories.user(role, area, facility, email=email) if role else User.objects.create_user(email, "Contoh")
    )
    client.force_login(made)
    return client


def officer() -> Client:
    """A signed-in officer's browser."""
    return browser_of(OFFICER)
