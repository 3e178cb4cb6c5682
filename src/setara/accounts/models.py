"""People who sign in, and what they were granted."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from setara.kernel.access.rules import Actor, Grant


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str = "") -> "User":
        """Make an account that signs in by code; it has no password and no grant."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody of the office, or of a district's."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def actor(self) -> Actor:
        """This person as the kernel knows actors, with the grants of today."""
        given = GivenGrant.objects.in_force(timezone.localdate()).filter(user=self)
        return Actor(f"user:{self.pk}", tuple(grant for one in given if (grant := one.grant)))


class GivenGrants(models.QuerySet["GivenGrant"]):
    def in_force(self, on: dt.date) -> "GivenGrants":
        """Those that count on a day, as far as none is ended before."""
        return self.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on, ended_at=None)


class GivenGrant(models.Model):
    """A role given to somebody for an area and a facility (empty: all) from a day to a day (none: until ended), and
    when it was ended before that.

    `area` is the code of a district, `facility` a kind of certificate. Never deleted: who could do what on which day
    is to be found out later.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="given")
    role = models.CharField(max_length=32)
    area = models.CharField(max_length=5, blank=True)
    facility = models.CharField(max_length=32, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=64)
    given_at = models.DateTimeField()

    objects = GivenGrants.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.role, self.area, self.facility)))

    def is_open(self, on: dt.date) -> bool:
        """Whether it counts on a day or will count later."""
        return self.ended_at is None and (self.ends is None or on <= self.ends)

    def counts_on(self, on: dt.date) -> bool:
        """Whether it counts on a day, as far as it is not ended before; its last day is one of its days."""
        return self.starts <= on and self.is_open(on)

    @property
    def grant(self) -> Grant | None:
        """The grant as the kernel knows it; None where the office has no such role any more."""
        role = settings.ROLES.get(self.role)
        return Grant(role, self.area, self.facility) if role else None


def actor_named(actor_id: str) -> Actor:
    """Return the actor of an id that `User.actor` gave, with the grants of today; one who left may do nothing."""
    user = User.objects.filter(pk=actor_id.removeprefix("user:"), is_active=True).first()
    return user.actor if user else Actor(actor_id)
