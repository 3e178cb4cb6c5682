"""Give somebody a role for an area and a facility, and end it; both stand in the history."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from setara.accounts.models import GivenGrant, User
from setara.accounts.permission import require, require_still
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor, Grant
from setara.kernel.access.scope import ALL
from setara.kernel.certificates.kinds import Kind
from setara.kernel.rulebook.days import jakarta_day
from setara.kernel.rulebook.regions import districts_of


class GrantRefused(Exception):
    """A grant that cannot be given or ended.

    `code` is one of ``unknown_role unknown_area unknown_facility ends_before_start already_ended own_grant``,
    and ``own_account`` of the acts on an account.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def give_grant(
    user: User, grant: Grant, *, starts: dt.date, ends: dt.date | None = None, actor: Actor, at: dt.datetime
) -> GivenGrant:
    """Give a grant from a day to a day, both included; nobody gives himself one.

    Raises NotPermitted, GrantRefused.
    """
    require(actor, Act.MANAGE_PEOPLE)
    if code := "own_grant" if actor.id == f"user:{user.pk}" else _fault(grant, starts, ends):
        raise GrantRefused(code)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.MANAGE_PEOPLE)
        given = GivenGrant.objects.create(
            user=user,
            role=grant.role.code,
            area=grant.area,
            facility=grant.facility,
            starts=starts,
            ends=ends,
            given_by=actor.id,
            given_at=at,
        )
        _tell("grant.given", given, starts, actor, at)
    return given


def end_grant(grant_id: int, *, actor: Actor, at: dt.datetime) -> GivenGrant:
    """End a grant at once. Nobody ends what lets him manage people.

    Raises NotPermitted, GrantRefused, GivenGrant.DoesNotExist.
    """
    require(actor, Act.MANAGE_PEOPLE)
    today = jakarta_day(at)
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.MANAGE_PEOPLE)
        given = GivenGrant.objects.select_for_update().get(pk=grant_id)
        if given.ended_at is not None or (given.ends is not None and given.ends < today):
            raise GrantRefused("already_ended")
        if actor.id == f"user:{given.user_id}" and given.grant and Act.MANAGE_PEOPLE in given.grant.role.acts:
            raise GrantRefused("own_grant")
        given.ended_at = at
        given.save(update_fields=["ended_at"])
        _tell("grant.ended", given, today, actor, at)
    return given


def _fault(grant: Grant, starts: dt.date, ends: dt.date | None) -> str:
    if settings.ROLES.get(grant.role.code) != grant.role:
        return "unknown_role"
    if grant.area != ALL and grant.area not in districts_of(settings.PROVINCE):
        return "unknown_area"
    if grant.facility != ALL and grant.facility not in set(Kind):
        return "unknown_facility"
    return "ends_before_start" if ends is not None and ends < starts else ""


def _tell(kind: str, given: GivenGrant, effective: dt.date, actor: Actor, at: dt.datetime) -> None:
    data: dict[str, str | int | None] = {
        "role": given.role,
        "area": given.area,
        "facility": given.facility,
        "starts": given.starts.isoformat(),
        "ends": given.ends.isoformat() if given.ends else None,
    }
    append([Draft(f"user:{given.user_id}", kind, effective, data)], actor=actor.id, at=at)
