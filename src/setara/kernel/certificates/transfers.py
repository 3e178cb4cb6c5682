"""Originals moved together: what becomes of each, and how long it can be undone."""

import datetime as dt
from enum import StrEnum

UNDO_WITHIN = dt.timedelta(hours=24)
"""Practice, no rule: a slip of the hand is seen on the day; what is older is moved back by a transfer of its own."""
MOST = 500
"""Originals of one transfer: what one person can hold against the pile before her."""


class MoveOutcome(StrEnum):
    """What became of one original. The last two are those of undoing."""

    MOVED = "moved"
    ALREADY_THERE = "already_there"
    NOT_PERMITTED = "not_permitted"
    MOVED_BACK = "moved_back"
    MOVED_SINCE = "moved_since"


def undo_refusal(made_at: dt.datetime, undone_at: dt.datetime | None, at: dt.datetime) -> str | None:
    """Say by a code why a transfer cannot be undone (``already_undone undo_too_late``), or None where it can.

    >>> made = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
    >>> undo_refusal(made, None, made + UNDO_WITHIN), undo_refusal(made, None, made + 2 * UNDO_WITHIN)
    (None, 'undo_too_late')
    """
    if undone_at is not None:
        return "already_undone"
    return "undo_too_late" if at - made_at > UNDO_WITHIN else None
