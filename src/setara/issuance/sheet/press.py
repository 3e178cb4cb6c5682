"""From content to PDF: one warm Typst compiler, used again for every sheet."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import font_source_sans_pro
import typst

from setara.issuance.sheet.content import SheetContent
from setara.issuance.sheet.qr import qr_symbol
from setara.issuance.sheet.wording import day
from setara.kernel.certificates.kinds import Names
from setara.platform.drawing import svg

GROUND = 0.86
"""Share of white in the motif behind the seal."""
MOST_YEARS = 10
STANDARDS: list["typst.PDFStandard"] = ["a-3b"]


class SheetPress:
    """Makes sheets; keep one per process, for the first use reads the fonts.

    Rules it keeps: PDF/A-3b as declared, tagged, one page a sheet; equal content, credential and moment give equal
    bytes; nothing of the machine's own fonts is used.
    """

    def __init__(self) -> None:
        fonts = typst.Fonts(
            include_system_fonts=False, font_paths=[str(Path(font_source_sans_pro.__file__).parent / "files")]
        )
        self._compiler = typst.Compiler(Path(__file__).with_name("sheet.typ"), font_paths=fonts)

    def pdf(self, content: SheetContent, credential: bytes, moment: dt.datetime) -> bytes:
        """One sheet with its credential attached as ``credential.json``; `moment` (aware) is its creation date."""
        return self._compile([content], moment, credential.decode())

    def print_run(self, contents: Sequence[SheetContent], moment: dt.datetime) -> bytes:
        """Many sheets in order as one file for the printer, nothing attached."""
        return self._compile(contents, moment, "")

    def _compile(self, contents: Sequence[SheetContent], moment: dt.datetime, credential: str) -> bytes:
        document = json.dumps({"sheets": [_printed(content) for content in contents]}, ensure_ascii=False)
        pdf = self._compiler.compile(
            format="pdf",
            sys_inputs={"document": document, "credential": credential},
            pdf_standards=STANDARDS,
            timestamp=moment,
        )
        if not isinstance(pdf, bytes):
            raise TypeError(type(pdf))
        return pdf


def _printed(content: SheetContent) -> dict[str, object]:
    symbol = qr_symbol(content.qr_text)
    address = urlsplit(content.verification_url)
    return {
        "kind": _pair(content.kind),
        "number": content.number,
        "holder": content.holder,
        "district": content.district_name,
        "issuer": content.issuer,
        "accreditation": content.issuer_accreditation,
        "office": _pair(content.office),
        "recorded": _pair(day(content.recorded_on)),
        "programme": _pair(content.programme),
        "facts": [{"label": _pair(fact.label), "value": fact.value} for fact in content.facts],
        "term": _term(content),
        "host": content.host,
        "address": f"{address.netloc}{address.path}",
        "qr": {
            "side": symbol.side * symbol.module_mm,
            "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {symbol.side} {symbol.side}">'
            f'<path d="{symbol.path}"/></svg>',
        },
        "tile": svg(content.motif, columns=1),
        "faint": svg(content.motif, columns=1, faint=GROUND),
    }


def _term(content: SheetContent) -> dict[str, object]:
    start, end = content.issue_date, content.expiry_date
    return {
        "start": _pair(day(start)) if start else None,
        "end": _pair(day(end)) if end else None,
        "note": _pair(content.end_note),
        "years": _years(start, end) if start and end and start < end else [],
    }


def _years(start: dt.date, end: dt.date) -> list[dict[str, object]]:
    """First days of the years between, as shares of the whole term; only so many that they can be read."""
    step = 1 + (end.year - start.year) // MOST_YEARS
    span = (end - start).days
    turns = [dt.date(year, 1, 1) for year in range(start.year + 1, end.year + 1)]
    return [
        {"at": (turn - start).days / span, "year": str(turn.year) if turn.year % step == 0 else ""} for turn in turns
    ]


def _pair(names: Names) -> dict[str, str]:
    return {"id": names.id, "en": names.en}
