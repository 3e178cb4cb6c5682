"""The one gate of every act and every screen."""

from django.conf import settings

from setara.accounts.models import actor_named
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


def require_still(actor: Actor, act: Act, about: About | None = None) -> None:
    """As `require`, with the grants of this moment: for acts that waited for the chain and hold it now."""
    require(actor_named(actor.id) if actor.id.startswith("user:") else actor, act, about)


def takes_two(act: Act) -> NotPermitted:
    """Return the refusal of an act that takes another person, whatever this one was granted."""
    return NotPermitted(Refusal(act, "same_person", rules.who_could(act, settings.ROLES)))


def scope(actor: Actor, act: Act) -> Scope:
    """Say on which records the actor may do it."""
    return rules.scope(actor, act, Kind)
