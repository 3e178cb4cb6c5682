"""The run sheet (*daftar cetak*): what was printed, in order, with the head of the history at every foot."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from setara.issuance.sheet.content import shortened
from setara.issuance.sheet.wording import day, pair
from setara.kernel.certificates.kinds import Names
from setara.kernel.rulebook.days import jakarta_day
from setara.platform.pdf.typesetting import Typesetter


@dataclass(frozen=True, slots=True)
class RunRow:
    """One sheet of the run; `position` counts from 1 in print order."""

    position: int
    holder: str
    district_name: str
    kind: Names
    number: str


def run_sheet(rows: Sequence[RunRow], head: str, moment: dt.datetime) -> bytes:
    """The list as a PDF file (A4 upright), `head` (hash of the last entry of the history) at the foot of each page."""
    document = {
        "head": head,
        "date": pair(day(jakarta_day(moment))),
        "rows": [
            [str(row.position), shortened(row.holder), row.district_name, row.kind.id, shortened(row.number)]
            for row in rows
        ],
    }
    return Typesetter(Path(__file__).with_name("run_sheet.typ")).pdf(json.dumps(document, ensure_ascii=False), moment)
