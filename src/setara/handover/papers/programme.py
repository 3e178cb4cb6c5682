"""*Susunan acara*: the programme and those on stage, to be read aloud."""

import datetime as dt
from collections.abc import Sequence

from setara.handover.papers.content import Envelope, Event
from setara.handover.papers.setting import opening, set_paper, wrapped
from setara.kernel.certificates.kinds import Names
from setara.kernel.handover.ordering import photo_groups

PHOTO_SIZE = 5
"""People on one photograph, beside those who hand over."""


def programme(
    event: Event, recipients: Sequence[Envelope], moment: dt.datetime, *, photo_size: int = PHOTO_SIZE
) -> bytes:
    """The run sheet: programme, then the *penerima simbolis* in stage order, cut into groups for the photograph."""
    people = sorted(recipients, key=lambda one: (one.stage or 0, one.number))
    groups = photo_groups(range(len(people)), photo_size) if people else []
    document = {
        **opening(Names("Susunan Acara", "Run sheet"), event, moment),
        "agenda": [
            [wrapped(time, 25, 20, 12), wrapped(item, 150, 17), wrapped(who, 150, 13)]
            for time, item, who in event.agenda
        ],
        "groups": [[_spoken(people[place]) for place in group] for group in groups],
    }
    return set_paper("programme.typ", document, moment)


def _spoken(one: Envelope) -> dict[str, str]:
    return {
        "stage": str(one.stage or "–"),
        "holder": wrapped(one.holder, 156, 19, 100),
        "district": wrapped(one.district, 156, 15, 60),
        "kind": one.kind_name,
        "number": wrapped(one.certificate, 156, 11, 80),
        "envelope": str(one.number),
    }
