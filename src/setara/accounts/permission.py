"""The one gate of every act and every screen."""

from django.conf import settings

from setara.kernel.access import rules
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import About, Actor, Refusal
from setara.kernel.access.scope import Scope
from setara.kernel.certificates.kinds import Kind


class NotPermitted(Exception):
    """An act refused by `kernel.access`; carries the refusal for the page that explains it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(f"{why.act}: {why.code}")
        self.refusal = why


def refusal(actor: Actor, act: Act, about: About | None = None) -> Refusal | None:
    """Return None where the actor may do it, by the roles of this office; without `about`: on some record."""
    return rules.refusal(actor, act, settings.ROLES, about)


def may(actor: Actor, act: Act, about: About | None = None) -> bool:
    """Say whether the actor may do it."""
    return refusal(actor, act, about) is None


def require(actor: Actor, act: Act, about: About | None = None) -> None:
    """Raise NotPermitted unless the actor may do it."""
    if why := refusal(actor, act, about):
        raise NotPermitted(why)


def require_in_district(actor: Actor, act: Act, district_code: str) -> None:
    """Raise NotPermitted unless the actor may do it on what belongs to a district and to no facility: a business."""
    require(actor, act)
    within = scope(actor, act).districts
    if within is not None and district_code not in within:
        raise NotPermitted(Refusal(act, "other_area"))


def scope(actor: Actor, act: Act) -> Scope:
    """Say on which records the actor may do it."""
    return rules.scope(actor, act, Kind)
