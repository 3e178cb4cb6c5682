"""Reading people and what they are granted."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from setara.accounts.models import GivenGrant, User
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Refusal

MOST_NAMED = 5


def people(most: int = 500) -> QuerySet[User]:
    """Return the accounts by name and address, each with its grants in one more query."""
    given = Prefetch("given", GivenGrant.objects.order_by("-id"))
    return User.objects.order_by("name", "email").prefetch_related(given)[:most]


def grants_of(user_id: int) -> tuple[GivenGrant, ...]:
    """Return what somebody was ever granted, the latest first."""
    return tuple(GivenGrant.objects.filter(user=user_id).order_by("-id"))


def holders_of(acts: Iterable[Act], on: dt.date) -> tuple[User, ...]:
    """Return the people who hold, on a day, a role that includes one of these acts, whatever their area; by name."""
    wanted = set(acts)
    roles = [code for code, role in settings.ROLES.items() if wanted & role.acts]
    holders = GivenGrant.objects.in_force(on).filter(role__in=roles).values("user")
    return tuple(User.objects.filter(is_active=True, id__in=holders).order_by("name", "email"))


def who_could(why: Refusal, on: dt.date) -> tuple[User, ...]:
    """Name a few people who hold, on a day, a role of those that could."""
    roles = [role.code for role in why.who_could]
    holders = GivenGrant.objects.in_force(on).filter(role__in=roles, area="", facility="").values("user")
    return tuple(User.objects.filter(is_active=True, id__in=holders).order_by("name", "email")[:MOST_NAMED])
