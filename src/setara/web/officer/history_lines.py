"""What happened to one thing, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from setara.history.models import Entry as HistoryEntry
from setara.web.officer.names import names_of
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
    people = names_of(entry.actor for entry in entries)
    return [
        HistoryLine(
            entry.position,
            str(entry_word(entry.kind)),
            entry.effective,
            entry.recorded_at,
            people[entry.actor],
        )
        for entry in reversed(entries)
    ]
