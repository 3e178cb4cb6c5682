"""*Kartu undangan*: one for each business, with the code that a desk scans; it accompanies the signed letter."""

import datetime as dt
from collections.abc import Sequence

from setara.handover.papers.content import Event, Guest
from setara.handover.papers.setting import fitting, opening, set_paper, wrapped
from setara.issuance.sheet.qr import qr_symbol
from setara.kernel.certificates.kinds import Names
from setara.kernel.handover.spelling import grouped, long_day

ROOM_MM = 118


def invitation_cards(event: Event, guests: Sequence[Guest], moment: dt.datetime) -> bytes:
    """The cards in order, two on a page, to be cut."""
    document = {
        **opening(Names("Kartu Undangan", "Invitations"), event, moment),
        "event": wrapped(event.name, ROOM_MM, 20, 120),
        "event-size": fitting(event.name[:120], ROOM_MM, 2, (20, 17, 14, 11)),
        "day": long_day(event.on),
        "starts": f"{event.starts:%H.%M}",
        "place": wrapped(event.place, ROOM_MM, 11.5, 120),
        "cards": [_card(one) for one in guests],
    }
    return set_paper("cards.typ", document, moment)


def _card(one: Guest) -> dict[str, object]:
    size = fitting(one.business[:90], ROOM_MM, 2, (18, 15, 12, 10))
    return {
        "business": wrapped(one.business, ROOM_MM, size, 90),
        "size": size,
        "owner": wrapped(one.owner, ROOM_MM, 11.5, 60),
        "district": wrapped(one.district, ROOM_MM, 11.5, 60),
        "certificates": grouped(one.certificates),
        "code": wrapped(one.code, 40, 9, 40),
        "svg": qr_symbol(one.url).svg,
    }
