"""Give somebody an account (*akun*)."""

from django.db import IntegrityError, transaction

from setara.accounts.models import User
from setara.accounts.permission import require
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor


class AlreadyInvited(Exception):
    """The address has an account."""


def invite(email: str, name: str = "", *, actor: Actor) -> User:
    """Make an account that signs in by a code sent to the address; it may do nothing until something is granted.

    Raises NotPermitted, AlreadyInvited.
    """
    require(actor, Act.MANAGE_PEOPLE)
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name)
    except IntegrityError as error:
        raise AlreadyInvited(email) from error
