"""Everything over the years of one business on one line: its own history and that of each of its certificates."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from setara.certificates.queries import RegisterRow
from setara.history.models import Entry
from setara.history.store import entries_of_all
from setara.registry.models import Business
from setara.web.officer.names import names_of
from setara.words.history import entry_word

ISSUED, EXPIRES = _("The body issued it"), _("It expires")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day, about one certificate or, without one, about the business itself.

    `who` recorded it; what the certificate itself says (that it was issued, that it ends) has nobody.
    """

    on: dt.date
    words: str
    about: RegisterRow | None
    who: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its moments, the latest first."""

    year: int
    moments: tuple[Moment, ...]


def time_line(business: Business, certificates: Sequence[RegisterRow]) -> list[Year]:
    """Return the years of a business, the latest first, as far as the certificates given go."""
    about = {f"certificate:{row.id}": row for row in certificates}
    entries = entries_of_all([business.stream, *about])
    people = names_of(entry.actor for entry in entries)
    moments = [_moment(entry, about.get(entry.stream), people[entry.actor]) for entry in entries]
    for row in certificates:
        moments += [Moment(row.issue_date, str(ISSUED), row)] if row.issue_date else []
        moments += [Moment(row.expiry_date, str(EXPIRES), row)] if row.expiry_date else []
    moments.sort(key=lambda one: (one.on, one.place), reverse=True)
    return [Year(year, tuple(found)) for year, found in groupby(moments, key=lambda one: one.on.year)]


def _moment(entry: Entry, about: RegisterRow | None, who: str) -> Moment:
    return Moment(entry.effective, str(entry_word(entry.kind)), about, who, entry.position)
