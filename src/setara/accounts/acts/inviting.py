"""Give somebody of the office an account (*akun*)."""

from django.db import IntegrityError, transaction

from setara.accounts.models import User
from setara.kernel.access.rules import Role


class AlreadyInvited(Exception):
    """The address has an account."""


def invite(email: str, role: Role, name: str = "") -> User:
    """Make an account that signs in by a code sent to the address. Raises AlreadyInvited.

    Only whoever runs the console command may do it so far; no page calls this.
    """
    try:
        with transaction.atomic():
            return User.objects.create_user(email, role, name)
    except IntegrityError as error:
        raise AlreadyInvited(email) from error
