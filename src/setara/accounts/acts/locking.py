"""Close an account (*menutup akun*), open it again, and help somebody who lost the second factor."""

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from setara.accounts.acts.granting import GrantRefused
from setara.accounts.models import User
from setara.accounts.permission import require, require_still
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.rulebook.days import jakarta_day


def set_open(user_id: int, *, is_open: bool, actor: Actor, at: dt.datetime) -> User:
    """Close an account at once, with its sessions, or open it again; its grants stay. Nobody closes his own.

    Raises NotPermitted, GrantRefused (``own_account``), User.DoesNotExist.
    """
    _refuse_own(user_id, actor)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.MANAGE_PEOPLE)
        user = User.objects.select_for_update().get(pk=user_id)
        if user.is_active != is_open:
            user.is_active = is_open
            user.save(update_fields=["is_active"])
            _tell("account.opened" if is_open else "account.closed", user, actor, at)
        if not is_open:
            _sign_out(user)
    return user


def take_second_factor(user_id: int, *, actor: Actor, at: dt.datetime) -> User:
    """Take authenticator app, passkeys and recovery codes from somebody who lost them, and sign every session out.

    Who asks must be known in person: whoever reads the mail of the account signs in next. Nobody does it to himself.
    Raises NotPermitted, GrantRefused (``own_account``), User.DoesNotExist.
    """
    _refuse_own(user_id, actor)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.MANAGE_PEOPLE)
        user = User.objects.select_for_update().get(pk=user_id)
        Authenticator.objects.filter(user=user).delete()
        _tell("account.second_factor_taken", user, actor, at)
        _sign_out(user)
    return user


def _refuse_own(user_id: int, actor: Actor) -> None:
    require(actor, Act.MANAGE_PEOPLE)
    if actor.id == f"user:{user_id}":
        raise GrantRefused("own_account")


def _sign_out(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()


def _tell(kind: str, user: User, actor: Actor, at: dt.datetime) -> None:
    append([Draft(f"user:{user.pk}", kind, jakarta_day(at), {})], actor=actor.id, at=at)
