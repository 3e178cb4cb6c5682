"""The sheet's own template in a warm Typst compiler, and nothing else."""

import datetime as dt
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from setara.issuance.sheet import press
from setara.platform.pdf.typesetting import Typesetter


@dataclass(frozen=True, slots=True)
class Page:
    """What one sheet prints, ready for a template."""

    printed: dict[str, object]
    credential: bytes
    moment: dt.datetime


def start(_state: None) -> Callable[[Sequence[Page]], int]:
    """Warm up a process; what it makes is thrown away."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    typesetter = Typesetter(press.TEMPLATE)

    def make(pages: Sequence[Page]) -> int:
        for page in pages:
            document = {"sheets": [page.printed], "credential": page.credential.decode()}
            typesetter.pdf(json.dumps(document, ensure_ascii=False), page.moment, standard="a-3b")
        return len(pages)

    return make
