"""What is said of an event in numbers that were frozen at a named moment: speech figures, *laporan Kepala Dinas*."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from setara.handover.papers.content import Event, Figure, Frozen, Person, district_name
from setara.handover.papers.setting import clock, fitting, opening, set_paper, wrapped
from setara.kernel.certificates.kinds import KIND_NAMES, Kind, Names
from setara.kernel.certificates.state_words import StateCode, state_names
from setara.kernel.handover.spelling import grouped, long_day

PART_NAMES: Mapping[str, Callable[[str], str]] = {
    "facility": lambda code: KIND_NAMES[Kind(code)].id if code in set(Kind) else code,
    "district": district_name,
    "state": lambda code: state_names(Kind.ISO, StateCode(code)).id if code in set(StateCode) else code,
}
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


def frozen_figures(name: str, at: dt.datetime, head: str, kept: Iterable[Mapping[str, Any]]) -> Frozen:
    """Figures as they were frozen, from what was kept of each: code, value, by, split, name and definition by language.

    `by` are pairs of a part's code and its number, `split` says what the codes are of. Raises KeyError.
    """
    figures = tuple(
        Figure(
            one["code"],
            one["name"]["id"],
            one["definition"]["id"],
            one["value"],
            tuple((PART_NAMES.get(one["split"], str)(code), number) for code, number in one["by"]),
        )
        for one in kept
    )
    return Frozen(name, at, head, figures)


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
