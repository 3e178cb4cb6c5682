"""The one gate of every act and every screen."""

from setara.kernel.access.rules import Act, Actor, Refusal, refusal


class NotPermitted(Exception):
    """An act refused by `kernel.access`; carries the refusal for the page that explains it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(f"{why.act}: {why.code}")
        self.refusal = why


def require(actor: Actor, act: Act) -> None:
    """Raise NotPermitted unless the actor may do it."""
    if why := refusal(actor, act):
        raise NotPermitted(why)
