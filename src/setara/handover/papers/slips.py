"""*Slip meja* and *sampul*: what lies at a desk for each envelope, and what is stuck onto it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from setara.handover.papers.content import Envelope, Event
from setara.handover.papers.setting import fitting, opening, set_paper, wrapped
from setara.issuance.sheet.qr import qr_symbol
from setara.kernel.certificates.kinds import Names


@dataclass(frozen=True, slots=True)
class Cut:
    """How a page of A4 is cut: pieces across and down, of so many millimetres; `qr` is the breadth of the symbol.

    The rooms are what number and holder may take, in millimetres.
    """

    across: int
    down: int
    width: float
    height: float
    qr: float
    number_room: float
    number_sizes: tuple[float, ...]
    room: float
    sizes: tuple[float, ...]


SLIP = Cut(2, 4, 105, 72, 33, 55, (84, 64, 48, 36), 55, (15, 13, 11, 9))
LABEL = Cut(2, 6, 105, 48, 0, 28, (44, 36, 28, 20), 60, (13, 11, 9, 8))


def desk_slips(event: Event, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    """*Slip meja*: the number of the envelope huge, whose it is, and the QR symbol of its sheet to scan."""
    return _cut(Names("Slip Meja", "Desk slips"), SLIP, event, envelopes, moment)


def envelope_labels(event: Event, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    """*Sampul*: what is stuck onto each envelope, in the order of print.pdf."""
    return _cut(Names("Label Sampul", "Envelope labels"), LABEL, event, envelopes, moment)


def _cut(title: Names, cut: Cut, event: Event, envelopes: Sequence[Envelope], moment: dt.datetime) -> bytes:
    document = {
        **opening(title, event, moment),
        "across": cut.across,
        "down": cut.down,
        "width": cut.width,
        "height": cut.height,
        "qr": cut.qr,
        "margin": 297 - cut.down * cut.height,
        "slips": [_slip(one, cut) for one in envelopes],
    }
    return set_paper("slips.typ", document, moment)


def _slip(one: Envelope, cut: Cut) -> dict[str, object]:
    size = fitting(one.holder[:90], cut.room, 2, cut.sizes)
    return {
        "number": str(one.number),
        "number-size": fitting(str(one.number), cut.number_room, 1, cut.number_sizes),
        "holder": wrapped(one.holder, cut.room, size, 90),
        "size": size,
        "district": wrapped(one.district, cut.room, 10, 60),
        "kind": one.kind_name,
        "certificate": wrapped(one.certificate, 65, 8.5, 60),
        "where": _where(one),
        "svg": qr_symbol(one.qr_text).svg if one.qr_text and cut.qr else "",
    }


def _where(one: Envelope) -> str:
    if one.stage:
        return f"Panggung {one.stage}"
    if one.in_bundle:
        return "Bundel"
    return f"Meja {one.desk}" if one.desk else ""
