"""From content to PDF: one warm Typst compiler, used again for every sheet."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase, digits
from urllib.parse import urlsplit

from setara.issuance.sheet.content import SheetContent
from setara.issuance.sheet.qr import qr_symbol
from setara.issuance.sheet.wording import day, pair
from setara.kernel.certificates.kinds import Names
from setara.platform.drawing import mixed, svg
from setara.platform.pdf.typesetting import Typesetter, typeset

TEMPLATE = Path(__file__).with_name("sheet.typ")
GROUND = 0.88
"""Share of white in the motif behind the seal."""
MOST_YEARS = 10
RUN = re.compile(r"\S{28,}")
WRAP = "\u200b"


class _Breadths(dict[str, float]):
    def __missing__(self, _letter: str) -> float:
        return 1.1


BREADTHS = _Breadths(
    dict.fromkeys(ascii_lowercase + digits, 0.57)
    | dict.fromkeys(ascii_uppercase + "&", 0.75)
    | dict.fromkeys("fijltI .,:;'/()-·", 0.36)
    | dict.fromkeys("mwM", 0.86)
    | {"W": 1.02}
)
"""The broader of the two types, a little rounded up."""


class SheetPress:
    """Makes sheets; keep one per process, for the first use reads the fonts.

    Rules it keeps: PDF/A-3b as declared, tagged, one page a sheet; equal content, credential and moment give equal
    bytes; nothing of the machine's own fonts is used.
    """

    def __init__(self) -> None:
        self._typesetter = Typesetter(TEMPLATE)

    def pdf(self, content: SheetContent, credential: bytes, moment: dt.datetime) -> bytes:
        """One sheet with its credential attached as ``credential.json``; `moment` (aware) is its creation date.

        Raises `QrTooLargeError`.
        """
        return self._typesetter.pdf(_document([content], credential.decode()), moment, standard="a-3b")

    def print_run(self, contents: Sequence[SheetContent], moment: dt.datetime) -> bytes:
        """Many sheets in order as one file for the printer, nothing attached; a blank page where there are none.

        Raises `QrTooLargeError`.
        """
        return typeset(_document(contents, ""), moment, TEMPLATE, standard="a-3b")


def _document(contents: Sequence[SheetContent], credential: str) -> str:
    document = {"sheets": [_printed(content) for content in contents], "credential": credential}
    return json.dumps(document, ensure_ascii=False)


def _printed(content: SheetContent) -> dict[str, object]:
    symbol = qr_symbol(content.qr_text)
    tile = svg(content.motif, columns=1)
    return {
        "kind": pair(content.kind),
        "title": f"{content.number} · {content.holder}",
        "number": breakable(content.number),
        "holder": breakable(content.holder),
        "district": breakable(content.district_name),
        "issuer": breakable(content.issuer),
        "accreditation": breakable(content.issuer_accreditation),
        "office": _breakable_pair(content.office),
        "recorded": pair(day(content.recorded_on)),
        "programme": _breakable_pair(content.programme),
        "facts": [
            {"label": pair(fact.label), "value": breakable(fact.value), "breadth": breadth(fact.value)}
            for fact in content.facts
        ],
        "term": _term(content),
        "host": breakable(content.host),
        "path": urlsplit(content.verification_url).path,
        "breadth": {
            "holder": breadth(content.holder),
            "number": breadth(content.number),
            "issuer": breadth(content.issuer),
            "office": max(breadth(content.office.id), breadth(content.office.en)),
            "programme": max(breadth(content.programme.id), breadth(content.programme.en)),
            "host": breadth(content.host),
        },
        "qr": {"side": symbol.side * symbol.module_mm, "svg": symbol.svg},
        "ink": content.motif.ink,
        "tile": tile,
        "faint": reduce(_mixed, (content.motif.ink, content.motif.accent), tile),
    }


def _mixed(drawing: str, colour: str) -> str:
    """The drawing with one of its colours faint."""
    return drawing.replace(colour, mixed(colour, GROUND))


def _term(content: SheetContent) -> dict[str, object]:
    start, end = content.issue_date, content.expiry_date
    return {
        "start": pair(day(start)) if start else None,
        "end": pair(day(end)) if end else None,
        "note": pair(content.end_note),
        "years": _years(start, end) if start and end and start < end else [],
    }


def _years(start: dt.date, end: dt.date) -> list[dict[str, object]]:
    """First days of the years between, as shares of the whole term; only so many that they can be read."""
    step = 1 + (end.year - start.year) // MOST_YEARS
    span = (end - start).days
    turns = [dt.date(year, 1, 1) for year in range(start.year + 1, end.year + 1) if year % step == 0]
    return [
        {"at": at, "year": str(turn.year) if 0.06 < at < 0.94 else ""}
        for turn in turns
        for at in [(turn - start).days / span]
    ]


def breakable(text: str) -> str:
    """The text with places to wrap inside runs that have no space, for nothing may leave its box.

    >>> breakable("a" * 30).count(WRAP)
    29
    """
    return RUN.sub(lambda run: WRAP.join(run[0]), text)


def _breakable_pair(names: Names) -> dict[str, str]:
    return {"id": breakable(names.id), "en": breakable(names.en)}


def breadth(text: str) -> float:
    """More than the breadth of the text on one line, in units of the type size, whichever of the two types sets it.

    What fits by this measure needs no measuring by Typst, which costs more than all other arithmetic of a sheet.

    >>> breadth("UD Maju")
    4.22
    """
    return round(sum(map(BREADTHS.__getitem__, text)), 2)
