"""Give somebody an account (*akun*)."""

import datetime as dt

from django.db import IntegrityError, transaction

from setara.accounts.models import User
from setara.accounts.permission import require, require_still
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.rulebook.days import jakarta_day


class AlreadyInvited(Exception):
    """The address has an account."""


def invite(email: str, name: str = "", *, actor: Actor, at: dt.datetime) -> User:
    """Make an account that signs in by a code sent to the address; it may do nothing until something is granted.

    Raises NotPermitted, AlreadyInvited.
    """
    require(actor, Act.MANAGE_PEOPLE)
    try:
        with transaction.atomic():
            hold_chain()
            require_still(actor, Act.MANAGE_PEOPLE)
            user = User.objects.create_user(email, name)
            append([Draft(f"user:{user.pk}", "account.made", jakarta_day(at), {})], actor=actor.id, at=at)
            return user
    except IntegrityError as error:
        raise AlreadyInvited(email) from error
