"""The sheet's own template in a warm Typst compiler, and nothing else."""

import datetime as dt
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass

import typst

from setara.issuance.sheet.press import STANDARDS, SheetPress


@dataclass(frozen=True, slots=True)
class Page:
    """What one sheet prints, ready for a template."""

    printed: dict[str, object]
    credential: str
    moment: dt.datetime


_compiler: "typst.Compiler | None" = None


def start() -> None:
    """Warm up a process."""
    global _compiler
    os.environ["RAYON_NUM_THREADS"] = "1"
    _compiler = SheetPress()._compiler


def make(pages: Sequence[Page]) -> int:
    """Make the PDFs, keep none; say in which process."""
    for page in pages:
        document = json.dumps({"sheets": [page.printed]}, ensure_ascii=False)
        inputs = {"document": document, "credential": page.credential}
        _compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=page.moment)
    return os.getpid()
