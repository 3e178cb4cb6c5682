"""From content to PDF: the look that all papers share, and texts that cannot leave their place."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from setara.handover.papers.content import Event
from setara.issuance.sheet.content import shortened
from setara.issuance.sheet.press import WRAP, breadth
from setara.issuance.sheet.qr import qr_symbol
from setara.issuance.sheet.wording import day, pair
from setara.kernel.certificates.kinds import Names
from setara.kernel.handover.spelling import long_day
from setara.kernel.rulebook.days import JAKARTA, jakarta_day
from setara.platform.pdf.typesetting import typeset

POINT_MM = 25.4 / 72
INSET_MM = 1.4
"""Free space at either side of a cell, as in look.typ."""
BOLD = 1.08
LONGEST_TEXT = 160
LIST_PT = 9.5

Cell: TypeAlias = str | dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: heading, breadth in millimetres, and where its text stands."""

    heading: str
    mm: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own, or under none."""

    heading: str
    rows: tuple[tuple[Cell, ...], ...]


def set_paper(template: str, document: dict[str, object], moment: dt.datetime) -> bytes:
    """The document in a template of this folder as PDF/A, created at `moment` (aware); equal input, equal bytes."""
    here = Path(__file__)
    text = json.dumps(document, ensure_ascii=False)
    return typeset(text, moment, here.with_name(template), here.with_name("look.typ"), standard="a-3b")


def opening(title: Names, event: Event, moment: dt.datetime, **marks: object) -> dict[str, object]:
    """What stands at the head and at every foot of a paper; `moment` is that of the state of affairs it shows."""
    return {
        "title": pair(title),
        "office": wrapped(event.office, 120, 9),
        "event": wrapped(event.name, 150, 12, 240),
        "where": wrapped(f"{long_day(event.on)} · pukul {event.starts:%H.%M} WIB · {event.place}", 150, 10, 320),
        "foot": wrapped(f"{shortened(event.name, 100)} · keadaan {clock(moment)}", 130, 7.5, 160),
        "draft": False,
        "private": False,
        "note": "",
        **marks,
    }


def listing(
    opened: dict[str, object], columns: Sequence[Column], groups: Sequence[Group], moment: dt.datetime
) -> bytes:
    """A list in groups; landscape where its columns need it."""
    document = {
        **opened,
        "columns": [{"heading": one.heading, "mm": one.mm, "align": one.align} for one in columns],
        "groups": [{"heading": one.heading, "rows": one.rows} for one in groups],
        "total": sum(len(one.rows) for one in groups),
        "flipped": sum(one.mm for one in columns) > 180,
    }
    return set_paper("listing.typ", document, moment)


def wrapped(text: str, mm: float, pt: float = LIST_PT, longest: int = LONGEST_TEXT) -> str:
    """The text, shortened, with places to wrap inside words that are broader than their line of so many millimetres.

    >>> wrapped("UD Contoh", 60), wrapped("W" * 40, 60).count(WRAP)
    ('UD Contoh', 39)
    """
    room = (mm - 2 * INSET_MM) / (pt * POINT_MM * BOLD)
    return " ".join(WRAP.join(word) if breadth(word) > room else word for word in shortened(text, longest).split(" "))


def fitting(text: str, mm: float, lines: int, sizes: Sequence[float]) -> float:
    """The largest of the type sizes (points, falling) at which a text stands in so many lines; else the least.

    >>> fitting("UD Contoh", 60, 1, (20, 12)), fitting("UD Contoh Sumber Rejeki Makmur", 60, 1, (20, 12))
    (20, 12)
    """
    filled = 1 if lines == 1 else 0.8
    need = breadth(text) * BOLD * POINT_MM
    return next((size for size in sizes if need * size <= mm * lines * filled), sizes[-1])


def named(strong: str, small: str, mm: float) -> Cell:
    """A cell of two lines: what it is about, and what belongs to it."""
    return {"strong": wrapped(strong, mm), "small": wrapped(small, mm, 8.5)}


def code_cell(text: str, mm: float) -> Cell:
    """A cell with a QR symbol of that breadth."""
    return {"svg": qr_symbol(text).svg, "mm": mm}


def clock(moment: dt.datetime) -> str:
    """Write a moment (aware) as a person reads it.

    >>> clock(dt.datetime(2026, 11, 24, 2, 5, tzinfo=dt.UTC))
    '24 November 2026 pukul 09.05 WIB'
    """
    return f"{day(jakarta_day(moment)).id} pukul {moment.astimezone(JAKARTA):%H.%M} WIB"
