"""What happened to one thing, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from setara.accounts.models import User
from setara.history.models import Entry as HistoryEntry
from setara.kernel.access.rules import CONSOLE
from setara.words.history import entry_word


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the history in words."""

    position: int
    words: str
    effective: dt.date
    recorded_at: dt.datetime
    who: str


def history_lines(entries: Sequence[HistoryEntry]) -> list[HistoryLine]:
    """Say each entry, newest first, with the person's name where a person acted."""
    numbers = {entry.actor.removeprefix("user:") for entry in entries if entry.actor.startswith("user:")}
    people = {CONSOLE.id: _("console")} | {
        f"user:{person.pk}": str(person) for person in User.objects.filter(pk__in=numbers)
    }
    return [
        HistoryLine(
            entry.position,
            str(entry_word(entry.kind)),
            entry.effective,
            entry.recorded_at,
            people.get(entry.actor, entry.actor),
        )
        for entry in reversed(entries)
    ]
