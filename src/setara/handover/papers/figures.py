"""What is said of an event in numbers that were frozen at a named moment: speech figures, *laporan Kepala Dinas*."""

import datetime as dt

from setara.handover.papers.content import Event, Figure, Frozen, Person
from setara.handover.papers.setting import clock, fitting, opening, set_paper, wrapped
from setara.kernel.certificates.kinds import Names
from setara.kernel.handover.spelling import grouped, long_day

SIZES = (88, 72, 60, 48, 36, 24, 16)
FEW = 4
"""Figures that stand one below the other."""


def speech_figures(event: Event, frozen: Frozen, moment: dt.datetime) -> bytes:
    """*Angka sambutan*: each figure in very large type, with its definition below; up to six stand on one page."""
    document = {
        **opening(Names("Angka Sambutan", "Figures for the speech"), event, moment),
        "figures": [_figure(one) for one in frozen.figures],
        "size": min((fitting(grouped(one.value), *_room(frozen)) for one in frozen.figures), default=0),
        "frozen": _frozen(frozen),
    }
    return set_paper("figures.typ", document, moment)


def report(event: Event, frozen: Frozen, moment: dt.datetime) -> bytes:
    """*Laporan Kepala Dinas*: a draft to the governor from the same figures; what only people know stays a line."""
    document = {
        **opening(Names("Laporan Kepala Dinas", "Report of the head of office"), event, moment, draft=True),
        "day": long_day(event.on),
        "place": wrapped(event.place, 170, 12),
        "basis": wrapped(event.basis, 175, 12, 1000),
        "official": signatory(event.official),
        "figures": [_figure(one) for one in frozen.figures],
        "frozen": _frozen(frozen),
    }
    return set_paper("report.typ", document, moment)


def signatory(person: Person | None, mm: float = 80) -> dict[str, str]:
    """A person as the place for a signature takes it."""
    known = person or Person()
    return {
        "name": wrapped(known.name, mm, 12),
        "title": wrapped(known.title, mm, 12),
        "nip": wrapped(known.nip, mm, 12, 30),
        "office": wrapped(known.office, mm, 12),
    }


def _figure(one: Figure) -> dict[str, object]:
    return {
        "value": grouped(one.value),
        "report-size": fitting(grouped(one.value), 34, 1, (26, 20, 14, 8)),
        "name": wrapped(one.name, 70, 19),
        "definition": wrapped(one.definition, 135, 11, 400),
        "parts": [[wrapped(name, 130, 12), grouped(number)] for name, number in one.parts],
    }


def _room(frozen: Frozen) -> tuple[float, int, tuple[float, ...]]:
    return (104, 1, SIZES) if len(frozen.figures) <= FEW else (87, 1, SIZES[2:])


def _frozen(frozen: Frozen) -> str:
    name = wrapped(frozen.name, 150, 8.5)
    return f"Angka dibekukan dengan nama “{name}” pada {clock(frozen.at)}. Kepala riwayat: {frozen.head}"
