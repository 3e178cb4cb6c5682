"""People who sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from setara.kernel.access.rules import Actor, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, role: Role, name: str = "") -> "User":
        """Make an account that signs in by code; it has no password."""
        user = self.model(email=self.normalize_email(email).lower(), role=role, name=name)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody of the office. `role` is one of `kernel.access.rules.Role`; an unknown one grants nothing."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=32)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def actor(self) -> Actor:
        """This person as the kernel knows actors."""
        roles = frozenset({Role(self.role)}) if self.role in set(Role) else frozenset()
        return Actor(f"user:{self.pk}", roles)


def actor_named(actor_id: str) -> Actor:
    """Return the actor of an id that `User.actor` gave, with the role held now; one who left may do nothing."""
    user = User.objects.filter(pk=actor_id.removeprefix("user:"), is_active=True).first()
    return user.actor if user else Actor(actor_id, frozenset())
