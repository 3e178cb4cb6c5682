"""The machine and the tables, as printed and as kept in the page."""

import datetime as dt
import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Line

HEAD = ("measured", "Setara", "peer", "ratio", "target", "met")
MET = {True: "yes", False: "no", None: ""}


def machine() -> str:
    """Say on what was measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d} · {cores} cores of {_processor()} · {platform.system()} "
        f"{platform.machine()} · Python {platform.python_version()} · SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or "an unnamed processor"


def table(lines: Sequence[Line]) -> str:
    """Write lines as a Markdown table that also reads well as plain text."""
    rows = [HEAD, *((one.what, one.setara, one.peer, one.ratio, one.target, MET[one.met]) for one in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    written = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    written.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(written)


def renewed(page: str, name: str, lines: Sequence[Line]) -> str:
    """Return the page with the table of that figure replaced, and the machine beside it."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = page.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n{machine()}\n\n{table(lines)}\n{end}{after}"
