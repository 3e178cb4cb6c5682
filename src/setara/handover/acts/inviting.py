"""Invite businesses to a ceremony (*undangan*), and keep who came (*daftar hadir*)."""

import datetime as dt
import secrets

from django.db import transaction

from setara.accounts.permission import may, require_still
from setara.handover.acts.planning import hold_ceremony
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Ceremony, Invitation
from setara.handover.queries import not_invited
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import About, Actor
from setara.kernel.rulebook.days import jakarta_day

CODE_BYTES = 9


def invite(ceremony_id: int, *, actor: Actor, at: dt.datetime) -> int:
    """Make an invitation for each business of an event that has none; say how many. Codes given out stay.

    Raises NotPermitted, CeremonyRefused (``already_closed``), Ceremony.DoesNotExist.
    """
    with transaction.atomic():
        ceremony = hold_ceremony(ceremony_id, actor)
        missing = not_invited(ceremony)
        made = [Invitation(ceremony=ceremony, business_id=one, code=_code()) for one in missing]
        Invitation.objects.bulk_create(made, batch_size=500)
        if made:
            _tell("ceremony.invited", ceremony, actor, at, invitations=len(made))
    return len(made)


def check_in(code: str, *, actor: Actor, at: dt.datetime) -> Invitation:
    """Keep that somebody of an invited business came; the first time counts.

    Raises NotPermitted, CeremonyRefused (``already_came already_closed``), Invitation.DoesNotExist.
    """
    with transaction.atomic():
        invitation = _held(code, actor)
        if invitation.came_at is not None:
            raise CeremonyRefused("already_came")
        if invitation.ceremony.closed_at is not None:
            raise CeremonyRefused("already_closed")
        invitation.came_at, invitation.came_by = at, actor.id
        invitation.save(update_fields=["came_at", "came_by"])
        _tell("guest.came", invitation.ceremony, actor, at, business=invitation.business_id)
    return invitation


def undo_check_in(code: str, *, actor: Actor, at: dt.datetime) -> Invitation:
    """Take back that somebody came. Raises NotPermitted, CeremonyRefused (``not_come``), Invitation.DoesNotExist."""
    with transaction.atomic():
        invitation = _held(code, actor)
        if invitation.came_at is None:
            raise CeremonyRefused("not_come")
        invitation.came_at, invitation.came_by = None, ""
        invitation.save(update_fields=["came_at", "came_by"])
        _tell("guest.taken_back", invitation.ceremony, actor, at, business=invitation.business_id)
    return invitation


def may_receive(actor: Actor, invitation: Invitation) -> bool:
    """Say whether somebody may keep who comes: she hands over what the business gets, or helps at a desk that day."""
    return any(may(actor, Act.HAND_OVER, about) for about in _abouts(invitation)) or _helps(actor, invitation)


def _held(code: str, actor: Actor) -> Invitation:
    hold_chain()
    found = Invitation.objects.select_for_update(of=("self",)).select_related("ceremony", "business").get(code=code)
    if _helps(actor, found):
        require_still(actor, Act.HELP_AT_DESK)
        return found
    abouts = _abouts(found)
    mine = [about for about in abouts if may(actor, Act.HAND_OVER, about)]
    require_still(actor, Act.HAND_OVER, (mine or abouts)[0])
    return found


def _abouts(invitation: Invitation) -> list[About]:
    """Say what permission looks at: the certificates that the business gets at the event."""
    lines = invitation.ceremony.lines.filter(certificate__business=invitation.business_id)
    abouts = [line.about for line in lines.select_related("certificate")]
    return abouts or [About(invitation.business.district_code, "")]


def _helps(actor: Actor, invitation: Invitation) -> bool:
    if not actor.id.startswith("user:") or not may(actor, Act.HELP_AT_DESK) or invitation.ceremony.closed_at:
        return False
    return invitation.ceremony.desks.filter(helpers=int(actor.id.removeprefix("user:"))).exists()


def _code() -> str:
    return secrets.token_urlsafe(CODE_BYTES)


def _tell(kind: str, ceremony: Ceremony, actor: Actor, at: dt.datetime, **data: str | int | None) -> None:
    append([Draft(ceremony.stream, kind, jakarta_day(at), data)], actor=actor.id, at=at)
