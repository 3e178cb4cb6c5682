"""Who acted, by name."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from setara.accounts.models import User
from setara.kernel.access.rules import CONSOLE


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Name the actors that the history and the register know by id; one that is gone stands for itself."""
    ids = set(actors)
    keys = {one.removeprefix("user:") for one in ids if one.startswith("user:")}
    people = {f"user:{person.pk}": str(person) for person in User.objects.filter(pk__in=keys)} if keys else {}
    return {one: people.get(one, one) for one in ids} | {CONSOLE.id: _("console")}
